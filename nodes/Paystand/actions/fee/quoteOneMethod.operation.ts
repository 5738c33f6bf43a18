import { optionalFieldsOf } from '../../fields/collections';
import { currency } from '../../fields/currency';
import { extraFields } from '../../fields/extraFields';
import type { Operation } from '../../item/operation';
import { withExtraFields } from '../../records/body';
import { subtotal } from './fields';
import { fee } from './kind';

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
			displayName: fee.labels.feeType,
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
		optionalFieldsOf([extraFields()]),
	],
	output: { from: 'computeFeeSplit' },

	async execute(item) {
		const body = {
			feeType: item.value('feeType') as string,
			subtotal: item.field(subtotal).amount('positive'),
			currency: item.value('currency') as string,
		};
		const { extraFields: extra } = item.collection('additionalFields');
		const path = ['feeSplits', 'computeFees'];
		return await item.client.post(path, withExtraFields(body, extra), { idempotent: true });
	},
};
