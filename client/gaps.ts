import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

import type { PaystandContext } from './request';

export type Page = IDataObject[];

/** How often a gap is read again before the list is given up as too restless. */
const MOST_REPAIRS = 50;

/** Whether nothing can be missing between two neighbouring pages: they share a row. */
export function adjoins(former: Page, page: Page): boolean {
	if (page.length === 0 || page[0].id === undefined) return true;
	return former.some(({ id }) => id === page[0].id);
}

/**
 * The rows between two pages that do not meet: the stretch from the last row of the former to the
 * first of the other is read again, in order, until it hangs together.
 */
export async function between(
	context: PaystandContext,
	former: Page,
	page: Page,
	index: number,
	read: (index: number) => Promise<Page>,
): Promise<Page> {
	const from = former[former.length - 1].id;
	const to = page[0].id;
	let start = index - 1;
	for (let repair = 0; repair < MOST_REPAIRS; repair++) {
		const stretch = await stretchTo(to, start, read);
		// When rows went away, what followed the former page has moved up, onto earlier pages.
		if (stretch && (start === 0 || stretch.some(({ id }) => id === from))) return stretch;
		if (stretch) start -= 1;
	}
	throw new NodeOperationError(context.getNode(), 'The list changed faster than it could be read', {
		description: 'Nothing was lost in Paystand. Run this again when fewer records are written.',
	});
}

/** Pages from `start` until one holds the row `to`; `undefined` when they did not hang together. */
async function stretchTo(
	to: unknown,
	start: number,
	read: (index: number) => Promise<Page>,
): Promise<Page | undefined> {
	const stretch: Page = [];
	for (let at = start, before: Page | undefined; at < start + MOST_REPAIRS; at++) {
		const page = await read(at);
		if (before && !adjoins(before, page)) return undefined;
		stretch.push(...page);
		if (page.length === 0 || page.some(({ id }) => id === to)) return stretch;
		before = page;
	}
	return undefined;
}
