import { recordLocator } from '../../fields/locator';
import { outputChoice } from '../../fields/listing';
import type { Operation } from '../../item/operation';
import { dispute } from './kind';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get dispute',
	description: 'Retrieve a dispute or an ACH return',
	properties: [recordLocator(dispute), ...outputChoice()],
	output: { from: 'getDispute', pick: dispute.shortFields },

	async execute(item) {
		const id = await item.recordId(dispute);
		return item.shape(await item.client.get(dispute.path(id)), dispute);
	},
};
