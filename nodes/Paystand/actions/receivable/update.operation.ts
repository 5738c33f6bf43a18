import { requestObject } from '../../../../client/request';
import { unaskedNote, writeWhole } from '../../fields/fullWrite';
import { receivableId, receivableLocator } from '../../fields/locators';
import type { Operation } from '../operation';
import { invoiceNumber, updateFields } from './fields';
import { changedFields } from './input';
import { askedOf, fullReceivable, withBalance } from './record';

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update receivable',
	description:
		"Update a receivable. What has been paid on it stays, unless you set an amount due. What changes unasked is named in 'changedUnasked'.",
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
			const read = { method: 'GET' as const, path: ['receivables', id, 'read'] };
			const before = await requestObject(this, read);
			const body = fullReceivable(this, itemIndex, before, changes);
			const put = { method: 'PUT' as const, path: ['receivables', id, 'update'], body };
			const asked = askedOf(changes);
			const { record, unasked } = await writeWhole(this, { before, put, read, asked });
			return { ...withBalance(record), ...unaskedNote(unasked) };
		});
	},
};
