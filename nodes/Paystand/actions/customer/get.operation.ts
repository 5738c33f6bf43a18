import { recordLocator } from '../../fields/locator';
import { outputChoice } from '../../fields/listing';
import type { Operation } from '../../item/operation';
import { customer } from './kind';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get customer',
	description: 'Retrieve a customer',
	properties: [recordLocator(customer), ...outputChoice()],
	output: { from: 'getPayerCustomer', pick: customer.shortFields },

	async execute(item) {
		const id = await item.recordId(customer);
		return item.shape(await item.client.get(customer.path(id)), customer);
	},
};
