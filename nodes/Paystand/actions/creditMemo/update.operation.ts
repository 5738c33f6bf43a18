import { recordLocator } from '../../fields/locator';
import type { Operation } from '../../item/operation';
import { changesNote } from '../../records/changes';
import { updateWhole } from '../../records/fullUpdate';
import { updateFields } from './fields';
import { changedFields } from './input';
import { creditMemo } from './kind';
import { numbers } from './output';
import { fullCreditMemo, requestedNames } from './record';

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update credit memo',
	description:
		"Update a credit memo. What has been applied of it stays, unless you set an amount remaining. What changes unasked is named in 'changedUnasked'.",
	properties: [recordLocator(creditMemo), updateFields],
	output: { from: 'updateCreditMemo', plus: numbers },

	async execute(item) {
		const requested = changedFields(item);
		const id = await item.recordId(creditMemo);
		const path = creditMemo.path(id);
		const read = async () => await item.client.get(path);
		return await item.execution.lock(`creditMemo ${id}`, async () => {
			const previous = await read();
			const { record, changes } = await updateWhole(item.client, {
				previous,
				path,
				body: fullCreditMemo(previous, requested),
				read,
				requested: requestedNames(requested),
			});
			return { ...record, ...changesNote(changes) };
		});
	},
};
