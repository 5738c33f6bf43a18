import { only, shapedBy } from '../../fields/shape';
import type { Operation } from '../operation';
import { chargeKeyOf } from './chargeKey';
import { charge as chargeFund } from './charging';
import { chargeFields } from './fields';
import { sumsOf } from './sums';
import { wantedCharge } from './wanted';

const SHORT = [
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

	async execute(itemIndex, execution) {
		const wanted = await wantedCharge(this, itemIndex, execution);
		const key = chargeKeyOf(this, itemIndex, wanted);
		const { payment, outcome } = await chargeFund(this, execution, wanted, key);
		const item = { ...payment, ...sumsOf(payment, wanted), chargeKey: key.value, outcome };
		return shapedBy(this, itemIndex, item, (whole) => only(whole, SHORT));
	},
};
