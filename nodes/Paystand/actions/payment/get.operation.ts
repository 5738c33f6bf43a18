import { recordLocator } from '../../fields/locator';
import { outputChoice } from '../../fields/listing';
import type { Operation } from '../../item/operation';
import { payment } from './kind';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get payment',
	description: 'Retrieve a payment',
	properties: [recordLocator(payment), ...outputChoice()],
	output: { from: 'getPayment', pick: payment.shortFields },

	async execute(item) {
		const id = await item.recordId(payment);
		return item.shape(await item.client.get(payment.path(id)), payment);
	},
};
