import { only } from '../../item/kind';
import type { Operation } from '../../item/operation';
import { moveOnce } from '../../movements/moveOnce';
import { OLDER_NOTE, whenNotOpen } from '../../records/olderReference';
import { refundFields } from './fields';
import { refundMovement } from './refundMovement';
import { requestedRefund } from './requestedRefund';

const SHORT_FIELDS = [
	...['id', 'status', 'amount', 'currency', 'paymentId'],
	...['feesRefunded', 'refundKey', 'outcome', 'created'],
];

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create refund',
	description: `Give money of a payment back, in full or in part. Moves real money: ask a person before you use it on your own. ${OLDER_NOTE}.`,
	properties: refundFields,
	output: { from: 'createRefund', pick: SHORT_FIELDS },

	hint: (refusal) =>
		refusal.status === 400 || refusal.status === 422
			? // See docs/paystand-api.md#creating-a-refund.
				'A payment can be refunded once it has cleared, a bank payment usually after its first week (ACH Protection Period). Paystand (support@paystand.com) can lift that.'
			: whenNotOpen(refusal, 'Or refund the payment in the Paystand dashboard.'),

	async execute(item) {
		const requested = await requestedRefund(item);
		const { record, key, outcome } = await moveOnce(item, refundMovement(item.client, requested));
		const refunded = { ...record, refundKey: key, outcome };
		return item.isSimplified ? only(refunded, SHORT_FIELDS) : refunded;
	},
};
