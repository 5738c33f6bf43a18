import type { IDataObject } from 'n8n-workflow';

import { toCents } from '../../../../client/money';
import type { ListRequest } from '../../../../client/paystand';
import { asObject } from '../../../../client/refusal';
import type { Execution } from '../../item/execution';
import type { Part } from './payoutPart';

/** What a payment paid of one receivable, or a refund took back from it. */
export interface Applied {
	transactionId: string;
	receivableId: string;
	/** The ERP's keys of the invoice and of the customer. */
	extId?: string;
	extCustomerId?: string;
	/**
	 * Always above zero: the sign of a refund's is not known
	 * (docs/paystand-api.md#receivable-transaction-events).
	 */
	cents: bigint;
}

const DAY_MS = 86_400_000;

/**
 * What the payments and refunds of a payout moved on receivables. There is no merchant-wide list of
 * transactions (docs/paystand-api.md#receivable-fields): the receivables that changed since the
 * oldest of the payments was made are read, and their transactions.
 *
 * @returns by the ID of the payment or refund
 */
export async function appliedBy(
	execution: Execution,
	parts: Part[],
): Promise<Map<string, Applied[]>> {
	const applied = new Map<string, Applied[]>();
	const records = parts.flatMap(({ kind, record }) =>
		record && (kind === 'payment' || kind === 'refund') ? [record] : [],
	);
	if (records.length === 0) return applied;
	const ids = new Set(records.map(({ id }) => id));
	const since = records.map(({ created }) => Date.parse(String(created))).sort((a, b) => a - b)[0];
	const receivables = await changedSince(execution, since);
	const read = receivables.map(async ({ id }) => await transactionsOf(execution, String(id)));
	const rows = (await Promise.all(read)).flat();
	for (const row of rows) {
		const cause = String(row.resourceId ?? row.paymentId);
		const cents = toCents(row.amountApplied);
		if (!ids.has(cause) || cents === undefined) continue;
		const { extId, extCustomerId } = asObject(row.receivable) as Record<string, string | undefined>;
		const part: Applied = {
			transactionId: String(row.id),
			receivableId: String(row.receivableId),
			extId,
			extCustomerId,
			cents: cents < 0n ? -cents : cents,
		};
		applied.set(cause, [...(applied.get(cause) ?? []), part]);
	}
	// The list of receivables is in another order on another day; the lines of entries are not to be.
	for (const rows of applied.values()) rows.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
	return applied;
}

function orderOf({ extId = '', transactionId }: Applied): string {
	return `${extId} ${transactionId}`;
}

async function changedSince(execution: Execution, since: number): Promise<IDataObject[]> {
	// Days may be the merchant's; and no clock of ours, however slow, is to hide a change.
	const from = dayOf(Number.isNaN(since) ? 0 : since - DAY_MS);
	const query = {
		'f.querytype': 'by-query-filters',
		'f.datepreset': 'custom',
		'f.datestart': from,
		'f.dateend': dayOf(Date.now() + 366 * DAY_MS),
		'f.datetype': 'lastUpdated',
		'f.timezone': 'UTC',
	};
	const list: ListRequest = { path: ['receivables'], query, prefix: 'f.' };
	return await execution.once(
		`receivables since ${from}`,
		async () => await execution.client.list(list, { limit: Infinity }),
	);
}

async function transactionsOf(execution: Execution, id: string): Promise<IDataObject[]> {
	const list = { path: ['receivables', id, 'transactions'] };
	return await execution.once(
		`transactions of ${id}`,
		async () => await execution.client.list(list, { limit: Infinity }),
	);
}

function dayOf(time: number): string {
	return new Date(time).toISOString().slice(0, 10);
}
