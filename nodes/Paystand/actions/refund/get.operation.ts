import { requestObject } from '../../../../client/request';
import { simplify } from '../../fields/listing';
import { recordId, recordLocator } from '../../fields/locators';
import { shapedBy } from '../../fields/shape';
import type { Operation } from '../operation';
import { simplified } from './simplified';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get refund',
	description: 'Retrieve a refund',
	properties: [recordLocator('refund'), simplify()],

	async execute(itemIndex) {
		const path = ['refunds', recordId(this, itemIndex, 'refund')];
		const record = await requestObject(this, { method: 'GET', path });
		return shapedBy(this, itemIndex, record, simplified);
	},
};
