import type { IDataObject } from 'n8n-workflow';

export type Page = IDataObject[];

/**
 * The rows of a list that were read so far. Rows come and go while a list is read, so that what an
 * offset points to moves: only a row that two pages share proves that nothing lies between them.
 */
export class KnownRows {
	private readonly ids = new Set<unknown>();
	private last: Page = [];

	/** Whether rows came, went or moved while the list was read. */
	hasShifted = false;

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
		if (page.every(({ id }) => id !== undefined && this.ids.has(id))) return true;
		if (isSameRow(page[0], this.last[this.last.length - 1])) return true;
		// One may be a row that has moved there.
		return this.sharedWith(page) > 1;
	}

	/** Whether the page holds no row that the page taken last had not. */
	isPartOfLast(page: Page): boolean {
		return page.length > 0 && this.sharedWith(page) === page.length;
	}

	/** Whether this is the page taken last: a list that does not page answers so. */
	isLast(page: Page): boolean {
		return (
			page.length > 0 &&
			page.length === this.last.length &&
			page.every((row, index) => isSameRow(row, this.last[index]))
		);
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
