import type { Operation } from '../../item/operation';
import { createOrUpdate as createOrUpdateByKey } from '../../records/createOrUpdate';
import { additionalFields, requiredFields } from './fields';
import { fullCustomer, newCustomer } from './input';
import { customer } from './kind';

export const createOrUpdate: Operation = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update customer',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	properties: [...requiredFields, additionalFields],
	output: { from: 'createPayerCustomer', plus: { outcome: 'string' } },

	async execute(item) {
		const wanted = newCustomer(item);
		return await createOrUpdateByKey(item, {
			kind: customer,
			key: String(wanted.extCustomerId),
			create: { path: ['payerCustomers'], body: wanted },
			read: async (id) => await item.client.get(customer.path(id)),
			isChanged: (stored) =>
				Object.keys(wanted).some(
					(name) => JSON.stringify(stored[name]) !== JSON.stringify(wanted[name]),
				),
			requested: Object.keys(wanted),
			update: (id, stored) => ({ path: customer.path(id), body: fullCustomer(stored, wanted) }),
		});
	},
};
