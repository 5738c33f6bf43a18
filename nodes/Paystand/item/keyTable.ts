import type { IDataObject } from 'n8n-workflow';

/** What is kept of a record: enough to find it by its key, and to tell whether it has changed. */
export interface KeyRow {
	id: string;
	/** The ERP's key; a record may be without one. */
	key?: string;
	/** In milliseconds since 1970, as Paystand stamped them. */
	created: number;
	lastUpdated: number;
	/** Whether a list has shown it like this; what was just written may not be listed yet. */
	isListed: boolean;
}

/** What a row needs beside its texts, two maps included: some more than was measured. */
const ROW_BYTES = 240;

/**
 * @param keyName the stored name of the ERP's key
 * @returns `undefined` for a record that lacks its ID or a time stamp
 */
export function keyRowOf(
	record: IDataObject,
	keyName: string,
	isListed: boolean,
): KeyRow | undefined {
	const { id, [keyName]: key } = record;
	const created = Date.parse(String(record.created));
	const lastUpdated = Date.parse(String(record.lastUpdated));
	if (typeof id !== 'string' || Number.isNaN(created) || Number.isNaN(lastUpdated))
		return undefined;
	return { id, ...(typeof key === 'string' && { key }), created, lastUpdated, isListed };
}

/** The records of one list by the ERP's key, as they were last seen. */
export class KeyTable {
	/** How much memory it takes, estimated. */
	bytes = 0;

	private readonly byId = new Map<string, KeyRow>();

	/** Paystand may have several records with one key (docs/paystand-api.md#duplicate-keys). */
	private readonly byKey = new Map<string, KeyRow | KeyRow[]>();

	/** The newest of the records with a key: the one that a list, newest first, shows first. */
	find(key: string): KeyRow | undefined {
		return rowsOf(this.byKey.get(key)).reduce<KeyRow | undefined>(
			(newest, row) => (newest && newest.created >= row.created ? newest : row),
			undefined,
		);
	}

	get(id: string): KeyRow | undefined {
		return this.byId.get(id);
	}

	/** Takes a row, unless it is older than what is known of the record. */
	put(row: KeyRow): void {
		const former = this.byId.get(row.id);
		if (former && isNewer(former, row)) return;
		if (former) this.remove(former);
		this.byId.set(row.id, row);
		this.bytes += bytesOf(row);
		if (row.key === undefined) return;
		const others = rowsOf(this.byKey.get(row.key));
		this.byKey.set(row.key, others.length === 0 ? row : [...others, row]);
	}

	remove(row: KeyRow): void {
		this.byId.delete(row.id);
		this.bytes -= bytesOf(row);
		if (row.key === undefined) return;
		const others = rowsOf(this.byKey.get(row.key)).filter(({ id }) => id !== row.id);
		if (others.length === 0) this.byKey.delete(row.key);
		else this.byKey.set(row.key, others.length === 1 ? others[0] : others);
	}

	/** The rows that no list has shown as they are. */
	unlisted(): KeyRow[] {
		return [...this.byId.values()].filter(({ isListed }) => !isListed);
	}

	/** The rows that a list has shown, changed last after a time; all of them without one. */
	listedAfter(time = Number.NEGATIVE_INFINITY): KeyRow[] {
		const found: KeyRow[] = [];
		for (const row of this.byId.values())
			if (row.isListed && row.lastUpdated > time) found.push(row);
		return found;
	}
}

function rowsOf(entry: KeyRow | KeyRow[] | undefined): KeyRow[] {
	if (entry === undefined) return [];
	return Array.isArray(entry) ? entry : [entry];
}

function isNewer(known: KeyRow, row: KeyRow): boolean {
	if (known.lastUpdated !== row.lastUpdated) return known.lastUpdated > row.lastUpdated;
	return known.isListed && !row.isListed;
}

function bytesOf({ id, key = '' }: KeyRow): number {
	return ROW_BYTES + id.length + 2 * key.length;
}
