import type { Page } from '../../../client/paystand';
import { keyRowOf } from './keyTable';
import type { KeyRow, KeyTable } from './keyTable';

/** So many rows in a row have to be as they are known before what lies behind is believed to be. */
const KNOWN_ROWS = 25;
/** How much further than the last time the list is read: a change may be listed late. */
const OVERLAP_MS = 60_000;
/** How far is read to see whether the list obeys the order, in pages and as a part of the list. */
const PROOF_PAGES = 20;
const PROOF_PART = 0.25;

/** What is known of a list, and how sure its order is. */
export interface KnownList {
	table: KeyTable;
	/** The stored name of the ERP's key. */
	keyName: string;
	/** The latest change that the list had shown when it was last read, in milliseconds since 1970. */
	newest: number;
	/** How many pages the whole list has. */
	pages: number;
	/** Whether the list was seen to obey the order by last update, and not another one. */
	isProven: boolean;
}

/** What has changed, or why nobody can tell. */
export type Changes =
	| { problem: 'contradiction' | 'unproven' }
	| {
			problem?: never;
			rows: KeyRow[];
			newest: number;
			/** How many pages were read. */
			pages: number;
			/** Whether the list was read to its end, so that what it does not show is not there. */
			isWhole: boolean;
			isProven: boolean;
	  };

/**
 * Reads a list, the latest change first, until it meets what is known.
 *
 * That the list obeys the order is held against what it shows, since nobody knows whether every list
 * does (docs/paystand-api.md#order): the times have to descend; of what is known, all that is to
 * stand among the rows read has to be among them; and at least once a record has to stand before one
 * that was created later, or it may be the order of creation.
 *
 * @param pages the list, latest change first
 * @throws when it cannot be read
 */
export async function readChanges(pages: AsyncIterable<Page>, known: KnownList): Promise<Changes> {
	const reading = new ChangeReading(known);
	for await (const page of pages) {
		const step = reading.take(page);
		if (step === 'on') continue;
		return step === 'met' ? reading.changes(false) : { problem: step };
	}
	return reading.changes(true);
}

class ChangeReading {
	private readonly rows: KeyRow[] = [];
	private readonly ids = new Set<string>();
	private pages = 0;
	/** When the list was first looked at, its latest change. */
	private newest = Number.NEGATIVE_INFINITY;
	private last = Number.POSITIVE_INFINITY;
	/** How many rows at the end are as they are known. */
	private asKnown = 0;
	/** Whether a record stood before one that was created later. */
	private isSeen = false;
	/** The earliest creation among the rows that changed later than the last one, and with it. */
	private oldestBefore = Number.POSITIVE_INFINITY;
	private oldestSame = Number.POSITIVE_INFINITY;

	constructor(private readonly known: KnownList) {}

	private get isProven(): boolean {
		return this.known.isProven || this.isSeen;
	}

	take(page: Page): 'on' | 'met' | 'contradiction' | 'unproven' {
		this.pages += 1;
		for (const record of page) {
			const row = keyRowOf(record, this.known.keyName, true);
			if (!row || !this.isInOrder(row) || this.contradicts(row)) return 'contradiction';
			this.rows.push(row);
			this.ids.add(row.id);
		}
		const isMet =
			this.asKnown >= KNOWN_ROWS &&
			this.last < Math.min(this.newest, this.known.newest) - OVERLAP_MS;
		if (!isMet) return 'on';
		if (this.isProven) return 'met';
		const most = Math.min(PROOF_PAGES, this.known.pages * PROOF_PART);
		return this.pages < most ? 'on' : 'unproven';
	}

	/** @param isWhole whether the list has ended */
	changes(isWhole: boolean): Changes {
		const { rows, newest, pages } = this;
		// A list that had to be read to its end may be another one than before.
		const isProven = isWhole ? this.isSeen : this.isProven;
		const isMissing = ({ id }: KeyRow) => !this.ids.has(id);
		if (!isWhole && this.known.table.listedAfter(this.last).some(isMissing)) {
			return { problem: 'contradiction' };
		}
		return { rows, newest, pages, isWhole, isProven };
	}

	private isInOrder({ created, lastUpdated }: KeyRow): boolean {
		if (this.rows.length === 0) this.newest = lastUpdated;
		// What came to the front since the first page may have been pushed down to us.
		if (lastUpdated > this.newest) return this.pages > 1;
		if (lastUpdated > this.last) return false;
		if (lastUpdated < this.last) {
			this.oldestBefore = Math.min(this.oldestBefore, this.oldestSame);
			this.oldestSame = Number.POSITIVE_INFINITY;
		}
		this.oldestSame = Math.min(this.oldestSame, created);
		this.last = lastUpdated;
		if (created > this.oldestBefore) this.isSeen = true;
		return true;
	}

	/** Whether the record was known to be newer, or is another one with the same time. */
	private contradicts(row: KeyRow): boolean {
		const former = this.known.table.get(row.id);
		const isSame = former?.lastUpdated === row.lastUpdated;
		this.asKnown = isSame && former.isListed ? this.asKnown + 1 : 0;
		if (!former?.isListed) return false;
		return isSame ? former.key !== row.key : former.lastUpdated > row.lastUpdated;
	}
}
