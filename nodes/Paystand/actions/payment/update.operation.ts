import { changeableFieldsOf } from '../../fields/collections';
import { description } from '../../fields/description';
import { extraFields } from '../../fields/extraFields';
import { recordLocator } from '../../fields/locator';
import { metadata } from '../../fields/metadata';
import type { Operation } from '../../item/operation';
import { OLDER_NOTE, whenNotOpen } from '../../records/olderReference';
import { updatePart } from '../../records/partialUpdate';
import { chargeKey, ownedFields } from './fields';
import { payment } from './kind';

/**
 * Which fields can be changed is not known; these two are likely
 * (docs/paystand-api.md#payment-routes).
 */
const updateFields = changeableFieldsOf([description(), extraFields(), metadata()]);

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update payment',
	description: `Update the description or the metadata of a payment; its amount is fixed. ${OLDER_NOTE}.`,
	properties: [recordLocator(payment), updateFields],
	output: { from: 'updatePayment' },
	hint: (refusal) => whenNotOpen(refusal),

	async execute(item) {
		const id = await item.recordId(payment);
		return await updatePart(item, {
			...{ name: payment.name, id, path: payment.path(id) },
			fields: updateFields,
			owned: ownedFields,
			keyName: chargeKey.name,
		});
	},
};
