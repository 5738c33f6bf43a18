import type { Page } from './knownRows';

/** How many pages are asked for at a time, when many are wanted. */
const AT_A_TIME = 20;

interface Wanted {
	/** Where the page begins, unless it was asked for in advance. */
	offset: number;
	/** A page asked for in advance is no good if it begins behind this. */
	latest: number;
	/** From the beginning of a page to that of the next. */
	stride: number;
	/** No page is asked for in advance that begins here or beyond. */
	until: number;
}

/** Pages of a list that are asked for before the ones in front of them have arrived. */
export class ReadAhead {
	private readonly underWay: Array<{ offset: number; page: Promise<Page> }> = [];
	private next = 0;
	private width = 0;

	constructor(private readonly read: (offset: number) => Promise<Page>) {}

	/** @returns the next page, and where it begins */
	async take({ offset, latest, stride, until }: Wanted): Promise<{ page: Page; offset: number }> {
		const [first] = this.underWay;
		const isPlanned = first && first.offset <= latest && first.offset > latest - stride;
		if (!isPlanned) {
			// The plan does not fit any more: a page was shorter or longer than thought.
			this.underWay.length = 0;
			this.ask(offset);
		}
		// The first looks go carefully: most lists are short.
		this.width = Math.min(this.width + 2, AT_A_TIME);
		while (this.underWay.length < this.width && this.next + stride < until)
			this.ask(this.next + stride);
		const taken = this.underWay.shift()!;
		return { page: await taken.page, offset: taken.offset };
	}

	/** Lets go of what was asked for in advance, and starts carefully again. */
	forget(): void {
		this.underWay.length = 0;
		this.width = 0;
	}

	private ask(offset: number): void {
		const page = this.read(offset);
		// Pages asked for in advance may never be looked at, when the reader has enough.
		page.catch(() => undefined);
		this.underWay.push({ offset, page });
		this.next = offset;
	}
}
