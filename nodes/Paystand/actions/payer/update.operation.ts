import { changeableFieldsOf } from '../../fields/collections';
import { extraFields } from '../../fields/extraFields';
import { payerLocator } from '../../fields/payer';
import type { Operation } from '../../item/operation';
import { OLDER_NOTE, whenNotOpen } from '../../records/olderReference';
import { updatePart } from '../../records/partialUpdate';
import { customer } from '../customer/kind';
import { payerId } from '../customer/payer';

/** Which fields can be changed is not known (docs/paystand-api.md#payer-routes). */
const updateFields = changeableFieldsOf([extraFields()]);

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update payer',
	description: `Update the payer of a customer. Which fields can be changed is not published: name them in Extra Fields. ${OLDER_NOTE}.`,
	properties: [payerLocator(customer), updateFields],
	output: { from: 'updatePayer' },
	hint: (refusal) => whenNotOpen(refusal, 'Customer: Update changes the customer itself.'),

	async execute(item) {
		const id = await payerId(item);
		const owned = { id: 'Customer' };
		const update = { name: 'payer', id, path: ['payers', id], fields: updateFields, owned };
		return await updatePart(item, update);
	},
};
