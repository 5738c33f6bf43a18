import { recordLocator } from '../../fields/locator';
import { outputChoice } from '../../fields/listing';
import type { Operation } from '../../item/operation';
import { refund } from './kind';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get refund',
	description: 'Retrieve a refund',
	properties: [recordLocator(refund), ...outputChoice()],
	output: { from: 'getRefund', pick: refund.shortFields },

	async execute(item) {
		const id = await item.recordId(refund);
		return item.shape(await item.client.get(refund.path(id)), refund);
	},
};
