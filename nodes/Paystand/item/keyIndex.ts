import type { IDataObject } from 'n8n-workflow';

import type { ListRequest, PaystandClient } from '../../../client/paystand';
import type { KeptKeys } from './keptKeys';
import { keyMemory } from './keyMemory';
import type { KeyMemory } from './keyMemory';
import type { KeyedKind } from './kind';

/** How often a list is read before all items that wait for it fail. */
const MAX_READINGS = 3;
/** A key counts as missing only if the list was looked at so short a time ago. */
const FRESH_MS = 10_000;

/** A record that was found by its key. */
export interface Found {
	record: IDataObject;
	/** Whether it was read by its ID just now; else it is as a list has shown it. */
	isCurrent: boolean;
}

/** Reads a record by its ID. */
type ReadRecord = (id: string) => Promise<IDataObject>;

/**
 * The records of one kind by the ERP's key. Paystand offers no look-up by key
 * (docs/paystand-api.md#finding-a-record-by-your-own-key), so the list is read, once for an
 * execution. Where the process has read it before, and it is long enough, what is kept of it is
 * brought up to date instead, and each record that is found by it is read by its ID.
 */
export class KeyIndex {
	private readonly startedAt = performance.now();
	/** The records as this execution has read or written them. */
	private readonly rows = new Map<string, IDataObject>();
	private readonly looking = new Map<string, Promise<Found | undefined>>();
	private opening?: Promise<KeptKeys>;
	private failures = 0;
	/** When the last reading of the whole list by this execution began, in `performance.now()`. */
	private wholeAt = Number.NEGATIVE_INFINITY;
	private canRefresh = true;
	/** The last of what goes one after the other: readings of the list, whole or of its changes. */
	private lastReading?: Promise<unknown>;
	private readonly readIt: ReadRecord;

	/** @param items how many items may look something up, each once */
	constructor(
		private readonly client: PaystandClient,
		private readonly kind: KeyedKind,
		private readonly items: number,
		private readonly memory: KeyMemory = keyMemory,
	) {
		this.readIt = async (id) => await client.get(kind.path(id));
	}

	/**
	 * @param key the ERP's key, exactly as Paystand stores it
	 * @param read reads the record, where its own path may not do
	 */
	async find(key: string, read = this.readIt): Promise<Found | undefined> {
		const kept = await this.opened();
		const record = this.rows.get(key);
		if (record) return { record, isCurrent: false };
		const looking =
			this.looking.get(key) ?? this.look(kept, key, performance.now() - FRESH_MS, read);
		this.looking.set(key, looking);
		return await looking.finally(() => this.looking.delete(key));
	}

	/**
	 * Looks a key up that was not there before, for when somebody else may have written meanwhile. The
	 * list is read again by one item at a time, and what it shows serves those behind: an import that
	 * runs beside this one costs a few more readings, not one for each record.
	 *
	 * @param isTaken whether Paystand says that there is such a key: then all is looked through
	 */
	async findFresh(key: string, isTaken: boolean, read = this.readIt): Promise<Found | undefined> {
		const kept = await this.opened();
		const since = performance.now();
		const found = await this.look(kept, key, since, read);
		if (found || (this.canRefresh && !isTaken)) return found;
		return await this.findInWhole(kept, key, since);
	}

	/** Makes a record that was just written known to the items and executions that follow. */
	async remember(key: string, record: IDataObject): Promise<void> {
		const kept = await this.opened();
		this.rows.set(key, record);
		kept.note(record);
	}

	/** Looks a key up in what is kept. */
	private async look(
		kept: KeptKeys,
		key: string,
		since: number,
		read: ReadRecord,
	): Promise<Found | undefined> {
		const begun = performance.now();
		let id = kept.find(key);
		if (id === undefined) {
			const isFresh = await this.refresh(kept, Math.max(since, this.startedAt));
			id = kept.find(key);
			if (id === undefined && isFresh) return undefined;
		}
		if (id !== undefined) {
			const record = await read(id).catch(() => undefined);
			// It may have been removed since, or have got another key.
			if (record?.id === id && record[this.kind.key.storedName] === key) {
				// What was written meanwhile is newer.
				if (!this.rows.has(key)) this.rows.set(key, record);
				return { record, isCurrent: true };
			}
			kept.forget(id);
		}
		// Without what is kept, the whole list counts as it was read for this execution.
		return await this.findInWhole(kept, key, id === undefined ? this.startedAt : begun);
	}

	/** @param since when the reading has to have begun at the earliest */
	private async findInWhole(
		kept: KeptKeys,
		key: string,
		since: number,
	): Promise<Found | undefined> {
		await this.readWhole(kept, since, key);
		const record = this.rows.get(key);
		return record && { record, isCurrent: false };
	}

	/** What is kept, up to date; when neither it nor the list is to be had, those that wait try again. */
	private async opened(): Promise<KeptKeys> {
		for (;;) {
			const opening = (this.opening ??= this.start());
			const isOpen = await opening.then(
				() => true,
				() => false,
			);
			if (isOpen || this.failures >= MAX_READINGS) return await opening;
		}
	}

	private start(): Promise<KeptKeys> {
		const opening = this.open();
		opening.catch(() => {
			this.failures += 1;
			this.opening = undefined;
		});
		return opening;
	}

	private async open(): Promise<KeptKeys> {
		const { name, key } = this.kind;
		const kept = this.memory.listOf(await this.client.access(), name, key.storedName);
		// Without a pause if there is none: then this one is the first, and the next has to see it.
		if (kept.firstReading) await kept.firstReading;
		const isKept = kept.serves(this.items) && (await this.refresh(kept, this.startedAt));
		if (!isKept) await this.readWhole(kept, this.startedAt);
		return kept;
	}

	private async refresh(kept: KeptKeys, since: number): Promise<boolean> {
		const { list } = this.kind;
		const latestFirst: ListRequest = {
			...list,
			query: { ...list.query, order: 'lastUpdated DESC' },
		};
		return await this.inTurn(async () => {
			// What did not succeed once is not tried for each item.
			this.canRefresh &&= await kept.refresh(() => this.client.pages(latestFirst), since);
			return this.canRefresh;
		});
	}

	/** Reads the whole list, unless that was done since, or the key has turned up meanwhile. */
	private async readWhole(kept: KeptKeys, since: number, key?: string): Promise<void> {
		await this.inTurn(async () => {
			if (this.wholeAt >= since || (key !== undefined && this.rows.has(key))) return;
			const reading = kept.startReading();
			const read = await reading.read(this.client.pages(this.kind.list));
			for (const [itsKey, record] of read) {
				// What this execution wrote itself is newer than any list.
				if (!this.rows.has(itsKey)) this.rows.set(itsKey, record);
			}
			this.wholeAt = reading.startedAt;
		});
	}

	private async inTurn<T>(work: () => Promise<T>): Promise<T> {
		const mine = this.lastReading ? this.lastReading.then(work, work) : work();
		this.lastReading = mine;
		return await mine;
	}
}
