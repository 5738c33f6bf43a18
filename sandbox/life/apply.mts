import { toDecimal, toMinor } from '../money.mts';
import type { Merchant } from '../merchants.mts';
import { shown, type Applied, type Payment, type Receivable, type Refund } from '../resources.mts';
import type { World } from '../world.mts';
import { fresh } from './change.mts';

/** Minor units of the receivable that no payment has taken, counting those that are not applied yet. */
export function openAmount(merchant: Merchant, receivable: Receivable): number {
	let open = toMinor(receivable.amount) - toMinor(receivable.amountPaid);
	for (const payment of merchant.payments.all()) {
		if (payment.inner.isApplied || payment.status === 'failed') continue;
		for (const part of payment.inner.receivables)
			if (part.receivableId === receivable.id) open -= toMinor(part.amount);
	}
	return open;
}

/** Applies once what a payment pays: one receivable transaction for each receivable. */
export function applyPayment(world: World, merchant: Merchant, payment: Payment): void {
	if (payment.inner.isApplied) return;
	payment.inner.isApplied = true;
	for (const part of payment.inner.receivables) {
		const receivable = merchant.receivables.get(part.receivableId)!;
		move(world, receivable, toMinor(part.amount));
		record(world, merchant, receivable, payment, payment, part.amount);
	}
}

/**
 * Takes back from the receivables what a refund returns, when it is created
 * (docs/paystand-api.md#receivable-transaction-events).
 */
export function applyRefund(
	world: World,
	merchant: Merchant,
	payment: Payment,
	refund: Refund,
): void {
	for (const part of refund.inner.receivables) {
		const receivable = merchant.receivables.get(part.receivableId)!;
		move(world, receivable, -toMinor(part.amount));
		record(world, merchant, receivable, payment, refund, part.amount);
	}
}

/** What a refund of `minor` returns to which receivable, after what earlier refunds returned. */
export function shareRefund(
	merchant: Merchant,
	payment: Payment,
	minor: number,
	receivableId?: string,
): Applied[] {
	const returned = new Map<string, number>();
	for (const refund of merchant.refunds.all()) {
		if (refund.paymentId !== payment.id || refund.status === 'failed') continue;
		for (const { receivableId: id, amount } of refund.inner.receivables)
			returned.set(id, (returned.get(id) ?? 0) + toMinor(amount));
	}
	let left = minor;
	const parts: Applied[] = [];
	for (const { receivableId: id, amount } of payment.inner.receivables) {
		if (receivableId !== undefined && id !== receivableId) continue;
		const part = Math.min(left, toMinor(amount) - (returned.get(id) ?? 0));
		if (part > 0) parts.push({ receivableId: id, amount: toDecimal(part) });
		left -= Math.max(part, 0);
	}
	return parts;
}

function move(world: World, receivable: Receivable, minor: number): void {
	const now = world.clock.now().toISOString();
	const paid = toMinor(receivable.amountPaid) + minor;
	receivable.amountPaid = toDecimal(paid);
	receivable.lastUpdated = now;
	if (receivable.status === 'cancelled') return;
	const full = paid >= toMinor(receivable.amount);
	if (full !== (receivable.status === 'paid')) receivable.datePaid = full ? now : null;
	receivable.status = full ? 'paid' : 'active';
}

function record(
	world: World,
	merchant: Merchant,
	receivable: Receivable,
	payment: Payment,
	cause: Payment | Refund,
	amountApplied: string,
): void {
	const transaction = merchant.transactions.insert({
		...fresh(world),
		object: 'receivableTransaction',
		receivableId: receivable.id,
		paymentId: payment.id,
		resourceId: cause.id,
		resourceType: cause.object === 'refund' ? 'Refund' : 'Payment',
		paymentOrigin: payment.inner.origin,
		amountApplied,
		currency: receivable.currency,
		status: 'active',
		ownerId: merchant.id,
		receivable: receivableCopy(receivable),
		payment: paymentCopy(payment),
	});
	world.emit(merchant, transaction);
}

/** Events show the due day as a time (docs/paystand-api.md#receivable-fields). */
function receivableCopy(receivable: Receivable): Record<string, unknown> {
	const { attachments: _files, ...copy } = shown(receivable);
	return { ...copy, dateDue: `${receivable.dateDue}T00:00:00.000Z` };
}

const LISTS = new Set(['fees', 'holds', 'refunds', 'disputes', 'customValues']);

/** A payment as it stands inside another resource: without its lists. */
export function paymentCopy(payment: Payment): Record<string, unknown> {
	return Object.fromEntries(Object.entries(shown(payment)).filter(([key]) => !LISTS.has(key)));
}

/**
 * As inside refunds, whose sample calls the card or bank a `source`
 * (docs/paystand-api.md#amounts-inside-refunds-and-disputes).
 */
export function paymentCopyInRefund(payment: Payment): Record<string, unknown> {
	const copy = paymentCopyWithNumbers(payment);
	return { ...copy, source: { ...(copy.source as object), object: 'source' } };
}

/**
 * As inside refunds and disputes, where the samples show amounts as JSON numbers
 * (docs/paystand-api.md#amounts-inside-refunds-and-disputes).
 */
export function paymentCopyWithNumbers(payment: Payment): Record<string, unknown> {
	return {
		...paymentCopy(payment),
		amount: Number(payment.amount),
		settlementAmount: Number(payment.settlementAmount),
	};
}
