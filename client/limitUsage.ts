/** What Paystand's limit of requests has cost a client, and what is left of it. */
export interface Limits {
	/** How long at least one of its requests was waiting for the limit, in milliseconds. */
	waitedMs: number;
	/** How many of its requests were answered with 429. */
	throttled: number;
	/** Requests that the API key may still send in this window of a minute, as Paystand's headers tell. */
	remaining?: number;
	/** Requests in a window, as Paystand's headers tell. */
	limit?: number;
}

/** What Paystand's limit of requests has cost one client. */
export class LimitUsage {
	/** How many requests were answered with 429. */
	throttled = 0;

	private waitedBefore = 0;

	private waitingNow = 0;

	private waitingSince = 0;

	/** How long at least one request was waiting for the limit, in milliseconds. */
	get waitedMs(): number {
		const now = this.waitingNow > 0 ? performance.now() - this.waitingSince : 0;
		return Math.round(this.waitedBefore + now);
	}

	/** Counts the time of a wait. Waits at the same time count once. */
	async waiting(wait: () => Promise<void>): Promise<void> {
		if (this.waitingNow === 0) this.waitingSince = performance.now();
		this.waitingNow += 1;
		try {
			await wait();
		} finally {
			this.waitingNow -= 1;
			if (this.waitingNow === 0) this.waitedBefore += performance.now() - this.waitingSince;
		}
	}
}
