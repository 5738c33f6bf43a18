import { requestObject } from '../../../../client/request';
import { receivableId, receivableLocator } from '../../fields/locators';
import type { Operation } from '../operation';
import { invoiceNumber, updateFields } from './fields';
import { changedFields } from './input';
import { fullReceivable, withBalance } from './record';

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update receivable',
	description: 'Update a receivable. What has been paid on it stays, unless you set an amount due.',
	properties: [
		receivableLocator(),
		{
			...invoiceNumber,
			required: undefined,
			description:
				'The number your customer sees. Paystand takes a receivable only whole and may not show its number, so enter it, also when it stays the same.',
		},
		updateFields,
	],

	async execute(itemIndex, execution) {
		const changes = changedFields(this, itemIndex);
		const id = await receivableId(this, itemIndex, execution);
		return await execution.inTurn(`receivable ${id}`, async () => {
			const record = await requestObject(this, {
				method: 'GET',
				path: ['receivables', id, 'read'],
			});
			const updated = await requestObject(this, {
				method: 'PUT',
				path: ['receivables', id, 'update'],
				body: fullReceivable(this, itemIndex, record, changes),
			});
			return withBalance({ ...record, ...updated });
		});
	},
};
