import { refused } from '../errors.mts';
import { toMinor } from '../money.mts';
import type { Merchant } from '../merchants.mts';
import type { Dispute, Payment } from '../resources.mts';
import type { World } from '../world.mts';
import { paymentCopyWithNumbers } from './apply.mts';
import { recordDispute } from './balance.mts';
import { DAY, HOUR, MINUTE, change, fresh, keepIn, summary } from './change.mts';
import { chargeDisputeFee } from './fee.mts';
import { pay } from './settle.mts';
import { credit } from './transfer.mts';

export interface DisputeRequest {
	type: 'Card' | 'Bank';
	/** e.g. `fraudulent`, or the return code of an ACH debit. */
	reason: string;
	/** How it ends; `open`: it waits for evidence and does not end. Default `lost`. */
	outcome?: 'won' | 'lost' | 'open';
}

/** States and when they are reached, in milliseconds after the dispute came up. */
const CARD: [string, number][] = [
	['processing', 1 * MINUTE],
	['acceptingEvidence', 1 * HOUR],
	['underReview', 7 * DAY],
];
/** A returned debit cannot be contested (docs/paystand-api.md#ach-returns). */
const BANK: [string, number][] = [
	['processing', 1 * MINUTE],
	['active', 1 * HOUR],
];
const END = { Card: 14 * DAY, Bank: 1 * DAY };

/**
 * The payer's bank disputes a card payment, or returns an ACH debit (type `Bank`). The payment keeps
 * its state and its receivables stay as they are; the money is held, and lost or given back.
 *
 * @throws {PaystandRefusal} 400 when the payment is not posted or disputed already, and for a returned
 * debit that is not to be lost (docs/paystand-api.md#ach-returns)
 */
export function openDispute(
	world: World,
	merchant: Merchant,
	payment: Payment,
	request: DisputeRequest,
): Dispute {
	if (!payment.datePosted) throw refused('Only a posted payment can be disputed.');
	if (payment.disputes.length > 0) throw refused('The payment is disputed already.');
	const outcome = request.outcome ?? 'lost';
	if (request.type === 'Bank' && outcome !== 'lost')
		throw refused('A returned debit cannot be contested: it counts as lost.');
	const dispute = merchant.disputes.insert({
		...fresh(world),
		object: 'dispute',
		amount: payment.amount,
		currency: payment.currency,
		settlementAmount: payment.settlementAmount,
		settlementCurrency: payment.settlementCurrency,
		paymentId: payment.id,
		resourceId: payment.id,
		resourceType: 'Payment',
		reason: request.reason,
		disputeType: request.type,
		fees: [],
		status: 'created',
		ownerId: merchant.id,
		resource: paymentCopyWithNumbers(payment),
	});
	payment.disputedAmount = payment.amount;
	keepIn(payment.disputes, dispute);
	world.emit(merchant, dispute);
	dispute.fees.push(summary(chargeDisputeFee(world, merchant, dispute)));

	const amount = toMinor(payment.amount);
	recordDispute(world, merchant, dispute, -1);
	const taken = payment.datePaid !== null;
	if (taken) credit(world, merchant, payment.currency, 'Dispute', dispute.id, -amount);

	const step = (status: string) => {
		change(world, merchant, dispute, { status, resource: paymentCopyWithNumbers(payment) });
		keepIn(payment.disputes, dispute);
	};
	const steps = request.type === 'Card' ? CARD : BANK;
	for (const [status, after] of steps) {
		if (status === 'underReview' && outcome === 'open') continue;
		world.clock.after(after, () => step(status));
	}
	if (outcome !== 'open')
		world.clock.after(END[request.type], () => {
			step(outcome);
			if (outcome === 'lost') return;
			recordDispute(world, merchant, dispute, 1);
			if (taken) credit(world, merchant, payment.currency, 'Dispute', dispute.id, amount);
			else pay(world, merchant, payment);
		});
	return dispute;
}
