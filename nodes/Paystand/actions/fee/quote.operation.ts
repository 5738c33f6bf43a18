import { optionalFieldsOf } from '../../fields/collections';
import { currency } from '../../fields/currency';
import { extraFields } from '../../fields/extraFields';
import { feePlan } from '../../fields/feePlan';
import { recordLocator } from '../../fields/locator';
import { payerLocator } from '../../fields/payer';
import type { Operation } from '../../item/operation';
import { withExtraFields } from '../../records/body';
import { feePlanOf, quoteBody, quoteFee } from '../../records/feeQuote';
import { customer } from '../customer/kind';
import { optionalPayerId } from '../customer/payer';
import { receivable } from '../receivable/kind';
import { subtotal } from './fields';

export const quote: Operation = {
	value: 'quote',
	name: 'Quote',
	action: 'Quote payer fee',
	description:
		'Ask what fee a payer would bear on each payment method: card, bank network, ACH. Nothing is charged.',
	properties: [
		subtotal,
		currency(),
		{
			...payerLocator(customer),
			required: undefined,
			description: "Whose fee plan counts. Without a customer your account's plan does.",
		},
		{
			...recordLocator(receivable),
			required: undefined,
			description: 'The receivable (invoice) that would be paid',
		},
		optionalFieldsOf([extraFields(), ...feePlan]),
	],
	output: { from: 'splitFees' },

	async execute(item) {
		const more = item.collection('additionalFields');
		const body = quoteBody({
			subtotal: item.field(subtotal).amount('positive'),
			currency: item.value('currency') as string,
			payerId: await optionalPayerId(item),
			receivableId: await item.optionalRecordId(receivable),
			more: feePlanOf(more),
		});
		return await quoteFee(item.client, withExtraFields(body, more.extraFields));
	},
};
