import type { Delivery } from '../deliveries.mts';
import type { Merchant } from '../merchants.mts';
import type * as R from '../resources.mts';
import type { World } from '../world.mts';
import { feesOf } from './about.mts';

/** Rows of each kind that a record's page shows beside it, oldest first. */
export type Related = Record<string, { id: string }[]>;

type Finder = (merchant: Merchant, id: string) => Related;

const FINDERS: Record<string, Finder> = {
	customers(merchant, id) {
		const payerId = merchant.customers.get(id)?.payer.id;
		return {
			receivables: merchant.receivables.all().filter((row) => row.payerCustomerId === id),
			creditMemos: merchant.creditMemos.all().filter((row) => row.payerCustomerId === id),
			payments: merchant.payments.all().filter((row) => row.payerId === payerId),
		};
	},
	receivables(merchant, id) {
		const isApplied = (row: R.Payment | R.Refund) =>
			row.inner.receivables.some((part) => part.receivableId === id);
		const payments = merchant.payments.all().filter(isApplied);
		return {
			attachments: merchant.attachments.all().filter((row) => row.receivableId === id),
			payments,
			transactions: merchant.transactions.all().filter((row) => row.receivableId === id),
			refunds: merchant.refunds.all().filter(isApplied),
			disputes: disputesOf(merchant, payments),
		};
	},
	payments(merchant, id) {
		const payment = merchant.payments.get(id)!;
		const refunds = merchant.refunds.all().filter((row) => row.paymentId === id);
		const disputes = disputesOf(merchant, [payment]);
		const fees = feesFor(merchant, [payment, ...disputes]);
		return {
			transactions: merchant.transactions.all().filter((row) => row.paymentId === id),
			refunds,
			disputes,
			fees,
			...payouts(merchant, [payment, ...refunds, ...disputes, ...fees]),
		};
	},
	refunds: (merchant, id) => ({
		transactions: merchant.transactions.all().filter((row) => row.resourceId === id),
		...payouts(merchant, [{ id }]),
	}),
	disputes(merchant, id) {
		const fees = feesFor(merchant, [{ id }]);
		return { fees, ...payouts(merchant, [{ id }, ...fees]) };
	},
	fees: (merchant, id) => payouts(merchant, [{ id }]),
	transfers: (merchant, id) => ({
		reports: merchant.reports.all().filter((row) => row.transferId === id),
		reportEntries: merchant.reportEntries.all().filter((row) => row.inner.transferId === id),
	}),
};

/**
 * What belongs to a record of the books: rows of other tables, the events about it and about them,
 * and these events' deliveries.
 */
export function relatedTo(world: World, merchant: Merchant, table: string, id: string): Related {
	const related = FINDERS[table]?.(merchant, id) ?? {};
	// Of a customer's many invoices only the invoices themselves are told, not each of their events.
	const near = table === 'customers' ? [] : Object.values(related).flat();
	const ids = new Set([id, ...near.map((row) => row.id)]);
	const events = merchant.events.all().filter(({ sourceId }) => ids.has(sourceId));
	return { ...related, events, deliveries: deliveriesOf(world, events) };
}

function deliveriesOf(world: World, events: R.Event[]): Delivery[] {
	const ids = new Set(events.map(({ id }) => id));
	return world.deliveries.all().filter(({ eventId }) => ids.has(eventId));
}

function disputesOf(merchant: Merchant, payments: { id: string }[]): R.Dispute[] {
	const ids = new Set(payments.map(({ id }) => id));
	return merchant.disputes.all().filter(({ paymentId }) => ids.has(paymentId));
}

function feesFor(merchant: Merchant, sources: { id: string }[]): R.Fee[] {
	const ids = new Set(sources.map(({ id }) => id));
	return feesOf(merchant).filter(({ resourceId }) => ids.has(resourceId));
}

/** The payouts whose reports name one of these records. */
function payouts(merchant: Merchant, sources: { id: string }[]): { transfers: R.Transfer[] } {
	const ids = new Set(sources.map(({ id }) => id));
	const entries = merchant.reportEntries.all().filter(({ resourceId }) => ids.has(resourceId));
	const transferIds = new Set(entries.map(({ inner }) => inner.transferId));
	return { transfers: merchant.transfers.all().filter(({ id }) => transferIds.has(id)) };
}
