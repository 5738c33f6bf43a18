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

const WHERE_IDS_ARE = {
	cardId:
		"The ID of a saved card stands in a payment made with it, as 'sourceId' (Payment: Get with Simplify off). Cards are saved on Paystand's own page only.",
	bankId: 'Bank Account: Add gives the ID of a bank account.',
};

export const charge: Operation = {
	value: 'charge',
	name: 'Charge',
	action: 'Charge card or bank account',
	description:
		"Take a payment from a customer's saved card or verified bank account. Moves real money: ask a person before you use it on your own.",
	properties: chargeFields,
	output: { from: 'createSecurePayment', pick: SHORT_FIELDS },

	hint({ status, parameter, explanation }, item) {
		if (status !== 400 && status !== 422) return undefined;
		if (parameter === 'cardId' || parameter === 'bankId') return WHERE_IDS_ARE[parameter];
		const isAboutReceivable = /receivable|invoice/i.test([parameter, explanation].join(' '));
		return isAboutReceivable && isUnset(item.value(receivable.name, ''))
			? "If your Paystand account is connected to Sage Intacct, every charge needs a receivable: choose it in 'Receivable'."
			: undefined;
	},

	async execute(item) {
		const requested = await requestedCharge(item);
		const movement = chargeMovement(item.client, requested);
		const { record, key, outcome } = await moveOnce(item, movement);
		const charged = { ...record, ...sumsOf(record, requested), chargeKey: key, outcome };
		return item.isSimplified ? only(charged, SHORT_FIELDS) : charged;
	},
};
