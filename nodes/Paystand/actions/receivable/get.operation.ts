import { recordLocator } from '../../fields/locator';
import { outputChoice } from '../../fields/listing';
import type { Operation } from '../../item/operation';
import { receivable } from './kind';
import { readReceivable } from './readReceivable';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get receivable (invoice)',
	description: 'Retrieve a receivable (an invoice that a customer owes) with its open balance',
	properties: [recordLocator(receivable), ...outputChoice()],
	output: { from: 'readReceivable', pick: receivable.shortFields },

	async execute(item) {
		const id = await item.recordId(receivable);
		return item.shape(await readReceivable(item.client, id), receivable);
	},
};
