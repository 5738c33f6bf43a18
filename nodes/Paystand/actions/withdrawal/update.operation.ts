import { recordLocator } from '../../fields/locator';
import type { Operation } from '../../item/operation';
import { OLDER_NOTE, whenNotOpen } from '../../records/olderReference';
import { updatePart } from '../../records/partialUpdate';
import { updateFields, withdrawalKey } from './fields';
import { withdrawal } from './kind';
import { readWithdrawal } from './readWithdrawal';

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update withdrawal',
	description: `Update the description or the metadata of a withdrawal; all else of it is fixed. ${OLDER_NOTE}.`,
	properties: [recordLocator(withdrawal), updateFields],
	output: { from: 'updateWithdrawal' },
	hint: (refusal) => whenNotOpen(refusal),

	async execute(item) {
		const id = await item.recordId(withdrawal);
		return await updatePart(item, {
			...{ name: withdrawal.name, id, path: withdrawal.path(id) },
			fields: updateFields,
			keyName: withdrawalKey.name,
			read: async () => await readWithdrawal(item.client, id),
		});
	},
};
