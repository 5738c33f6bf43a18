import { recordLocator } from '../../fields/locator';
import type { Operation } from '../../item/operation';
import { changesNote } from '../../records/changes';
import { updateWhole } from '../../records/fullUpdate';
import { updateFields } from './fields';
import { changedFields, fullCustomer } from './input';
import { customer } from './kind';

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update customer',
	description: "Update a customer. What changes unasked is named in 'changedUnasked'.",
	properties: [recordLocator(customer), updateFields],
	output: { from: 'updatePayerCustomer' },

	async execute(item) {
		const requested = changedFields(item);
		const id = await item.recordId(customer);
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
