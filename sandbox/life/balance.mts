import { toDecimal, toMinor } from '../money.mts';
import type { Merchant } from '../merchants.mts';
import type { BalanceChange, Dispute, Payment, Refund } from '../resources.mts';
import type { World } from '../world.mts';
import { fresh } from './change.mts';

const ACCOUNT = 'default';

/** What a merchant has in one currency, in minor units. */
export interface Balance {
	/** Paid, less refunds, disputes, fees and withdrawals. */
	available: number;
	/** Posted, not paid yet. */
	pending: number;
}

/** The merchant's balances by currency, of the currencies in which anything has moved. */
export function balancesOf(merchant: Merchant): Map<string, Balance> {
	const balances = new Map<string, Balance>();
	const add = (currency: string, kind: keyof Balance, minor: number) => {
		const balance = balances.get(currency) ?? { available: 0, pending: 0 };
		balance[kind] += minor;
		balances.set(currency, balance);
	};
	for (const { currency, minor } of merchant.account.movements) add(currency, 'available', minor);
	for (const payment of merchant.payments.all()) {
		const isPending = payment.datePosted !== null && payment.datePaid === null;
		add(payment.currency, 'pending', isPending ? toMinor(payment.amount) : 0);
	}
	return balances;
}

/** `GET /balances/summary`: currency in lower case → account key → decimal strings. */
export function balanceSummary(merchant: Merchant, accounts: string[]): Record<string, unknown> {
	if (!accounts.includes(ACCOUNT)) return {};
	return Object.fromEntries(
		[...balancesOf(merchant)].map(([currency, { available, pending }]) => [
			currency.toLowerCase(),
			{
				[ACCOUNT]: {
					available: toDecimal(available),
					pending: toDecimal(pending),
					current: toDecimal(available + pending),
				},
			},
		]),
	);
}

export function openPaymentChange(world: World, merchant: Merchant, payment: Payment) {
	return open(world, merchant, payment.id, payment, toMinor(payment.amount));
}

export function openRefundChange(world: World, merchant: Merchant, refund: Refund) {
	return open(world, merchant, refund.paymentId, refund, -toMinor(refund.amount));
}

/** A dispute takes the money at once, and gives it back when it is won. */
export function recordDispute(world: World, merchant: Merchant, dispute: Dispute, sign: 1 | -1) {
	const minor = sign * toMinor(dispute.amount);
	completeChange(world, merchant, open(world, merchant, dispute.paymentId, dispute, minor).id);
}

export function completeChange(world: World, merchant: Merchant, id: string | undefined): void {
	const row = id === undefined ? undefined : merchant.balanceChanges.get(id);
	if (row) Object.assign(row, { status: 'complete', lastUpdated: world.clock.now().toISOString() });
}

/**
 * The sum of all changes of one payment; the fields of the reply are assumed
 * (docs/paystand-api.md#balances).
 */
export function paymentBalance(merchant: Merchant, payment: Payment): Record<string, unknown> {
	const changes = merchant.balanceChanges.all().filter((row) => row.paymentId === payment.id);
	const sum = (kind: 'final' | 'transferable') =>
		toDecimal(
			changes.reduce(
				(total, { change }) => total + toMinor(change[merchant.id]![ACCOUNT]![kind]),
				0,
			),
		);
	return {
		object: 'paymentBalance',
		paymentId: payment.id,
		currency: payment.currency,
		change: changeOf(merchant, sum('final'), sum('transferable')),
	};
}

function open(
	world: World,
	merchant: Merchant,
	paymentId: string,
	acting: Payment | Refund | Dispute,
	minor: number,
): BalanceChange {
	const types = { payment: 'Payment', refund: 'Refund', dispute: 'Dispute' } as const;
	return merchant.balanceChanges.insert({
		...fresh(world),
		object: 'paymentBalanceChange',
		paymentId,
		actingResourceId: acting.id,
		actingResourceType: types[acting.object],
		change: changeOf(merchant, toDecimal(minor), '0.00'),
		status: 'processing',
	});
}

function changeOf(merchant: Merchant, final: string, transferable: string) {
	return { [merchant.id]: { [ACCOUNT]: { final, transferable } } };
}
