import type { IDataObject } from 'n8n-workflow';

import type { Page } from '../../../client/paystand';
import { keyRowOf, KeyTable } from './keyTable';
import type { KeyRow } from './keyTable';

/** A reading of a whole list, of which a table is made as long as there is room for it. */
export class KeyReading {
	table?: KeyTable = new KeyTable();
	/** What was written while the list was read. */
	readonly noted: KeyRow[] = [];
	/** Latest change on the first page: what changes after it was shown is later. */
	newest = Number.NEGATIVE_INFINITY;
	pages = 0;
	readonly startedAt = performance.now();
	readonly ended: Promise<void>;
	private readonly tellEnd: () => void;

	constructor(
		private readonly keyName: string,
		private readonly makeRoom: () => void,
		private readonly whenEnded: (isWhole: boolean) => void,
	) {
		let tellEnd = () => {};
		this.ended = new Promise((resolve) => (tellEnd = resolve));
		this.tellEnd = tellEnd;
	}

	/**
	 * Reads the list to its end.
	 *
	 * @param pages newest first
	 * @returns its records by the ERP's key: of several with one key the newest
	 */
	async read(pages: AsyncIterable<Page>): Promise<Map<string, IDataObject>> {
		const records = new Map<string, IDataObject>();
		let isWhole = false;
		try {
			for await (const page of pages) {
				this.keep(page);
				for (const record of page) {
					const key = record[this.keyName];
					if (typeof key === 'string' && !records.has(key)) records.set(key, record);
				}
			}
			isWhole = true;
			return records;
		} finally {
			this.whenEnded(isWhole);
			this.tellEnd();
		}
	}

	/** A record without ID or time stamps cannot be kept, and so nor can the list. */
	private keep(page: Page): void {
		this.pages += 1;
		for (const record of page) {
			const row = keyRowOf(record, this.keyName, true);
			if (row) this.table?.put(row);
			else this.table = undefined;
			if (row && this.pages === 1) this.newest = Math.max(this.newest, row.lastUpdated);
		}
		this.makeRoom();
	}
}
