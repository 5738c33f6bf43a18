import type { Operation } from '../../item/operation';
import { OLDER_NOTE, whenNotOpen } from '../../records/olderReference';
import { updatePart } from '../../records/partialUpdate';
import { cardId, cardPath, updateFields } from './fields';

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update card',
	description: `Update a saved card. Which fields can be changed is not published: name them in Extra Fields. ${OLDER_NOTE}.`,
	properties: [cardId, updateFields],
	output: { from: 'updateCard' },
	hint: (refusal) => whenNotOpen(refusal, 'The payer can save the card anew.'),

	async execute(item) {
		const id = item.field(cardId).id();
		const owned = { id: 'Card ID' };
		const update = { name: 'card', id, path: cardPath(id), fields: updateFields, owned };
		return await updatePart(item, update);
	},
};
