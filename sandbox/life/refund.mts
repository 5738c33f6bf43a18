import { invalid, refused } from '../errors.mts';
import { toDecimal, toMinor } from '../money.mts';
import type { Merchant } from '../merchants.mts';
import type { Payment, Refund } from '../resources.mts';
import type { World } from '../world.mts';
import { applyPayment, applyRefund, paymentCopyInRefund, shareRefund } from './apply.mts';
import { completeChange, openRefundChange } from './balance.mts';
import { DAY, SECOND, change, fresh, keepIn } from './change.mts';
import { credit } from './transfer.mts';

const PROCESSING = 2 * SECOND;
const PAID = 1 * DAY;
const FREE = ['won', 'failed'];

/**
 * Gives money of a posted or paid payment back to the payer: created → processing → paid. At once
 * each receivable it takes money from gets a receivable transaction and is open again
 * (docs/paystand-api.md#receivable-transaction-events).
 *
 * @param amount decimal string; left out: all that is neither refunded nor disputed
 * @param receivableId takes the money from this receivable only
 * @param more what the refund keeps beside it, e.g. `description` and `meta`
 * @throws {PaystandRefusal} 400 when the payment is not posted; 422 for more than there is to refund
 */
export function refund(
	world: World,
	merchant: Merchant,
	payment: Payment,
	amount?: string,
	receivableId?: string,
	more: Record<string, unknown> = {},
): Refund {
	if (!payment.datePosted) throw refused('Only a posted payment can be refunded.');
	const left = refundable(merchant, payment);
	const applied = receivableId === undefined ? left : appliedTo(merchant, payment, receivableId);
	const minor = amount === undefined ? Math.min(left, applied) : toMinor(amount);
	if (minor <= 0 || minor > left || minor > applied)
		throw invalid('amount', amount, 'This is more than there is to refund.');

	applyPayment(world, merchant, payment);
	const row = merchant.refunds.insert({
		...more,
		...fresh(world),
		object: 'refund',
		amount: toDecimal(minor),
		currency: payment.currency,
		settlementAmount: toDecimal(minor),
		settlementCurrency: payment.settlementCurrency,
		paymentId: payment.id,
		resourceId: payment.id,
		resourceType: 'Payment',
		feesRefunded: false,
		balanceChangeId: '',
		status: 'created',
		ownerId: merchant.id,
		resource: paymentCopyInRefund(payment),
		inner: { receivables: shareRefund(merchant, payment, minor, receivableId) },
	});
	row.balanceChangeId = openRefundChange(world, merchant, row).id;
	payment.inner.refundedAmount = toDecimal(toMinor(payment.inner.refundedAmount) + minor);
	const step = (status: string) => {
		change(world, merchant, row, { status, resource: paymentCopyInRefund(payment) });
		keepIn(payment.refunds, row);
	};
	keepIn(payment.refunds, row);
	world.emit(merchant, row);
	applyRefund(world, merchant, payment, row);
	world.clock.after(PROCESSING, () => step('processing'));
	world.clock.after(PAID, () => {
		step('paid');
		completeChange(world, merchant, row.balanceChangeId);
		credit(world, merchant, row.currency, 'Refund', row.id, -minor);
	});
	return row;
}

/** Minor units of a payment that are neither refunded nor disputed. */
export function refundable(merchant: Merchant, payment: Payment): number {
	const { amount, inner } = payment;
	return toMinor(amount) - toMinor(inner.refundedAmount) - disputed(merchant, payment);
}

/** Minor units that disputes hold or have taken; what was won or never came to one is free. */
function disputed(merchant: Merchant, payment: Payment): number {
	return merchant.disputes
		.all()
		.filter(({ paymentId, status }) => paymentId === payment.id && !FREE.includes(status))
		.reduce((sum, { amount }) => sum + toMinor(amount), 0);
}

function appliedTo(merchant: Merchant, payment: Payment, receivableId: string): number {
	const all = shareRefund(merchant, payment, toMinor(payment.amount), receivableId);
	return all.reduce((sum, part) => sum + toMinor(part.amount), 0);
}
