import { createOrUpdateByKey } from '../../fields/upsert';
import type { Operation } from '../operation';
import { additionalFields, fullCustomer, newCustomer, requiredFields } from './fields';

export const createOrUpdate: Operation = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update customer',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	properties: [...requiredFields, additionalFields],

	async execute(itemIndex, execution) {
		const wanted = newCustomer(this, itemIndex);
		return await createOrUpdateByKey(this, itemIndex, execution, {
			kind: 'customer',
			key: String(wanted.extCustomerId),
			create: { method: 'POST', path: ['payerCustomers'], body: wanted },
			read: (id) => ({ method: 'GET', path: ['payerCustomers', id] }),
			isChanged: (record) =>
				Object.keys(wanted).some(
					(name) => JSON.stringify(record[name]) !== JSON.stringify(wanted[name]),
				),
			asked: Object.keys(wanted),
			update: (id, record) => ({
				method: 'PUT',
				path: ['payerCustomers', id],
				body: fullCustomer(record, wanted),
			}),
		});
	},
};
