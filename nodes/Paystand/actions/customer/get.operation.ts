import { requestObject } from '../../../../client/request';
import { simplify } from '../../fields/listing';
import { customerId, customerLocator } from '../../fields/locators';
import type { Operation } from '../operation';
import { simplified } from './simplified';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get customer',
	description: 'Retrieve a customer',
	properties: [customerLocator(), simplify()],

	async execute(itemIndex, execution) {
		const id = await customerId(this, itemIndex, execution);
		const record = await requestObject(this, { method: 'GET', path: ['payerCustomers', id] });
		return this.getNodeParameter('simplify', itemIndex) ? simplified(record) : record;
	},
};
