import type { IDataObject } from 'n8n-workflow';

import type { PaystandClient } from '../../../client/paystand';
import type { KeyedKind } from './kind';

type Rows = Map<string, IDataObject>;

/** How often a list is read before all items that wait for it fail. */
const MAX_READINGS = 3;

/**
 * The records of one kind by the ERP's key. Paystand offers no look-up by key, so the list is read,
 * once for an execution (docs/paystand-api.md#finding-a-record-by-your-own-key).
 */
export class KeyIndex {
	private rows?: Promise<Rows>;

	private failures = 0;

	/** The last of the fresh look-ups, which run one after the other. */
	private lastFresh: Promise<unknown> = Promise.resolve();

	constructor(
		private readonly client: PaystandClient,
		private readonly kind: KeyedKind,
	) {}

	/**
	 * @param key the ERP's key, exactly as Paystand stores it
	 * @returns the record as the list shows it, or `undefined`
	 */
	async find(key: string): Promise<IDataObject | undefined> {
		return (await this.loaded()).get(key);
	}

	/**
	 * Looks a key up that was not there when the list was read, for when somebody else may have
	 * written meanwhile. The list is read again by one item at a time, and what it shows serves those
	 * behind: an import that runs beside this one costs a few more readings, not one for each record.
	 */
	async findFresh(key: string): Promise<IDataObject | undefined> {
		const look = async () => {
			const rows = await this.loaded();
			if (!rows.has(key)) {
				for (const [other, row] of await this.read()) {
					// What this execution wrote itself is newer than any list.
					if (!rows.has(other)) rows.set(other, row);
				}
			}
			return rows.get(key);
		};
		const found = this.lastFresh.then(look, look);
		this.lastFresh = found;
		return await found;
	}

	/** Makes a record that was just written known to the items that follow. */
	async remember(key: string, record: IDataObject): Promise<void> {
		(await this.loaded()).set(key, record);
	}

	/** The rows. When they cannot be read, those that wait try again, one at a time, but not for ever. */
	private async loaded(): Promise<Rows> {
		for (;;) {
			const reading = (this.rows ??= this.start());
			const isRead = await reading.then(
				() => true,
				() => false,
			);
			if (isRead || this.failures >= MAX_READINGS) return await reading;
		}
	}

	private start(): Promise<Rows> {
		const reading = this.read();
		reading.catch(() => {
			this.failures += 1;
			this.rows = undefined;
		});
		return reading;
	}

	private async read(): Promise<Rows> {
		const rows: Rows = new Map();
		for await (const page of this.client.pages(this.kind.list)) {
			for (const row of page) {
				const key = row[this.kind.key.storedName];
				// Newest first: of two rows with one key the newest counts.
				if (typeof key === 'string' && !rows.has(key)) rows.set(key, row);
			}
		}
		return rows;
	}
}
