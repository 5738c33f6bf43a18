import { sleep } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

/** Paystand's documented limit: 3,000 requests a minute for each API key (fact sheet 4). */
const DOCUMENTED_LIMIT = 3000;
const WINDOW_MS = 60_000;
/** A wait is slept in slices, so that a cancelled execution stops soon. */
const SLICE_MS = 500;
/** Seconds above this are an epoch time, not a distance (fact sheet 12.12). */
const EPOCH_SECONDS = 1_000_000_000;
const LONGEST_WAIT_MS = 120_000;

/**
 * Keeps all requests of one API key under Paystand's limit. One pacer serves every execution in
 * the process, since the limit is counted per key. It believes the limit headers, whatever their
 * spelling; without any, it counts by itself.
 */
export class Pacer {
	/** Requests that may still start before `resetAt`, as far as known. */
	private remaining = DOCUMENTED_LIMIT;

	private resetAt = 0;

	private blockedUntil = 0;

	/**
	 * Waits until a request may start and takes its place in the window.
	 *
	 * @param signal stops the wait when the execution is cancelled
	 */
	async admit(signal?: AbortSignal): Promise<void> {
		for (;;) {
			const now = Date.now();
			if (now >= this.resetAt) {
				this.remaining = DOCUMENTED_LIMIT;
				this.resetAt = now + WINDOW_MS;
			}
			const waitMs = Math.max(this.blockedUntil - now, this.remaining > 0 ? 0 : this.resetAt - now);
			if (waitMs <= 0) break;
			await pause(waitMs, signal);
		}
		this.remaining -= 1;
	}

	/**
	 * Learns from a reply.
	 *
	 * @param status HTTP status
	 * @param headers reply headers, names in any case
	 * @returns for a 429, how many milliseconds to wait as the headers say; else `undefined`
	 */
	learn(status: number, headers: IDataObject): number | undefined {
		const read = headerReader(headers);
		const remaining = count(read('ratelimit-remaining') ?? read('x-ratelimit-remaining'));
		const resetMs = distanceMs(read('ratelimit-reset') ?? read('x-ratelimit-reset'));
		if (remaining !== undefined && resetMs !== undefined) {
			this.resetAt = Date.now() + resetMs;
			// Replies overtake each other: an older one may still say more was left.
			this.remaining = Math.min(this.remaining, remaining);
		}
		if (status !== 429) return undefined;

		const waitMs = Math.min(distanceMs(read('retry-after')) ?? resetMs ?? 0, LONGEST_WAIT_MS);
		// The limit is the key's, so a refusal of one request holds back all of them.
		this.blockedUntil = Math.max(this.blockedUntil, Date.now() + waitMs);
		return waitMs;
	}
}

const pacers = new Map<string, Pacer>();

/** The pacer of an API key; the same one for every execution in this process. */
export function pacerFor(apiKey: string): Pacer {
	const pacer = pacers.get(apiKey) ?? new Pacer();
	pacers.set(apiKey, pacer);
	return pacer;
}

/**
 * How long to wait before sending a request again: exponential with full jitter, capped.
 *
 * @param attempt how many times it was sent so far, from 1
 * @returns milliseconds, between half and the whole of 0.5 s, 1 s, 2 s, 4 s … 30 s
 */
export function backoffMs(attempt: number): number {
	const ceiling = Math.min(500 * 2 ** (attempt - 1), 30_000);
	return ceiling / 2 + Math.random() * (ceiling / 2);
}

/** Sleeps, but not past the cancelling of the execution. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
	const until = Date.now() + ms;
	for (let left = ms; left > 0 && !signal?.aborted; left = until - Date.now()) {
		await sleep(Math.min(left, SLICE_MS));
	}
	signal?.throwIfAborted();
}

function headerReader(headers: IDataObject): (name: string) => string | undefined {
	const byName = new Map(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
	return (name) => byName.get(name);
}

function count(text: string | undefined): number | undefined {
	const number = Number.parseInt(text ?? '', 10);
	return Number.isNaN(number) ? undefined : number;
}

/** Seconds from now, an epoch time in seconds, or an HTTP date, as milliseconds from now. */
function distanceMs(text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	const seconds = Number(text);
	const ms = Number.isFinite(seconds)
		? seconds > EPOCH_SECONDS
			? seconds * 1000 - Date.now()
			: seconds * 1000
		: Date.parse(text) - Date.now();
	return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
