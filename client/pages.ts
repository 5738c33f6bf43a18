import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

import type { Page } from './knownRows';
import { ListReader } from './listReader';
import { paystandRequest } from './request';
import type { PaystandContext } from './request';

/** Paystand's own page size (fact sheet 12.11). */
export const PAGE_SIZE = 50;

export interface ListRequest {
	/** Path segments below `/v3`, e.g. `['receivables', 'read']`. */
	path: string[];
	query?: IDataObject;
	/** `f.` where the list takes `f.limit` and `f.offset` (Pattern A of fact sheet 5), else empty. */
	prefix?: '' | 'f.';
	/** How many rows are wanted; without it all of them. */
	most?: number;
}

/** A page, and what its reply tells about the length of the list. */
export interface ListReply {
	rows: Page;
	/** Nobody knows whether this is the total or the length of the page (fact sheet 12.10). */
	count?: number;
}

/**
 * Reads a list, many pages at a time, to its proven end (see `ListReader`).
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
	const ended = new AbortController();
	const { signal } = ended;
	try {
		yield* new ListReader(context, {
			size,
			most: request.most ?? Number.POSITIVE_INFINITY,
			read: async (offset) => await readPage(context, request, { size, offset, signal }),
		}).pages();
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
): Promise<ListReply> {
	const body = await paystandRequest(context, {
		method: 'GET',
		path,
		query: { ...query, [`${prefix}limit`]: size, [`${prefix}offset`]: offset },
		signal,
	});
	const rows = rowsOf(body);
	if (rows !== undefined) return { rows, count: countOf(body) };
	throw new NodeOperationError(context.getNode(), 'Paystand answered without a list', {
		description: `'results' is missing in the reply to ${path.join('/')}. Nothing was read.`,
	});
}

function countOf(body: unknown): number | undefined {
	const count = (body as IDataObject).count ?? '';
	return /^\d+$/.test(String(count)) ? Number(count) : undefined;
}
