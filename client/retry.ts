import { pause } from './pause';

const TRANSIENT_STATUSES = [429, 502, 503, 504];

export interface RetryOptions<T> {
	/** How often it is sent at most, the first time included. */
	maxAttempts: number;
	/** Whether sending it again may bring a better reply, and is harmless. */
	isRetryable(reply: T): boolean;
	/** Gives up after the first bad reply that comes later than this, in milliseconds from the start. */
	patienceMs?: number;
	/** Waits before the next attempt. Default: `pause`. */
	wait?(ms: number, reply: T): Promise<void>;
}

/**
 * Sends something, and again while that may help, with longer and longer waits in between.
 *
 * @param send makes one attempt, counted from 1
 * @returns the last reply, good or bad
 * @throws what `send` or `wait` throws: only replies lead to another attempt
 */
export async function withRetry<T>(
	send: (attempt: number) => Promise<T>,
	options: RetryOptions<T>,
): Promise<T> {
	const { maxAttempts, isRetryable, patienceMs = Number.POSITIVE_INFINITY } = options;
	const wait = options.wait ?? (async (ms: number) => await pause(ms));
	const started = performance.now();
	for (let attempt = 1; ; attempt++) {
		const reply = await send(attempt);
		const isLast = attempt === maxAttempts || performance.now() - started > patienceMs;
		if (isLast || !isRetryable(reply)) return reply;
		await wait(backoffMs(attempt), reply);
	}
}

/** Whether the same request may get another reply a moment later. Status 0: the connection broke. */
export function isTransient(status: number): boolean {
	return status === 0 || TRANSIENT_STATUSES.includes(status);
}

/**
 * How long to wait before sending a request again: exponential backoff with jitter, capped.
 *
 * @param attempt how many times it was sent so far, from 1
 * @returns milliseconds, between half and the whole of 0.5 s, 1 s, 2 s, 4 s … 30 s
 */
export function backoffMs(attempt: number): number {
	const ceiling = Math.min(500 * 2 ** (attempt - 1), 30_000);
	return ceiling / 2 + Math.random() * (ceiling / 2);
}
