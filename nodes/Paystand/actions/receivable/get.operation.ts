import { requestObject } from '../../../../client/request';
import { simplify } from '../../fields/listing';
import { receivableId, receivableLocator } from '../../fields/locators';
import type { Operation } from '../operation';
import { shaped } from './record';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get receivable',
	description: 'Retrieve a receivable with its open balance',
	properties: [receivableLocator(), simplify()],

	async execute(itemIndex, execution) {
		const id = await receivableId(this, itemIndex, execution);
		const record = await requestObject(this, { method: 'GET', path: ['receivables', id, 'read'] });
		return shaped(this, itemIndex, record);
	},
};
