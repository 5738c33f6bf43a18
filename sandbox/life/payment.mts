import { invalid } from '../errors.mts';
import { toMinor } from '../money.mts';
import type { Merchant } from '../merchants.mts';
import { shown, type Applied, type FeeSplit, type Payment } from '../resources.mts';
import type { World } from '../world.mts';
import { applyPayment, openAmount } from './apply.mts';
import { openPaymentChange } from './balance.mts';
import { DAY, SECOND, change, fresh } from './change.mts';
import { openDispute } from './dispute.mts';
import { chargeFee } from './fee.mts';
import { pay } from './settle.mts';
import { outcomeOf, type Source } from './sources.mts';

export interface Charge {
	/** Gross, as a decimal string with two places: charged exactly. */
	amount: string;
	currency: string;
	payerId: string;
	source: Source;
	/** What is paid, net of the payer's fee. Empty: an unapplied payment. */
	receivables: Applied[];
	/** Where the payer paid, e.g. `reminder`, `portal`, `api`. */
	origin: string;
	feeSplit?: FeeSplit;
	meta?: Record<string, unknown>;
	/** Further fields of the request that the payment keeps, e.g. `description`. */
	extra?: Record<string, unknown>;
}

/** Milliseconds after the charge at which a payment reaches a state. */
const PROCESSING = 2 * SECOND;
/**
 * Its receivable transactions follow within seconds, nine in the sample
 * (docs/paystand-api.md#receivable-transaction-events).
 */
const APPLIED = 9 * SECOND;
const POSTED = { Card: 60 * SECOND, Bank: 1 * DAY };
const PAID = { Card: 2 * DAY, Bank: 4 * DAY };

/** How long after posting the payer's bank disputes the payment or returns the debit. */
const DISPUTED = 10 * SECOND;

/**
 * Charges a source and sets the payment's life going: created → processing → posted → paid.
 *
 * @throws {PaystandRefusal} 422 for a receivable that is not open for that amount; 402 when the card
 * or bank is refused: the failed payment is kept and its events are sent; by the API it may be given
 * back instead, as the faults say
 */
export function charge(world: World, merchant: Merchant, request: Charge): Payment {
	for (const part of request.receivables) mustBeOpen(merchant, request, part);
	const payment = create(world, merchant, request);
	const outcome = outcomeOf(world, request.source, request.amount);
	const { chargeLateMs, declineAs } = world.faults.settings;
	const isByApi = request.origin === 'api';
	if (isByApi && chargeLateMs > 0) world.showing.hide(payment.id, chargeLateMs);
	world.emit(merchant, payment);
	if ('refusal' in outcome) {
		change(world, merchant, payment, {
			status: 'failed',
			dateFailed: world.clock.now().toISOString(),
		});
		if (isByApi && declineAs === 'failedPayment') return payment;
		throw outcome.refusal;
	}
	chargeFee(world, merchant, payment, request.source);
	payment.inner.balanceChangeId = openPaymentChange(world, merchant, payment).id;
	const type = request.source.type;
	const start = () => change(world, merchant, payment, { status: 'processing' });
	const post = () =>
		change(world, merchant, payment, {
			status: 'posted',
			datePosted: world.clock.now().toISOString(),
		});
	// The reply to a charge is further than `created` (docs/paystand-api.md#what-a-charge-answers).
	if (isByApi) start();
	else world.clock.after(PROCESSING, start);
	if (isByApi && type === 'Card') post();
	world.clock.after(APPLIED, () => applyPayment(world, merchant, payment));
	world.clock.after(POSTED[type], () => {
		if (!payment.datePosted) post();
		if (outcome.dispute) {
			const { dispute } = outcome;
			world.clock.after(DISPUTED, () => void openDispute(world, merchant, payment, dispute));
		} else if (!outcome.hold) pay(world, merchant, payment);
	});
	if (outcome.hold) world.clock.after(PAID[type], () => pay(world, merchant, payment));
	return payment;
}

function mustBeOpen(merchant: Merchant, request: Charge, part: Applied): void {
	const receivable = merchant.receivables.get(part.receivableId)!;
	const minor = toMinor(part.amount);
	const explain = (why: string) =>
		invalid('amount', part.amount, `Receivable ${receivable.extId} ${why}.`);
	const same = request.receivables.filter((other) => other.receivableId === receivable.id);
	if (same.length > 1) throw explain('is named twice');
	if (receivable.status === 'cancelled') throw explain('is cancelled');
	if (receivable.currency !== request.currency) throw explain(`is in ${receivable.currency}`);
	if (minor <= 0 || minor > openAmount(merchant, receivable))
		throw explain('is not open for this amount');
}

function create(world: World, merchant: Merchant, request: Charge): Payment {
	const { source } = request;
	const fund = source.type === 'Card' ? source.card : source.bank;
	const payer = merchant.customers.find((customer) => customer.payer.id === request.payerId)!.payer;
	return merchant.payments.insert({
		...request.extra,
		...fresh(world),
		object: 'payment',
		amount: request.amount,
		currency: request.currency,
		settlementAmount: request.amount,
		settlementCurrency: request.currency,
		sourceId: fund.id,
		sourceType: source.type,
		source: shown(fund),
		status: 'created',
		datePosted: null,
		datePaid: null,
		dateFailed: null,
		ownerId: merchant.id,
		payerId: payer.id,
		payer: shown(payer),
		fees: [],
		holds: [],
		refunds: [],
		disputes: [],
		customValues: [],
		accountKey: 'default',
		accountId: merchant.accountId,
		feeSplit: request.feeSplit ?? noFee(request.amount),
		...(request.meta && { meta: request.meta }),
		inner: {
			receivables: request.receivables.map((part) => ({ ...part })),
			isApplied: false,
			origin: request.origin,
			refundedAmount: '0.00',
		},
	});
}

/**
 * A charge without a quote comes back with a split that splits nothing off
 * (docs/paystand-api.md#feesplit-without-a-quote).
 */
function noFee(amount: string): FeeSplit {
	return {
		subtotal: amount,
		feeSplitType: 'absorb_all_fees',
		payerTotal: amount,
		payerTotalFees: '0.00',
		payerDiscount: '0.00',
	};
}
