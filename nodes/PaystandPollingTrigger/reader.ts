import type { IDataObject } from 'n8n-workflow';

import { asError } from '../../client/errors';
import { toCents } from '../../client/money';
import type { ListRequest, PaystandClient } from '../../client/paystand';
import type { Budget } from './budget';
import { changeOf, timeOf } from './changes';
import type { Change } from './changes';
import type { Cursor } from './cursor';
import type { ZonedSettings } from './settings';
import { listOf, recordsIn, sourcesFor, transactionsOf, withReceivable } from './sources';
import type { Source } from './sources';
import { windowQuery } from './window';
import type { Window } from './window';

/** How many receivables are read before the time is looked at again. */
const RECEIVABLES_AT_ONCE = 100;
/** A transaction may follow the update of its receivable; until then a receivable is read again. */
const SETTLED_MS = 3_600_000;

/** What a window holds, as far as it could be read. */
export interface Found {
	changes: Change[];
	/** Receivables that need not be read again while they are as they were: key → day. */
	settled: Map<string, string>;
	/** Whether everything was read. */
	isWhole: boolean;
}

interface Context {
	client: PaystandClient;
	settings: ZonedSettings;
	cursor: Cursor;
	budget: Budget;
	/** Milliseconds since 1970. */
	now: number;
}

/** Reads all lists that tell of what was chosen, for one window. */
export async function readWindow(context: Context, window: Window): Promise<Found> {
	const { budget, settings } = context;
	const found: Found = { changes: [], settled: new Map(), isWhole: true };
	const sources = sourcesFor(settings.events).filter(
		// What cannot be filtered is read once a poll.
		({ kind }) => kind.filteredPath !== undefined || window.isLast,
	);
	try {
		await Promise.all(
			sources.map(async (source) => await readSource(context, source, window, found)),
		);
	} catch (error) {
		if (!budget.signal.aborted) throw asError(error);
		found.isWhole = false;
	}
	return found;
}

async function readSource(
	context: Context,
	source: Source,
	window: Window,
	found: Found,
): Promise<void> {
	const { cursor, settings } = context;
	const list = listOf(source, windowQuery(window, settings.timezone));
	const rows = await readList(context, list, found);
	if (source.kind.name === 'receivable') {
		await readTransactions(context, rows, found);
		return;
	}
	for (const record of rows.flatMap((row) => recordsIn(source, row))) {
		const change = changeOf(record, settings);
		if (change && cursor.covers(change.time, change.day)) found.changes.push(change);
	}
}

/** The transactions of receivables, those that have waited longest first. */
async function readTransactions(
	context: Context,
	rows: IDataObject[],
	found: Found,
): Promise<void> {
	const { budget, cursor, now, settings } = context;
	const unread = rows
		.filter((row) => !isUntouched(row))
		.map((row) => ({ row, ...timeOf({ ...row, object: 'receivable' }, settings.timezone) }))
		.map((each) => ({ ...each, key: `${String(each.row.id)}/${each.time}` }))
		.filter(({ key, day }) => day >= cursor.since && !cursor.read.has(key))
		.sort((a, b) => a.time - b.time);
	for (let at = 0; at < unread.length; at += RECEIVABLES_AT_ONCE) {
		if (budget.isSpent) {
			found.isWhole = false;
			return;
		}
		const batch = unread
			.slice(at, at + RECEIVABLES_AT_ONCE)
			.map(async ({ row, key, time, day }) => {
				const whole: Found = { changes: [], settled: new Map(), isWhole: true };
				const transactions = await readList(context, transactionsOf(row), whole);
				for (const transaction of transactions) {
					const change = changeOf(withReceivable(transaction, row), settings);
					if (change && cursor.covers(change.time, change.day)) {
						found.changes.push({ ...change, receivable: key });
					}
				}
				if (!whole.isWhole) found.isWhole = false;
				else if (now - time >= SETTLED_MS) found.settled.set(key, day);
			});
		await Promise.all(batch);
	}
}

/** The rows of a list, as far as there is time. */
async function readList(
	{ client, budget }: Context,
	list: ListRequest,
	found: Found,
): Promise<IDataObject[]> {
	const rows: IDataObject[] = [];
	for await (const page of client.pages(list, budget.signal)) {
		rows.push(...page);
		if (budget.isSpent) {
			// That this was the last page would have to be proven.
			found.isWhole = false;
			break;
		}
	}
	return rows;
}

/** Whether nothing can have been applied to a receivable: it is as it was created. */
function isUntouched({ created, lastUpdated, amountPaid }: IDataObject): boolean {
	return created !== undefined && created === lastUpdated && toCents(amountPaid) === 0n;
}
