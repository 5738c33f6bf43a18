import { requestObject } from '../../../../client/request';
import { unaskedNote, writeWhole } from '../../fields/fullWrite';
import { customerId, customerLocator } from '../../fields/locators';
import type { Operation } from '../operation';
import { changedFields, fullCustomer, updateFields } from './fields';

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update customer',
	description: "Update a customer. What changes unasked is named in 'changedUnasked'.",
	properties: [customerLocator(), updateFields],

	async execute(itemIndex, execution) {
		const changes = changedFields(this, itemIndex);
		const id = await customerId(this, itemIndex, execution);
		return await execution.inTurn(`customer ${id}`, async () => {
			const path = ['payerCustomers', id];
			const read = { method: 'GET' as const, path };
			const before = await requestObject(this, read);
			const put = { method: 'PUT' as const, path, body: fullCustomer(before, changes) };
			const asked = Object.keys(changes);
			const { record, unasked } = await writeWhole(this, { before, put, read, asked });
			return { ...record, ...unaskedNote(unasked) };
		});
	},
};
