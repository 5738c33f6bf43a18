import { isUnset } from '../../item/locator';
import { only } from '../../item/kind';
import type { Operation } from '../../item/operation';
import { moveOnce } from '../../movements/moveOnce';
import { receivable } from '../receivable/kind';
import { chargeMovement } from './chargeMovement';
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
		const movement = chargeMovement(item.client, requested);
		const { record, key, outcome } = await moveOnce(item, movement);
		const charged = { ...record, ...sumsOf(record, requested), chargeKey: key, outcome };
		return item.isOn('simplify') ? only(charged, SHORT_FIELDS) : charged;
	},
};
