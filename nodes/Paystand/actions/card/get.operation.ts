import { outputChoice } from '../../fields/listing';
import { only } from '../../item/kind';
import type { Operation } from '../../item/operation';
import { OLDER_NOTE, whenNotOpen } from '../../records/olderReference';
import { cardId, cardPath } from './fields';

const SHORT_FIELDS = [
	...['id', 'nameOnCard', 'brand', 'funding', 'last4'],
	...['expirationMonth', 'expirationYear', 'payerId', 'status'],
];

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get card',
	description: `Retrieve a saved card; its number is never shown. ${OLDER_NOTE}.`,
	properties: [cardId, ...outputChoice()],
	output: { from: 'getCard', pick: SHORT_FIELDS },
	hint: (refusal) =>
		whenNotOpen(refusal, "Payment: Get shows the card of a payment too, in 'source'."),

	async execute(item) {
		const card = await item.client.get(cardPath(item.field(cardId).id()));
		return item.isSimplified ? only(card, SHORT_FIELDS) : card;
	},
};
