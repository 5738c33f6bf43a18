import type { IDataObject } from 'n8n-workflow';

import { PaystandError } from './errors';
import type { ListReply, Page } from './knownRows';
import { ListReader } from './listReader';
import { anySignal } from './pause';
import type { PaystandRequest } from './send';

/** Paystand's own page size (docs/paystand-api.md#page-size). */
export const PAGE_SIZE = 50;

export interface ListRequest {
	/** Path segments below `/v3`, e.g. `['receivables', 'read']`. */
	path: string[];
	query?: IDataObject;
	/**
	 * `f.` where the list takes `f.limit` and `f.offset` (Pattern A,
	 * docs/paystand-api.md#date-filters), else empty.
	 */
	prefix?: '' | 'f.';
}

/** Sends a request and gives the reply body as it came. */
export type Send = (request: PaystandRequest) => Promise<unknown>;

/**
 * Reads a list, many pages at a time, to its proven end (see `ListReader`).
 *
 * @param limit how many rows are wanted; no page is fetched beyond them
 * @param signal gives the reading up
 * @yields the new rows of one page, in the order of the list
 * @throws {PaystandError} when the list cannot be read whole; an unknown shape of a reply is never
 *   taken for an empty list
 */
export async function* pagesOf(
	send: Send,
	list: ListRequest,
	{
		limit = Number.POSITIVE_INFINITY,
		signal: given,
	}: { limit?: number; signal?: AbortSignal } = {},
): AsyncGenerator<Page> {
	const size = Math.min(PAGE_SIZE, limit);
	const ended = new AbortController();
	const signal = anySignal(given, ended.signal);
	const read = async (offset: number) => await readPage(send, list, { offset, size, signal });
	try {
		yield* new ListReader({ size, limit, read }).pages();
	} finally {
		// What was asked for in advance does not use up the limit of requests any more.
		ended.abort();
	}
}

/**
 * A list, or its first rows.
 *
 * @param limit how many rows at most; no page is fetched beyond them
 * @param filter keeps rows on our side; what it refuses does not count towards `limit`
 */
export async function listRows(
	send: Send,
	list: ListRequest,
	{
		limit = Number.POSITIVE_INFINITY,
		filter,
	}: { limit?: number; filter?: (row: IDataObject) => boolean } = {},
): Promise<IDataObject[]> {
	const found: IDataObject[] = [];
	if (limit <= 0) return found;
	// With a filter of our own nobody knows how many pages the wanted rows lie on.
	for await (const page of pagesOf(send, list, { limit: filter ? undefined : limit })) {
		for (const row of page) {
			if (!filter || filter(row)) found.push(row);
			if (found.length >= limit) return found;
		}
	}
	return found;
}

/**
 * Reads one page of a list.
 *
 * @param size how many rows it is asked for; it may have fewer and still not be the last
 * @throws {PaystandError} when the reply holds no list
 */
export async function readPage(
	send: Send,
	{ path, query, prefix = '' }: ListRequest,
	{ offset, size, signal }: { offset: number; size: number; signal?: AbortSignal },
): Promise<ListReply> {
	const body = await send({
		method: 'GET',
		path,
		query: { ...query, [`${prefix}limit`]: size, [`${prefix}offset`]: offset },
		signal,
	});
	const rows = rowsOf(body);
	if (rows !== undefined) return { rows, count: countOf(body) };
	throw new PaystandError(
		'Paystand answered without a list',
		`'results' is missing in the reply to ${path.join('/')}. Nothing was read.`,
	);
}

/**
 * The rows of a list reply: `{results: []}`, or a bare array
 * (docs/paystand-api.md#the-list-envelope); `undefined` when it is neither.
 */
export function rowsOf(body: unknown): Page | undefined {
	const rows = Array.isArray(body) ? body : (body as IDataObject | null)?.results;
	return Array.isArray(rows) ? (rows as Page) : undefined;
}

function countOf(body: unknown): number | undefined {
	const count = (body as IDataObject).count ?? '';
	return /^\d+$/.test(String(count)) ? Number(count) : undefined;
}
