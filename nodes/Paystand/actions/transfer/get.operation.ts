import { recordLocator } from '../../fields/locator';
import { outputChoice } from '../../fields/listing';
import type { Operation } from '../../item/operation';
import { transfer } from './kind';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get transfer (payout)',
	description: 'Retrieve a transfer (payout)',
	properties: [recordLocator(transfer), ...outputChoice()],
	output: { from: 'getTransfer', pick: transfer.shortFields },

	async execute(item) {
		const id = await item.recordId(transfer);
		return item.shape(await item.client.get(transfer.path(id)), transfer);
	},
};
