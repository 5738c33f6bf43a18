import { requestObject } from '../../../../client/request';
import { simplify } from '../../fields/listing';
import { recordId, recordLocator } from '../../fields/locators';
import { shapedBy } from '../../fields/shape';
import type { Operation } from '../operation';
import { simplified } from './simplified';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get payment',
	description: 'Retrieve a payment',
	properties: [recordLocator('payment'), simplify()],

	async execute(itemIndex) {
		const path = ['payments', recordId(this, itemIndex, 'payment')];
		const record = await requestObject(this, { method: 'GET', path });
		return shapedBy(this, itemIndex, record, simplified);
	},
};
