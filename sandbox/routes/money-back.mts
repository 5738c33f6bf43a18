import { invalid, refused } from '../errors.mts';
import { DAY } from '../life/change.mts';
import { refund } from '../life/refund.mts';
import { list } from '../lists.mts';
import { shown, type Payment } from '../resources.mts';
import { amend, decimal } from './amend.mts';
import { extras, listOptions, owned, typed, type Call, type Handler } from './call.mts';

interface RefundInput {
	amount: string | number;
	currency?: string;
}

const MONEY = ['amount', 'currency', 'paymentId'];
const FIXED_REFUND = [
	...MONEY,
	...['settlementAmount', 'settlementCurrency', 'resourceId', 'resourceType', 'resource'],
	...['feesRefunded', 'balanceChangeId', 'reason'],
];
const FIXED_DISPUTE = [
	...MONEY,
	...['settlementAmount', 'settlementCurrency', 'resourceId', 'resourceType', 'resource'],
	...['fees', 'reason', 'disputeType'],
];
/**
 * Refunds and disputes: `/all` like the plain list (docs/paystand-api.md#refund-routes,
 * #dispute-routes).
 */
export const moneyBackRoutes: Record<string, Handler> = {
	listRefunds: (call) => list(call.merchant.refunds.all(), call.query, listOptions(call, 'A')),
	listAllRefunds: (call) => list(call.merchant.refunds.all(), call.query, listOptions(call, 'A')),
	getRefund: ({ merchant, params }) => shown(owned(merchant.refunds, params.refundId)),

	createRefund: typed<RefundInput>((call) => {
		const { world, merchant, params, body } = call;
		const payment = owned(merchant.payments, params.paymentId);
		if (body.currency !== undefined && body.currency !== payment.currency)
			throw invalid('currency', body.currency, `The payment is in ${payment.currency}.`);
		mustBeRipe(call, payment);
		const more = extras(body, [...FIXED_REFUND, 'inner']);
		const amount = decimal('amount', body.amount);
		return shown(refund(world, merchant, payment, amount, undefined, more));
	}),

	updateRefund: (call) =>
		shown(amend(call, owned(call.merchant.refunds, call.params.refundId), FIXED_REFUND)),

	listDisputes: (call) => list(call.merchant.disputes.all(), call.query, listOptions(call, 'A')),
	listAllDisputes: (call) => list(call.merchant.disputes.all(), call.query, listOptions(call, 'A')),
	getDispute: ({ merchant, params }) => shown(owned(merchant.disputes, params.disputeId)),

	updateDispute: (call) =>
		shown(amend(call, owned(call.merchant.disputes, call.params.disputeId), FIXED_DISPUTE)),
};

/**
 * Bank payments cannot be refunded in their first week unless support lifts it
 * (docs/paystand-api.md#creating-a-refund).
 * @throws PaystandRefusal 400 (assumed)
 */
function mustBeRipe({ world, merchant }: Call<RefundInput>, payment: Payment): void {
	if (payment.sourceType !== 'Bank') return;
	const age = world.clock.now().getTime() - Date.parse(payment.created);
	const days = merchant.refundProtectionDays;
	if (age >= days * DAY) return;
	throw refused(`A bank payment can be refunded after ${days} days (ACH Protection Period).`);
}
