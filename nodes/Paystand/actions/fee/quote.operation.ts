import type { IDataObject } from 'n8n-workflow';

import { currency } from '../../fields/currency';
import { extraFields, withExtraFields } from '../../fields/extraFields';
import { optionalReceivableId, receivableLocator } from '../../fields/locators';
import { optionalPayerId, payerLocator } from '../../fields/payer';
import type { Operation } from '../operation';
import { planChoice, planOf, subtotal, subtotalOf } from './fields';
import { splitBody, splitFees } from './split';

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
			...payerLocator(),
			required: undefined,
			description: "Whose fee plan counts. Without a customer your account's plan does.",
		},
		{
			...receivableLocator(),
			required: undefined,
			description: 'The receivable (invoice) that would be paid',
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [extraFields(), ...planChoice],
		},
	],

	async execute(itemIndex, execution) {
		const more = this.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
		const body = splitBody({
			subtotal: subtotalOf(this, itemIndex),
			currency: this.getNodeParameter('currency', itemIndex) as string,
			payerId: await optionalPayerId(this, itemIndex, execution),
			receivableId: await optionalReceivableId(this, itemIndex, execution),
			more: planOf({ context: this, itemIndex }, more),
		});
		return await splitFees(this, withExtraFields(this, itemIndex, body, more.extraFields));
	},
};
