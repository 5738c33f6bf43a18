import { requestObject } from '../../../../client/request';
import { unaskedNote, writeWhole } from '../../fields/fullWrite';
import { creditMemoId, recordLocator } from '../../fields/locators';
import type { Operation } from '../operation';
import { updateFields } from './fields';
import { changedFields } from './input';
import { askedOf, fullCreditMemo } from './record';

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update credit memo',
	description:
		"Update a credit memo. What has been applied of it stays, unless you set an amount remaining. What changes unasked is named in 'changedUnasked'.",
	properties: [recordLocator('creditMemo'), updateFields],

	async execute(itemIndex, execution) {
		const changes = changedFields(this, itemIndex);
		const id = await creditMemoId(this, itemIndex, execution);
		return await execution.inTurn(`creditMemo ${id}`, async () => {
			const path = ['creditMemos', id];
			const read = { method: 'GET' as const, path };
			const before = await requestObject(this, read);
			const body = fullCreditMemo(this, itemIndex, before, changes);
			const put = { method: 'PUT' as const, path, body };
			const asked = askedOf(changes);
			const { record, unasked } = await writeWhole(this, { before, put, read, asked });
			return { ...record, ...unaskedNote(unasked) };
		});
	},
};
