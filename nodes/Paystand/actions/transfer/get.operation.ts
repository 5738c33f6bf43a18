import { requestObject } from '../../../../client/request';
import { simplify } from '../../fields/listing';
import { recordId, recordLocator } from '../../fields/locators';
import { shapedBy } from '../../fields/shape';
import type { Operation } from '../operation';
import { simplified } from './simplified';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get transfer',
	description: 'Retrieve a transfer (payout)',
	properties: [recordLocator('transfer'), simplify()],

	async execute(itemIndex) {
		const path = ['transfers', recordId(this, itemIndex, 'transfer')];
		const record = await requestObject(this, { method: 'GET', path });
		return shapedBy(this, itemIndex, record, simplified);
	},
};
