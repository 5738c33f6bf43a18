import { invalid, refused } from '../errors.mts';
import { toDecimal, toMinor } from '../money.mts';
import type { Merchant } from '../merchants.mts';
import type { Payment, Refund } from '../resources.mts';
import type { World } from '../world.mts';
import { applyRefund, paymentCopyWithNumbers, shareRefund } from './apply.mts';
import { DAY, SECOND, change, fresh, keepIn } from './change.mts';
import { credit } from './transfer.mts';

const PROCESSING = 2 * SECOND;
const PAID = 1 * DAY;

/**
 * Gives money of a posted or paid payment back to the payer: created → processing → paid. When it is
 * paid, each receivable it takes money from gets a receivable transaction and is open again.
 *
 * @param amount decimal string; left out: all that is not refunded yet
 * @param receivableId takes the money from this receivable only
 * @throws {PaystandRefusal} 400 when the payment is not posted; 422 for more than there is to refund
 */
export function refund(
	world: World,
	merchant: Merchant,
	payment: Payment,
	amount?: string,
	receivableId?: string,
): Refund {
	if (!payment.datePosted) throw refused('Only a posted payment can be refunded.');
	const left = toMinor(payment.amount) - toMinor(payment.inner.refundedAmount);
	const applied = receivableId === undefined ? left : appliedTo(merchant, payment, receivableId);
	const minor = amount === undefined ? Math.min(left, applied) : toMinor(amount);
	if (minor <= 0 || minor > left || minor > applied)
		throw invalid('amount', amount, 'This is more than there is to refund.');

	const row = merchant.refunds.insert({
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
		status: 'created',
		ownerId: merchant.id,
		resource: paymentCopyWithNumbers(payment),
		inner: { receivables: shareRefund(merchant, payment, minor, receivableId) },
	});
	payment.inner.refundedAmount = toDecimal(toMinor(payment.inner.refundedAmount) + minor);
	const step = (status: string) => {
		change(world, merchant, row, { status, resource: paymentCopyWithNumbers(payment) });
		keepIn(payment.refunds, row);
	};
	keepIn(payment.refunds, row);
	world.emit(merchant, row);
	world.clock.after(PROCESSING, () => step('processing'));
	world.clock.after(PAID, () => {
		step('paid');
		applyRefund(world, merchant, payment, row);
		credit(world, merchant, row.currency, 'Refund', row.id, -minor);
	});
	return row;
}

function appliedTo(merchant: Merchant, payment: Payment, receivableId: string): number {
	const all = shareRefund(merchant, payment, toMinor(payment.amount), receivableId);
	return all.reduce((sum, part) => sum + toMinor(part.amount), 0);
}
