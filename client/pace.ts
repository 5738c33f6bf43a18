import { sleep } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

/** Paystand's documented limit: 3,000 requests a minute for each API key (fact sheet 4). */
const DOCUMENTED_LIMIT = 3000;
const WINDOW_MS = 60_000;
/** A wait is slept in slices, so that a cancelled execution stops soon. */
const SLICE_MS = 500;
/** Numbers above these are an epoch time, not a distance in seconds (fact sheet 12.12). */
const EPOCH_SECONDS = 1_000_000_000;
const EPOCH_MILLISECONDS = 1_000_000_000_000;
/** What is further away is not believed: it is in another unit, or wrong. */
const MAX_TOLD_MS = 2 * WINDOW_MS;
/** After a 429 without any header: so long that all attempts together outlast a window. */
const UNTOLD_WAIT_MS = 15_000;
/** Reset headers are in whole seconds; a jump beyond that is the next window. */
const NEW_WINDOW_MS = 1500;

/**
 * Keeps all requests of one API key under Paystand's limit. One pacer serves every execution in
 * the process, since the limit is counted per key. It believes the limit headers, whatever their
 * spelling; without any that can be believed, it counts by itself. Time is monotonic: a clock that is
 * put back does not lengthen a wait.
 */
export class Pacer {
	/** Requests that may still start before `resetAt`, as far as known. */
	private remaining = DOCUMENTED_LIMIT;

	private resetAt = 0;

	/** Whether a reply has told `resetAt`, or it is counted by ourselves. */
	private isTold = false;

	private blockedUntil = 0;

	/** Sent but not answered: the server may not have counted them yet. */
	private inFlight = 0;

	/**
	 * Sends a request when the limit allows it.
	 *
	 * @param send makes one round trip; a broken connection is a reply of status 0, not an exception
	 * @param signal stops the wait when the execution is cancelled
	 * @returns the reply, its status and, for a 429, how many milliseconds to wait as its headers say
	 */
	async run<T extends { status: number; headers: IDataObject }>(
		send: () => Promise<T>,
		signal?: AbortSignal,
	): Promise<{ reply: T; status: number; waitMs: number }> {
		await this.admitted(signal);
		try {
			const reply = await send();
			const { status, headers } = reply;
			return { reply, status, waitMs: this.learn(status, headers) };
		} finally {
			this.inFlight -= 1;
		}
	}

	/** @throws the signal's reason when nobody waits for the request any more: it is not sent then */
	private async admitted(signal?: AbortSignal): Promise<void> {
		for (;;) {
			signal?.throwIfAborted();
			const now = performance.now();
			if (now >= this.resetAt) {
				this.remaining = DOCUMENTED_LIMIT;
				this.resetAt = now + WINDOW_MS;
				this.isTold = false;
			}
			const windowMs = this.remaining > 0 ? 0 : this.resetAt - now;
			const waitMs = Math.max(this.blockedUntil - now, windowMs);
			if (waitMs <= 0) {
				// Taken here and not by the caller: of all that wait, each has to see what the others took.
				this.remaining -= 1;
				this.inFlight += 1;
				return;
			}
			await pause(waitMs, signal);
		}
	}

	private learn(status: number, headers: IDataObject): number {
		const read = headerReader(headers);
		const remaining = count(read('ratelimit-remaining') ?? read('x-ratelimit-remaining'));
		const told = (name: string) => distanceMs(read(name), read('date'));
		const resetMs = believed(told('ratelimit-reset') ?? told('x-ratelimit-reset'));
		const now = performance.now();
		if (remaining !== undefined && resetMs !== undefined) {
			const left = remaining - (this.inFlight - 1);
			const resetAt = now + resetMs;
			const isFirst = !this.isTold || resetAt > this.resetAt + NEW_WINDOW_MS;
			// Within a window replies overtake each other: an older one may still say more was left.
			this.remaining = isFirst ? left : Math.min(this.remaining, left);
			// Whole seconds are rounded up, so of all moments that replies name the earliest is right.
			this.resetAt = isFirst ? resetAt : Math.min(this.resetAt, resetAt);
			this.isTold = true;
		}
		if (status !== 429) return 0;

		const waitMs = Math.min(told('retry-after') ?? resetMs ?? UNTOLD_WAIT_MS, MAX_TOLD_MS);
		// The limit is the key's, so a refusal of one request holds back all of them.
		this.blockedUntil = Math.max(this.blockedUntil, now + waitMs);
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
	const until = performance.now() + ms;
	for (let left = ms; left > 0 && !signal?.aborted; left = until - performance.now()) {
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

function believed(ms: number | undefined): number | undefined {
	return ms !== undefined && ms <= MAX_TOLD_MS ? ms : undefined;
}

/** Milliseconds since 1970, unless it is a distance in seconds. */
function momentOf(text: string): number | undefined {
	const number = Number(text);
	if (Number.isNaN(number)) return Date.parse(text);
	if (number > EPOCH_MILLISECONDS) return number;
	return number > EPOCH_SECONDS ? number * 1000 : undefined;
}
