import type { IDataObject } from 'n8n-workflow';

/** What the headers of a reply tell about the limit, as far as they can be believed. */
export interface ToldLimit {
	/** Requests that may still be sent in this window, those under way not yet taken off. */
	remaining?: number;
	/** Requests in a window. */
	limit?: number;
	/** Milliseconds to the next window. */
	resetMs?: number;
	/** Milliseconds to wait after a 429. */
	retryAfterMs?: number;
}

/**
 * Numbers above these are an epoch time, not a distance in seconds
 * (docs/paystand-api.md#rate-limit-headers).
 */
const EPOCH_SECONDS = 1_000_000_000;
const EPOCH_MILLISECONDS = 1_000_000_000_000;

/**
 * Reads the limit headers, whatever their spelling: `RateLimit-…` or `X-RateLimit-…`, in any case.
 *
 * @param maxMs what is further away than this is not believed: it is in another unit, or wrong
 */
export function readLimitHeaders(headers: IDataObject, maxMs: number): ToldLimit {
	const read = headerReader(headers);
	const told = (name: string) => read(`ratelimit-${name}`) ?? read(`x-ratelimit-${name}`);
	const date = read('date');
	const resetMs =
		distanceMs(read('ratelimit-reset'), date) ?? distanceMs(read('x-ratelimit-reset'), date);
	const retryAfterMs = distanceMs(read('retry-after'), date);
	return {
		remaining: countOf(told('remaining')),
		limit: countOf(told('limit')),
		resetMs: resetMs !== undefined && resetMs <= maxMs ? resetMs : undefined,
		retryAfterMs: retryAfterMs === undefined ? undefined : Math.min(retryAfterMs, maxMs),
	};
}

function headerReader(headers: IDataObject): (name: string) => string | undefined {
	const byName = new Map(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
	return (name) => byName.get(name);
}

function countOf(text: string | undefined): number | undefined {
	const number = Number.parseInt(text ?? '', 10);
	return Number.isNaN(number) ? undefined : number;
}

/**
 * Seconds from now, an epoch time in seconds or milliseconds, or an HTTP date, as milliseconds from
 * now.
 *
 * @param date the server's own time, if it tells: its clock and ours may differ
 * @returns `undefined` for what is none of these
 */
function distanceMs(text: string | undefined, date?: string): number | undefined {
	if (text === undefined || text.trim() === '') return undefined;
	const moment = momentOf(text);
	const serverNow = Date.parse(date ?? '') || Date.now();
	const ms = moment === undefined ? Number(text) * 1000 : moment - serverNow;
	return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/** Milliseconds since 1970, unless it is a distance in seconds. */
function momentOf(text: string): number | undefined {
	const number = Number(text);
	if (Number.isNaN(number)) return Date.parse(text);
	if (number > EPOCH_MILLISECONDS) return number;
	return number > EPOCH_SECONDS ? number * 1000 : undefined;
}
