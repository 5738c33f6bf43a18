import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

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
	pageSize?: number;
	/** Where to begin, in rows. */
	offset?: number;
}

/**
 * Reads a list page by page. It ends at a page shorter than the page size, since nobody knows
 * whether `count` is the total (fact sheet 12.10). A row that a newer one pushed onto the next page
 * is given once, known by its `id`.
 *
 * @yields the new rows of one page
 * @throws {NodeOperationError} when a reply holds no list: an unknown shape is never taken for an
 *   empty list
 */
export async function* pagesOf(
	context: PaystandContext,
	request: ListRequest,
): AsyncGenerator<IDataObject[]> {
	const { path, query, prefix = '', pageSize = PAGE_SIZE } = request;
	const seen = new Set<unknown>();
	let former = '';
	for (let offset = request.offset ?? 0; ; offset += pageSize) {
		const body = await paystandRequest(context, {
			method: 'GET',
			path,
			query: { ...query, [`${prefix}limit`]: pageSize, [`${prefix}offset`]: offset },
		});
		const rows = rowsOf(body);
		if (rows === undefined) {
			throw new NodeOperationError(context.getNode(), 'Paystand answered without a list', {
				description: `'results' is missing in the reply to ${path.join('/')}. Nothing was read.`,
			});
		}
		const fresh = rows.filter((row) => row.id === undefined || !seen.has(row.id));
		for (const row of rows) seen.add(row.id);
		yield fresh;
		// The same page again means that the list does not page: going on would never end.
		const ids = rows.map((row) => String(row.id)).join();
		if (rows.length < pageSize || ids === former) return;
		former = ids;
	}
}

/**
 * A list, or its first rows.
 *
 * @param limit how many rows at most; no page is fetched beyond them
 * @param keep rows it refuses do not count towards `limit`
 */
export async function listRows(
	context: PaystandContext,
	request: ListRequest,
	limit = Number.POSITIVE_INFINITY,
	keep: (row: IDataObject) => boolean = () => true,
): Promise<IDataObject[]> {
	const found: IDataObject[] = [];
	if (limit <= 0) return found;
	for await (const page of pagesOf(context, request)) {
		for (const row of page) {
			if (keep(row)) found.push(row);
			if (found.length >= limit) return found;
		}
	}
	return found;
}

/** The rows of a list reply: `{results: []}`, or a bare array (fact sheet 12.10); `undefined` when it is neither. */
export function rowsOf(body: unknown): IDataObject[] | undefined {
	const rows = Array.isArray(body) ? body : (body as IDataObject | null)?.results;
	return Array.isArray(rows) ? (rows as IDataObject[]) : undefined;
}
