import { shareOf, toDecimal, toMinor } from '../money.mts';
import type { Merchant } from '../merchants.mts';
import type { Dispute, Fee, Payment } from '../resources.mts';
import type { World } from '../world.mts';
import { MINUTE, change, fresh, keepIn } from './change.mts';
import { railOf, type Source } from './sources.mts';
import { credit } from './transfer.mts';

/** What Paystand takes from the merchant: a share of the gross, and a fixed part in minor units. */
export const RATES = {
	card: { share: '0.0249', flat: 30 },
	ach: { share: '0.008', flat: 0 },
	network: { share: '0.005', flat: 0 },
};

/**
 * A final fee comes about half an hour after the delayed one
 * (docs/paystand-api.md#when-a-fee-is-final).
 */
const FINAL_AFTER = 30 * MINUTE;

/** 35.00 for each dispute (docs/paystand-api.md#dispute-fees). */
const DISPUTE_FEE = 3500;

/**
 * The merchant's processing fee. Of a card it is `delayed` without an amount at first, then
 * `paystand` with its amount on the same id; of a bank it is `paystand` at once
 * (docs/paystand-api.md#when-a-fee-is-final).
 */
export function chargeFee(world: World, merchant: Merchant, payment: Payment, source: Source) {
	const { share, flat } = RATES[railOf(source)];
	const amount = toDecimal(shareOf(toMinor(payment.amount), share) + flat);
	const isDelayed = source.type === 'Card';
	const fee = merchant.fees.insert({
		...fresh(world),
		object: 'fee',
		feeType: isDelayed ? 'delayed' : 'paystand',
		...(!isDelayed && { amount }),
		resourceAmount: payment.amount,
		currency: payment.currency,
		resourceId: payment.id,
		resourceType: 'Payment',
		resource: feePayment(payment),
		ownerId: merchant.id,
		status: 'active',
	});
	keepIn(payment.fees, fee);
	world.emit(merchant, fee);
	if (!isDelayed) return;
	world.clock.after(FINAL_AFTER, () => {
		change(world, merchant, fee, {
			feeType: 'paystand',
			amount,
			resource: feePayment(payment),
		});
		keepIn(payment.fees, fee);
		if (payment.datePaid) deduct(world, merchant, fee);
	});
}

/** Takes the payment's final fees off the next transfer; later ones take themselves off. */
export function deductFees(world: World, merchant: Merchant, payment: Payment): void {
	for (const { id } of payment.fees as { id: string }[]) {
		const fee = merchant.fees.get(id)!;
		if (fee.amount !== undefined) deduct(world, merchant, fee);
	}
}

/**
 * The fee for a dispute, final from the start and taken off the next transfer. It stands in the
 * dispute's `fees` alone; no event tells of it, as events know payments' fees only
 * (docs/paystand-api.md#dispute-fees).
 */
export function chargeDisputeFee(world: World, merchant: Merchant, dispute: Dispute): Fee {
	const fee: Fee = {
		...fresh(world),
		object: 'fee',
		feeType: 'paystand',
		amount: toDecimal(DISPUTE_FEE),
		resourceAmount: dispute.amount,
		currency: dispute.currency,
		resourceId: dispute.id,
		resourceType: 'Dispute',
		resource: feePayment(merchant.payments.get(dispute.paymentId)!),
		ownerId: merchant.id,
		status: 'active',
	};
	deduct(world, merchant, fee);
	return fee;
}

function deduct(world: World, merchant: Merchant, fee: Fee): void {
	credit(world, merchant, fee.currency, 'Fee', fee.id, -toMinor(fee.amount!));
}

function feePayment(payment: Payment): Record<string, unknown> {
	const { object, id, amount, currency, status, ownerId, payerId, created, lastUpdated } = payment;
	return { object, id, amount, currency, status, ownerId, payerId, created, lastUpdated };
}
