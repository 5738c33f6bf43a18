import { changeableFieldsOf } from '../../fields/collections';
import { extraFields } from '../../fields/extraFields';
import { recordLocator } from '../../fields/locator';
import type { Operation } from '../../item/operation';
import { OLDER_NOTE, whenNotOpen } from '../../records/olderReference';
import { updatePart } from '../../records/partialUpdate';
import { dispute } from './kind';

/** Its body is not known (docs/paystand-api.md#dispute-routes). */
const updateFields = changeableFieldsOf([extraFields()]);

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update dispute',
	description: `Update a dispute. Which fields can be changed is not published: name them in Extra Fields. Evidence goes to Paystand by its dashboard or by email. ${OLDER_NOTE}.`,
	properties: [recordLocator(dispute), updateFields],
	output: { from: 'updateDispute', pick: dispute.shortFields },
	hint: (refusal) => whenNotOpen(refusal, 'Answer the dispute in the Paystand dashboard.'),

	async execute(item) {
		const id = await item.recordId(dispute);
		const owned = { id: 'Dispute', amount: 'Dispute', currency: 'Dispute', paymentId: 'Dispute' };
		const path = dispute.path(id);
		return await updatePart(item, { name: dispute.name, id, path, fields: updateFields, owned });
	},
};
