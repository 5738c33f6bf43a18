import type { IDataObject } from 'n8n-workflow';

export type Page = IDataObject[];

/** A page, and what its reply tells about the length of the list. */
export interface ListReply {
	rows: Page;
	/**
	 * Nobody knows whether this is the total or the length of the page
	 * (docs/paystand-api.md#the-list-envelope).
	 */
	count?: number;
}

/**
 * The rows of a list that were read so far. Rows come and go while a list is read, so that what an
 * offset points to moves: only a row that two pages share proves that nothing lies between them.
 */
export class KnownRows {
	private readonly ids = new Set<unknown>();
	private last: Page = [];
	/** How often the page taken last has come again. */
	private timesLast = 0;

	/** Whether rows came, went or moved while the list was read. */
	hasShifted = false;

	/** How many rows with an ID were read. */
	get size(): number {
		return this.ids.size;
	}

	/** Whether a row was read; one without an ID never was. */
	has(row: IDataObject | undefined): boolean {
		return row?.id !== undefined && this.ids.has(row.id);
	}

	/** How many rows the page taken last had. */
	get lastLength(): number {
		return this.last.length;
	}

	/**
	 * Whether nothing can be missing between the page taken last and this one.
	 *
	 * @param overlap how many rows they share if nothing has moved; pages of one row cannot share any
	 */
	adjoins(page: Page, overlap: number): boolean {
		if (this.last.length === 0 || (this.last.length === 1 && overlap === 0)) return true;
		if (page.length === 0) return false;
		// So many rows came in front that the page holds only what we have.
		if (page.every((row) => this.has(row))) return true;
		if (isSameRow(page[0], this.last[this.last.length - 1])) return true;
		// One may be a row that has moved there.
		return this.sharedWith(page) > 1;
	}

	/** Whether the page holds no row that the page taken last had not. */
	isPartOfLast(page: Page): boolean {
		return page.length > 0 && this.sharedWith(page) === page.length;
	}

	/**
	 * Whether the page taken last has come again and again: a list that does not page, or no further,
	 * answers so. Once, it may be that rows which came in front have pushed it down to us.
	 */
	isStuckAt(page: Page): boolean {
		const isLast =
			page.length > 0 &&
			page.length === this.last.length &&
			page.every((row, index) => isSameRow(row, this.last[index]));
		this.timesLast = isLast ? this.timesLast + 1 : 0;
		// Rows without an ID cannot be told apart from those that came before.
		return isLast && (this.timesLast > 1 || page.some(({ id }) => id === undefined));
	}

	/**
	 * Takes a page.
	 *
	 * @param overlap how many rows it would share with the page before if nothing had moved
	 * @returns its new rows. One without an ID is new unless it stands where the pages overlap: such
	 *   rows may be alike and still be two.
	 */
	take(page: Page, overlap: number): Page {
		const common = this.commonWith(page, overlap);
		if (this.last.length > 0 && common !== overlap) this.hasShifted = true;
		const nameless = new Set(page.slice(common).filter(({ id }) => id === undefined));
		const unseen = new Set(this.takeUnseen(page));
		this.last = page;
		return page.filter((row) => unseen.has(row) || nameless.has(row));
	}

	/** Takes the rows of a page that have an ID and were not read so far. */
	takeUnseen(page: Page): Page {
		const unseen: Page = [];
		for (const row of page) {
			if (row.id === undefined || this.ids.has(row.id)) continue;
			this.ids.add(row.id);
			unseen.push(row);
		}
		return unseen;
	}

	private sharedWith(page: Page): number {
		return page.filter((row) => this.last.some((known) => isSameRow(known, row))).length;
	}

	/** How many rows at the end of the last page this page begins with. */
	private commonWith(page: Page, overlap: number): number {
		const begins = (length: number) =>
			length <= this.last.length &&
			this.last
				.slice(this.last.length - length)
				.every((row, index) => index < page.length && isSameRow(row, page[index]));
		if (begins(overlap)) return overlap;
		for (let length = Math.min(this.last.length, page.length); length > 0; length--)
			if (begins(length)) return length;
		return 0;
	}
}

/** Rows without an ID are told apart by what they hold. */
function isSameRow(a: IDataObject, b: IDataObject): boolean {
	return a.id === undefined ? JSON.stringify(a) === JSON.stringify(b) : a.id === b.id;
}
