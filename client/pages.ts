import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

import { adjoins, between } from './gaps';
import type { Page } from './gaps';
import { paystandRequest } from './request';
import type { PaystandContext } from './request';

/** Paystand's own page size (fact sheet 12.11). */
export const PAGE_SIZE = 50;
/** How many pages are asked for at a time, when many are wanted. */
const AT_A_TIME = 20;

export interface ListRequest {
	/** Path segments below `/v3`, e.g. `['receivables', 'read']`. */
	path: string[];
	query?: IDataObject;
	/** `f.` where the list takes `f.limit` and `f.offset` (Pattern A of fact sheet 5), else empty. */
	prefix?: '' | 'f.';
	/** How many rows are wanted at most; without it all of them. */
	most?: number;
}

/**
 * Reads a list, many pages at a time. It ends at a page shorter than the page size, since nobody
 * knows whether `count` is the total (fact sheet 12.10).
 *
 * Rows appear while a list is read and push the others onto later pages. Neighbouring pages are
 * therefore asked for with one row in common: where that row is missing, the rows between were
 * pushed past us and are read again. A row met twice is given once, known by its `id`.
 *
 * @yields the new rows of one page, in the order of the list
 * @throws {NodeOperationError} when a reply holds no list: an unknown shape is never taken for an
 *   empty list
 */
export async function* pagesOf(
	context: PaystandContext,
	request: ListRequest,
): AsyncGenerator<Page> {
	const size = Math.min(PAGE_SIZE, request.most ?? PAGE_SIZE);
	const stride = Math.max(size - 1, 1);
	const last = request.most === undefined ? Infinity : Math.ceil(request.most / stride);
	const ended = new AbortController();
	const read = async (index: number) =>
		await readPage(context, request, { size, offset: index * stride, signal: ended.signal });
	const seen = new Set<unknown>();
	const fresh = (page: Page) => {
		const rows = page.filter(({ id }) => id === undefined || !seen.has(id));
		for (const { id } of page) seen.add(id);
		return rows;
	};

	try {
		let former = await read(0);
		yield fresh(former);
		if (former.length < size) return;

		const underWay: Array<Promise<Page>> = [];
		for (let index = 1, asked = 1; index < last; index++) {
			// The first look goes alone and the next few carefully: most lists are short.
			const width = Math.min(index * 2, AT_A_TIME);
			for (; asked < last && underWay.length < width; asked++) {
				const page = read(asked);
				// Pages asked for in advance may never be looked at, when the reader has enough.
				page.catch(() => undefined);
				underWay.push(page);
			}
			const page = (await underWay.shift()) as Page;
			if (isSamePage(former, page)) return;
			if (!adjoins(former, page)) yield fresh(await between(context, former, page, index, read));
			yield fresh(sharesNameless(former, page) ? page.slice(1) : page);
			if (page.length < size) return;
			former = page;
		}
	} finally {
		// What was asked for in advance does not use up the limit of requests any more.
		ended.abort();
	}
}

/**
 * A list, or its first rows.
 *
 * @param limit how many rows at most; no page is fetched beyond them
 * @param keep filters rows on our side; what it refuses does not count towards `limit`
 */
export async function listRows(
	context: PaystandContext,
	request: ListRequest,
	limit = Number.POSITIVE_INFINITY,
	keep?: (row: IDataObject) => boolean,
): Promise<IDataObject[]> {
	const found: IDataObject[] = [];
	if (limit <= 0) return found;
	// With a filter of our own nobody knows how many pages the wanted rows lie on.
	const most = keep || limit === Number.POSITIVE_INFINITY ? undefined : limit;
	for await (const page of pagesOf(context, { ...request, most })) {
		for (const row of page) {
			if (!keep || keep(row)) found.push(row);
			if (found.length >= limit) return found;
		}
	}
	return found;
}

/**
 * The rows of a list reply: `{results: []}`, or a bare array (fact sheet 12.10); `undefined` when it
 * is neither.
 */
export function rowsOf(body: unknown): Page | undefined {
	const rows = Array.isArray(body) ? body : (body as IDataObject | null)?.results;
	return Array.isArray(rows) ? (rows as Page) : undefined;
}

async function readPage(
	context: PaystandContext,
	{ path, query, prefix = '' }: ListRequest,
	{ size, offset, signal }: { size: number; offset: number; signal: AbortSignal },
): Promise<Page> {
	const body = await paystandRequest(context, {
		method: 'GET',
		path,
		query: { ...query, [`${prefix}limit`]: size, [`${prefix}offset`]: offset },
		signal,
	});
	const rows = rowsOf(body);
	if (rows !== undefined) return rows;
	throw new NodeOperationError(context.getNode(), 'Paystand answered without a list', {
		description: `'results' is missing in the reply to ${path.join('/')}. Nothing was read.`,
	});
}

/** Rows without an ID are told apart by what they hold; whether the row in common is such a one. */
function sharesNameless(former: Page, page: Page): boolean {
	return (
		page.length > 0 && page[0].id === undefined && isSameRow(former[former.length - 1], page[0])
	);
}

function isSameRow(a: IDataObject, b: IDataObject): boolean {
	return a.id === undefined ? JSON.stringify(a) === JSON.stringify(b) : a.id === b.id;
}

/** The same page again means that the list does not page: going on would never end. */
function isSamePage(former: Page, page: Page): boolean {
	return (
		page.length > 0 &&
		page.length === former.length &&
		page.every((row, index) => isSameRow(row, former[index]))
	);
}
