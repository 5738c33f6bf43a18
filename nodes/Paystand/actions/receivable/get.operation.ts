import { recordLocator } from '../../fields/locator';
import { simplify } from '../../fields/listing';
import type { Operation } from '../../item/operation';
import { receivable } from './kind';
import { readReceivable } from './readReceivable';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get receivable',
	description: 'Retrieve a receivable with its open balance',
	properties: [recordLocator(receivable), simplify()],
	output: { from: 'readReceivable', pick: receivable.shortFields },

	async execute(item) {
		const id = await item.recordId(receivable);
		return item.shape(await readReceivable(item.client, id), receivable);
	},
};
