import { recordLocator } from '../../fields/locator';
import { mapper } from '../../fields/mapper';
import { onlyIn1 } from '../../fields/version';
import type { Operation } from '../../item/operation';
import { changesNote } from '../../records/changes';
import { updateWhole } from '../../records/fullUpdate';
import { updateColumns } from './columns';
import { updateFields } from './fields';
import { requestedUpdate } from './input';
import { creditMemo } from './kind';
import { numbers } from './output';
import { fullCreditMemo, requestedNames } from './record';

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update credit memo',
	description:
		"Update a credit memo. What has been applied of it stays, unless you set an amount remaining. What changes unasked is named in 'changedUnasked'.",
	properties: [mapper('update'), ...onlyIn1([recordLocator(creditMemo), updateFields])],
	columns: updateColumns,
	writes: creditMemo,
	output: { from: 'updateCreditMemo', plus: numbers },

	async execute(item) {
		const { changes: requested, match } = requestedUpdate(item);
		const id = await item.recordId(creditMemo, match);
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
