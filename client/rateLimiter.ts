import type { IDataObject } from 'n8n-workflow';

import { readLimitHeaders } from './limitHeaders';
import type { LimitUsage } from './limitUsage';
import { LruMap } from './lruMap';
import { pause } from './pause';

/**
 * Paystand's documented limit: 3,000 requests a minute for each API key
 * (docs/paystand-api.md#rate-limit).
 */
const DOCUMENTED_LIMIT = 3000;
const WINDOW_MS = 60_000;
/** A reset that is further away is not believed. */
const MAX_TOLD_MS = 2 * WINDOW_MS;
/** After a 429 without any header: so long that all attempts together outlast a window. */
const UNTOLD_WAIT_MS = 15_000;
/** Reset headers are in whole seconds; a jump beyond that is the next window. */
const NEW_WINDOW_MS = 1500;
/** More API keys than a process serves within a window. */
const MAX_API_KEYS = 1000;

/**
 * Keeps all requests of one API key below Paystand's limit. One limiter serves every execution in the
 * process, since the limit is counted per key. It believes the limit headers, whatever their
 * spelling; without any that can be believed, it counts by itself. Time is monotonic: a clock that is
 * put back does not lengthen a wait.
 */
export class RateLimiter {
	/** Requests that may still start before `resetAt`, as far as known. */
	private remaining = DOCUMENTED_LIMIT;

	private resetAt = 0;

	/** Whether a reply has told `resetAt`, or it is counted by ourselves. */
	private isTold = false;

	private limit?: number;

	private blockedUntil = 0;

	/** Sent but not answered: the server may not have counted them yet. */
	private inFlight = 0;

	/**
	 * What the headers of the current window tell.
	 *
	 * @returns nothing when no reply of this window told it
	 */
	get told(): { remaining?: number; limit?: number } {
		if (!this.isTold || performance.now() >= this.resetAt) return {};
		return { remaining: Math.max(0, this.remaining), limit: this.limit };
	}

	/**
	 * Sends a request as soon as the limit allows it.
	 *
	 * @param send makes one round trip; a broken connection is a reply of status 0, not an exception
	 * @param signal stops the wait when the execution is cancelled
	 * @param usage is told how long it waits
	 * @returns the reply and, for a 429, how many milliseconds to wait as its headers say
	 */
	async run<T extends { status: number; headers: IDataObject }>(
		send: () => Promise<T>,
		signal?: AbortSignal,
		usage?: LimitUsage,
	): Promise<T & { waitMs: number }> {
		await this.admitted(signal, usage);
		try {
			const reply = await send();
			return { ...reply, waitMs: this.learn(reply.status, reply.headers) };
		} finally {
			this.inFlight -= 1;
		}
	}

	/** @throws the signal's reason when nobody waits for the request any more: it is not sent then */
	private async admitted(signal?: AbortSignal, usage?: LimitUsage): Promise<void> {
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
			const wait = async () => await pause(waitMs, signal);
			await (usage ? usage.waiting(wait) : wait());
		}
	}

	private learn(status: number, headers: IDataObject): number {
		const { remaining, limit, resetMs, retryAfterMs } = readLimitHeaders(headers, MAX_TOLD_MS);
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
			this.limit = limit ?? this.limit;
		}
		if (status !== 429) return 0;

		const waitMs = retryAfterMs ?? resetMs ?? UNTOLD_WAIT_MS;
		// The limit is the key's, so a refusal of one request holds back all of them.
		this.blockedUntil = Math.max(this.blockedUntil, now + waitMs);
		return waitMs;
	}
}

const limiters = new LruMap<string, RateLimiter>(MAX_API_KEYS);

/** The limiter of an API key; the same one for every execution in this process. */
export function rateLimiterFor(apiKey: string): RateLimiter {
	return limiters.getOrCreate(apiKey, () => new RateLimiter());
}
