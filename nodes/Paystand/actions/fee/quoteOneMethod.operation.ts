import type { IDataObject } from 'n8n-workflow';

import { requestObject } from '../../../../client/request';
import { currency } from '../../fields/currency';
import { extraFields, withExtraFields } from '../../fields/extraFields';
import type { Operation } from '../operation';
import { labels, subtotal, subtotalOf } from './fields';

export const quoteOneMethod: Operation = {
	value: 'quoteOneMethod',
	name: 'Quote One Method',
	action: 'Quote payer fee of one method',
	description:
		"Ask what fee a payer would bear on one payment method, by your account's own fee plan. Nothing is charged.",
	properties: [
		subtotal,
		currency(),
		{
			displayName: labels.feeType,
			name: 'feeType',
			type: 'options',
			options: [
				{ name: 'ACH', value: 'achBankPayment.posted' },
				{ name: 'ACH Push', value: 'achPushPayment.posted' },
				{ name: 'Bank Network', value: 'networkBankPayment.posted' },
				{ name: 'Credit Card', value: 'cardPayment.posted' },
				{ name: 'Debit Card', value: 'debitCardPayment.posted' },
				{ name: 'Wire', value: 'wirePayment.posted' },
			],
			default: 'cardPayment.posted',
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [extraFields()],
		},
	],

	async execute(itemIndex) {
		const more = this.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
		const body = {
			feeType: this.getNodeParameter('feeType', itemIndex) as string,
			subtotal: subtotalOf(this, itemIndex),
			currency: this.getNodeParameter('currency', itemIndex) as string,
		};
		return await requestObject(this, {
			method: 'POST',
			path: ['feeSplits', 'computeFees'],
			body: withExtraFields(this, itemIndex, body, more.extraFields),
			repeatable: true,
		});
	},
};
