import { recordLocator } from '../../fields/locator';
import { mapper } from '../../fields/mapper';
import { onlyIn1 } from '../../fields/version';
import type { Operation } from '../../item/operation';
import { changesNote } from '../../records/changes';
import { updateWhole } from '../../records/fullUpdate';
import { updateColumns } from './columns';
import { updateFields } from './fields';
import { requestedUpdate, fullCustomer } from './input';
import { customer } from './kind';

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update customer',
	description: "Update a customer. What changes unasked is named in 'changedUnasked'.",
	properties: [mapper('update'), ...onlyIn1([recordLocator(customer), updateFields])],
	columns: updateColumns,
	writes: customer,
	output: { from: 'updatePayerCustomer' },

	async execute(item) {
		const { changes: requested, match } = requestedUpdate(item);
		const id = await item.recordId(customer, match);
		const path = customer.path(id);
		const read = async () => await item.client.get(path);
		return await item.execution.lock(`customer ${id}`, async () => {
			const previous = await read();
			const { record, changes } = await updateWhole(item.client, {
				previous,
				path,
				body: fullCustomer(previous, requested),
				read,
				requested: Object.keys(requested),
			});
			return { ...record, ...changesNote(changes) };
		});
	},
};
