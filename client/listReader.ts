import { PaystandError } from './errors';
import { KnownRows } from './knownRows';
import type { ListReply, Page } from './knownRows';
import { ReadAhead } from './readAhead';

/** How often a gap is looked for before the list is given up as too restless. */
const MAX_REPAIRS = 50;
/** After so many pages of the same rows, in whatever order, there are no others. */
const MAX_SAME_PAGES = 5;
/** After so many looks beyond the end that each found a few rows, the list grows as fast as we read. */
const MAX_TRICKLES = 5;
/** What is a few: this part of the largest page. */
const TRICKLE = 0.1;

/** How many rows neighbouring pages have in common: in a list that takes a while to read, more. */
const OVERLAP = 1;
const LONG_LIST_ROWS = 500;
const LONG_LIST_OVERLAP = 2;
/** And when rows went away between two neighbouring pages. */
const RESTLESS_OVERLAP = 3;

interface ListOptions {
	/** How many rows a page is asked for. */
	size: number;
	/** How many rows are wanted. */
	limit: number;
	read: (offset: number) => Promise<ListReply>;
}

/**
 * Reads a list to its end.
 *
 * The end is proven (docs/paystand-api.md#the-end-of-a-list): nobody knows Paystand's largest page,
 * so a page that is shorter than asked for may be the server's cap. The list ends where a look at
 * the offset of all rows so far finds nothing; where it finds rows, the shorter page is the size of
 * a page from then on.
 *
 * Rows come, go and move while a list is read. Neighbouring pages are therefore asked for with rows
 * in common. Where none is, rows went away and others moved up, past us: the page before is read once
 * more. Where rows have moved, those that moved to the front are looked for at the end.
 */
export class ListReader {
	private readonly known = new KnownRows();
	private readonly ahead: ReadAhead;
	/** How many rows a page holds, as far as is known. */
	private size: number;
	private largest = 0;
	private isRestless = false;
	/** The offset behind the page taken last. */
	private position = 0;
	private samePages = 0;
	private trickles = 0;
	/** How long the list is, if the last reply is to be believed; only to plan ahead. */
	private expected = Number.POSITIVE_INFINITY;

	constructor(private readonly options: ListOptions) {
		this.size = options.size;
		this.ahead = new ReadAhead(async (offset) => await this.read(offset));
	}

	/**
	 * @yields the new rows of one page, in the order of the list
	 * @throws {PaystandError} when the list cannot be read whole
	 */
	async *pages(): AsyncGenerator<Page> {
		const first = await this.read(0);
		if (first.length === 0) return;
		yield this.take(first, 0);

		let isShort = first.length < this.size;
		for (;;) {
			const { page, offset } = await this.next(isShort);
			if (page.length === 0 && offset === this.position) {
				if (!(yield* this.tail())) break;
				isShort = this.known.lastLength < this.size;
				continue;
			}
			if (this.samePages >= MAX_SAME_PAGES || this.trickles >= MAX_TRICKLES) break;
			if (this.known.isStuckAt(page)) {
				this.mustHaveEnded(page);
				break;
			}
			const isNew = !this.known.adjoins(page, this.position - offset);
			if (isShort) this.learnSize(page, isNew);
			// A few rows beyond the end have come since: what was there before was read.
			if (isNew && this.trickles === 0) yield* this.repair(page, offset);
			else yield this.take(page, offset);
			isShort = page.length < this.size;
		}
		if (this.known.hasShifted) yield* this.front();
	}

	/** How many rows neighbouring pages have in common, if nothing moves. */
	private get overlap(): number {
		const usual = this.position < LONG_LIST_ROWS ? OVERLAP : LONG_LIST_OVERLAP;
		return Math.min(this.isRestless ? RESTLESS_OVERLAP : usual, this.size - 1);
	}

	/** There are rows beyond a short page, so its length is what the server gives at most. */
	private learnSize(beyond: Page, isNew: boolean): void {
		const { lastLength } = this.known;
		const few = this.largest * TRICKLE;
		if (isNew && lastLength > few) this.size = lastLength;
		this.trickles = beyond.length <= few ? this.trickles + 1 : 0;
	}

	private async next(isShort: boolean): Promise<{ page: Page; offset: number }> {
		// More rows than it was said to have: then nobody knows how many there are.
		if (this.position > this.expected + this.size) this.expected = Number.POSITIVE_INFINITY;
		const isPlanned = !isShort && this.position < this.expected;
		const { overlap } = this;
		return await this.ahead.take({
			offset: this.position - (isShort ? 0 : overlap),
			latest: this.position - (isShort ? 0 : Math.min(1, overlap)),
			stride: this.size - overlap,
			until: isPlanned ? Math.min(this.expected, this.options.limit) : 0,
		});
	}

	private async read(offset: number): Promise<Page> {
		const { rows, count = 0 } = await this.options.read(offset);
		if (count > rows.length) this.expected = count;
		return rows;
	}

	private take(page: Page, offset: number): Page {
		this.samePages = this.known.isPartOfLast(page) ? this.samePages + 1 : 0;
		const fresh = this.known.take(page, Math.max(0, this.position - offset));
		this.position = offset + page.length;
		this.size = Math.max(this.size, page.length);
		this.largest = Math.max(this.largest, page.length);
		return fresh;
	}

	/** Reads what lies between the rows so far and a page that does not adjoin them; then takes it. */
	private async *repair(page: Page, offset: number): AsyncGenerator<Page> {
		if (offset < this.position) this.isRestless = true;
		const stride = Math.max(1, this.size - this.overlap);
		for (let at = offset - stride, repair = 0; repair < MAX_REPAIRS; at -= stride, repair++) {
			if (!(yield* this.fill(Math.max(0, at)))) continue;
			if (page.length === 0) return;
			// One page more if rows came meanwhile and pushed the first one away from it.
			const isClosed = () => this.known.adjoins(page, this.position - offset);
			if (repair === 0 && !isClosed()) yield* this.fill(this.position - this.overlap);
			if (repair === 0 && isClosed()) yield this.take(page, offset);
			// What was asked for in advance is as old as the page: it would leave gaps, too.
			else this.ahead.forget();
			return;
		}
		throw new PaystandError(
			'The list changed faster than it could be read',
			'Nothing was lost in Paystand. Run this again when fewer records are being written.',
		);
	}

	/** Reads a page and takes it if it adjoins the rows so far. Returns whether it does. */
	private async *fill(at: number): AsyncGenerator<Page, boolean> {
		const page = await this.read(at);
		// From the very beginning nothing can be missing.
		if (at > 0 && !this.known.adjoins(page, this.position - at)) return false;
		if (page.length > 0) yield this.take(page, at);
		return true;
	}

	/** Rows that moved up past us, as so many went away that we are beyond the end. Returns whether. */
	private async *tail(): AsyncGenerator<Page, boolean> {
		if (!this.known.hasShifted || this.known.size === 0) return false;
		for (let at = this.position, isBehind = false; ; ) {
			at = Math.max(0, at - this.size);
			const page = await this.read(at);
			if (at === 0 || this.known.has(page[0])) {
				const fresh = this.take(page, at);
				yield fresh;
				return isBehind || fresh.length > 0;
			}
			isBehind ||= page.length > 0;
		}
	}

	/** Rows that came to the front, or moved there from where we had not yet been. */
	private async *front(): AsyncGenerator<Page> {
		for (let at = 0; ; ) {
			const page = await this.read(at);
			const fresh = this.known.takeUnseen(page);
			yield fresh;
			if (fresh.length === 0) return;
			at += Math.max(1, page.length - LONG_LIST_OVERLAP);
		}
	}

	/** The same page again: the list does not page. That is its end unless it tells of more rows. */
	private mustHaveEnded(page: Page): void {
		const isFirst = (this.known.size || this.position) === page.length;
		if (!isFirst || this.expected <= page.length || !Number.isFinite(this.expected)) return;
		throw new PaystandError(
			'Paystand keeps answering with the same page of the list',
			`By its own count the list has ${this.expected} rows, of which only the first ${page.length} can be read. Nothing was returned.`,
		);
	}
}
