import { requestObject } from '../../../../client/request';
import { simplify } from '../../fields/listing';
import { creditMemoId, recordLocator } from '../../fields/locators';
import { shapedBy } from '../../fields/shape';
import type { Operation } from '../operation';
import { simplified } from './record';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get credit memo',
	description: 'Retrieve a credit memo',
	properties: [recordLocator('creditMemo'), simplify()],

	async execute(itemIndex, execution) {
		const path = ['creditMemos', await creditMemoId(this, itemIndex, execution)];
		const record = await requestObject(this, { method: 'GET', path });
		return shapedBy(this, itemIndex, record, simplified);
	},
};
