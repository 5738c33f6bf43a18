import { isUnset } from '../../item/locator';
import { only } from '../../item/kind';
import type { Operation } from '../../item/operation';
import { receivable } from '../receivable/kind';
import { chargeKeyOf } from './chargeKey';
import { charge as chargeFund } from './charging';
import { chargeFields } from './fields';
import { requestedCharge } from './requestedCharge';
import { sumsOf } from './sums';

const SHORT_FIELDS = [
	...['id', 'status', 'subtotal', 'fee', 'total', 'currency'],
	...['payerId', 'chargeKey', 'outcome', 'created'],
];

export const charge: Operation = {
	value: 'charge',
	name: 'Charge',
	action: 'Charge payment',
	description:
		"Take a payment from a customer's saved card or verified bank account. Moves real money: ask a person before you use it on your own.",
	properties: chargeFields,
	output: { from: 'createSecurePayment', pick: SHORT_FIELDS },

	hint: ({ status }, item) =>
		(status === 400 || status === 422) && isUnset(item.value(receivable.name, ''))
			? "If your Paystand account is connected to Sage Intacct, every charge needs a receivable: choose it in 'Receivable'."
			: undefined,

	async execute(item) {
		const requested = await requestedCharge(item);
		const key = chargeKeyOf(item, requested);
		const { payment, outcome } = await chargeFund(item, requested, key);
		const sums = sumsOf(payment, requested);
		const charged = { ...payment, ...sums, chargeKey: key.value, outcome };
		return item.isOn('simplify') ? only(charged, SHORT_FIELDS) : charged;
	},
};
