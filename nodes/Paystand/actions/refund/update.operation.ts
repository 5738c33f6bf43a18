import { recordLocator } from '../../fields/locator';
import type { Operation } from '../../item/operation';
import { OLDER_NOTE, whenNotOpen } from '../../records/olderReference';
import { updatePart } from '../../records/partialUpdate';
import { fixedFields, refundKey, updateFields } from './fields';
import { refund } from './kind';

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update refund',
	description: `Update the description or the metadata of a refund; its amount is fixed. ${OLDER_NOTE}.`,
	properties: [recordLocator(refund), updateFields],
	output: { from: 'updateRefund', pick: refund.shortFields },
	hint: (refusal) => whenNotOpen(refusal),

	async execute(item) {
		const id = await item.recordId(refund);
		return await updatePart(item, {
			...{ name: refund.name, id, path: refund.path(id) },
			fields: updateFields,
			owned: fixedFields,
			keyName: refundKey.name,
		});
	},
};
