import { requestObject } from '../../../../client/request';
import { creditMemoId, recordLocator } from '../../fields/locators';
import type { Operation } from '../operation';
import { updateFields } from './fields';
import { changedFields } from './input';
import { fullCreditMemo } from './record';

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update credit memo',
	description:
		'Update a credit memo. What has been applied of it stays, unless you set an amount remaining.',
	properties: [recordLocator('creditMemo'), updateFields],

	async execute(itemIndex, execution) {
		const changes = changedFields(this, itemIndex);
		const id = await creditMemoId(this, itemIndex, execution);
		return await execution.inTurn(`creditMemo ${id}`, async () => {
			const path = ['creditMemos', id];
			const record = await requestObject(this, { method: 'GET', path });
			const body = fullCreditMemo(this, itemIndex, record, changes);
			const updated = await requestObject(this, { method: 'PUT', path, body });
			return { ...record, ...updated };
		});
	},
};
