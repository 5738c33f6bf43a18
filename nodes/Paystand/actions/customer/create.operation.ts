import type { Operation } from '../operation';
import { requestObject } from '../../../../client/request';
import { additionalFields, newCustomer, requiredFields } from './fields';

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create customer',
	description: 'Create a new customer',
	properties: [...requiredFields, additionalFields],

	async execute(itemIndex) {
		return await requestObject(this, {
			method: 'POST',
			path: ['payerCustomers'],
			body: newCustomer(this, itemIndex),
		});
	},
};
