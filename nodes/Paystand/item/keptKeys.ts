import type { IDataObject } from 'n8n-workflow';

import type { Page } from '../../../client/paystand';
import { readChanges } from './keyChanges';
import type { Changes } from './keyChanges';
import { KeyReading } from './keyReading';
import { keyRowOf } from './keyTable';
import type { KeyTable } from './keyTable';

/** After so long a list is read whole again. */
const MAX_AGE_MS = 24 * 3_600_000;
/** How many requests it takes to bring a table up to date, where little has changed. */
const REFRESH_PAGES = 2;
/** How often changes are read that seem to contradict themselves: rows may move meanwhile. */
const MAX_ATTEMPTS = 3;

/** Reads the list, the latest change first. */
export type ReadByChange = () => AsyncIterable<Page>;

/**
 * What a process keeps of one list of one account, for later executions: which key belongs to which
 * record. It is held against the list before each use; a record that is found by it is still to be
 * read by its ID, since one that was removed leaves no trace in the list.
 */
export class KeptKeys {
	private table?: KeyTable;
	private isProven = false;
	/** See `KnownList`. */
	private newest = Number.NEGATIVE_INFINITY;
	private pages = 0;
	/** When the last reading of the whole list began, and of its changes, in `performance.now()`. */
	private readAt = Number.NEGATIVE_INFINITY;
	private freshAt = Number.NEGATIVE_INFINITY;
	private refreshing?: Promise<boolean>;
	private readonly readings = new Set<KeyReading>();

	/**
	 * @param keyName the stored name of the ERP's key
	 * @param makeRoom called when it has grown
	 */
	constructor(
		private readonly keyName: string,
		private readonly makeRoom: () => void,
	) {}

	/** How much memory it takes, estimated. */
	get bytes(): number {
		const tables = [this.table, ...[...this.readings].map(({ table }) => table)];
		return tables.reduce((sum, table) => sum + (table?.bytes ?? 0), 0);
	}

	/** The ID of the record with a key, as far as is known. */
	find(key: string): string | undefined {
		return this.table?.find(key)?.id;
	}

	/** Notes a record that was just written, which the list may not show yet. */
	note(record: IDataObject): void {
		const row = keyRowOf(record, this.keyName, false);
		if (!row) return;
		this.table?.put(row);
		for (const { noted } of this.readings) noted.push(row);
	}

	/** Forgets a record that is not what it was thought to be. */
	forget(id: string): void {
		const row = this.table?.get(id);
		if (row) this.table?.remove(row);
	}

	/**
	 * Whether it takes fewer requests to look up so many keys here, each confirmed by one, than to read
	 * the list.
	 */
	serves(keys: number): boolean {
		if (!this.table || performance.now() - this.readAt > MAX_AGE_MS) return false;
		return keys + REFRESH_PAGES <= this.pages;
	}

	/** Ends when what others read of the whole list just now has ended, if there is nothing yet. */
	get firstReading(): Promise<void> | undefined {
		const [first] = this.readings;
		return this.table ? undefined : first?.ended;
	}

	/** Lets go of a part, for want of room. */
	giveWay(): void {
		if (this.table) this.table = undefined;
		else for (const reading of this.readings) reading.table = undefined;
	}

	/** A reading of the whole list, which is kept when it has ended. */
	startReading(): KeyReading {
		const reading = new KeyReading(this.keyName, this.makeRoom, (isWhole) => {
			this.readings.delete(reading);
			if (isWhole) this.replace(reading);
		});
		this.readings.add(reading);
		return reading;
	}

	/**
	 * Brings the table up to date, once for all that wait for it.
	 *
	 * @param since a moment of `performance.now()`: what had changed by then is known afterwards
	 * @returns whether it is up to date; when not, only the whole list can tell
	 */
	async refresh(read: ReadByChange, since: number): Promise<boolean> {
		while (this.table && this.freshAt < since) {
			if (this.refreshing) {
				// It may have begun too early, or failed for a reason of its own.
				await this.refreshing;
				continue;
			}
			this.refreshing = this.refreshNow(this.table, read);
			const isDone = await this.refreshing;
			this.refreshing = undefined;
			if (!isDone) return false;
		}
		return this.table !== undefined;
	}

	private async refreshNow(table: KeyTable, read: ReadByChange): Promise<boolean> {
		for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
			const startedAt = performance.now();
			const { keyName, newest, pages, isProven } = this;
			const known = { table, keyName, newest, pages, isProven };
			const changes = await readChanges(read(), known).catch(() => undefined);
			// Read anew by somebody meanwhile, or gone for want of room.
			if (this.table !== table) return this.freshAt >= startedAt && this.table !== undefined;
			if (!changes || changes.problem === 'unproven') return false;
			if (changes.problem === undefined) {
				this.apply(table, changes, startedAt);
				return true;
			}
		}
		this.table = undefined;
		this.isProven = false;
		return false;
	}

	private apply(
		table: KeyTable,
		{ rows, newest, pages, isWhole, isProven }: Changes & { problem?: never },
		startedAt: number,
	): void {
		if (isWhole) {
			const ids = new Set(rows.map(({ id }) => id));
			for (const row of table.listedAfter()) if (!ids.has(row.id)) table.remove(row);
			this.readAt = startedAt;
			this.pages = pages;
		}
		for (const row of rows) table.put(row);
		if (rows.length > 0) this.newest = newest;
		this.isProven = isProven;
		this.freshAt = startedAt;
		this.makeRoom();
	}

	private replace({ table, noted, newest, pages, startedAt }: KeyReading): void {
		if (startedAt < this.readAt) return;
		// What was written before the reading may be listed later still.
		for (const row of [...(this.table?.unlisted() ?? []), ...noted]) table?.put(row);
		this.table = table;
		this.newest = newest;
		this.pages = pages;
		this.readAt = startedAt;
		this.freshAt = startedAt;
	}
}
