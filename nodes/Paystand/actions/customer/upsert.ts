import type { IDataObject } from 'n8n-workflow';

import type { Item } from '../../item/item';
import { createOrUpdate } from '../../records/createOrUpdate';
import { fullCustomer } from './input';
import { customer } from './kind';

/**
 * Creates or updates a customer by the ERP's key, or leaves it alone.
 *
 * @param wanted the body of a new customer
 * @param whenTwice what to do when the customer comes with other values in an earlier item; without
 *   it the later item wins
 * @returns the customer, with `outcome`: `created`, `updated` or `unchanged`
 */
export async function upsertCustomer(
	item: Item,
	wanted: IDataObject,
	whenTwice?: string,
): Promise<IDataObject> {
	return await createOrUpdate(item, {
		kind: customer,
		key: String(wanted.extCustomerId),
		whenTwice,
		create: { path: ['payerCustomers'], body: wanted },
		read: async (id) => await item.client.get(customer.path(id)),
		isChanged: (stored) =>
			Object.keys(wanted).some(
				(name) => JSON.stringify(stored[name]) !== JSON.stringify(wanted[name]),
			),
		requested: Object.keys(wanted),
		update: (id, stored) => ({ path: customer.path(id), body: fullCustomer(stored, wanted) }),
	});
}
