import { requestObject } from '../../../../client/request';
import { customerId, customerLocator } from '../../fields/locators';
import type { Operation } from '../operation';
import { changedFields, fullCustomer, updateFields } from './fields';

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update customer',
	description: 'Update a customer',
	properties: [customerLocator(), updateFields],

	async execute(itemIndex, execution) {
		const changes = changedFields(this, itemIndex);
		const id = await customerId(this, itemIndex, execution);
		return await execution.inTurn(`customer ${id}`, async () => {
			const path = ['payerCustomers', id];
			const record = await requestObject(this, { method: 'GET', path });
			return await requestObject(this, {
				method: 'PUT',
				path,
				body: fullCustomer(record, changes),
			});
		});
	},
};
