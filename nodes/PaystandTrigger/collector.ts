import { sleep } from 'n8n-workflow';
import type { INodeExecutionData } from 'n8n-workflow';

import type { Response } from './answer';
import { Run } from './run';

/** Enough for a burst; a run with more items would keep its memory for long. */
const MAX_EVENTS = 200;
/** How long a run waits for events that arrived in time and are still being checked. */
const MAX_LAG_MS = 2_000;
const POLL_MS = 10;

/** Gathers deliveries that arrive together into one run. */
export class Collector {
	/** The run that takes further deliveries. */
	private open?: Run;

	/** Deliveries that are being checked. */
	private readonly arrivals = new Set<object>();

	/**
	 * Runs the check of a delivery that may join a run; one that has arrived in time is waited for. The
	 * caller joins, or does not, at once when it is done.
	 */
	async checked<T>(check: () => Promise<T>): Promise<T> {
		const arrival = {};
		this.arrivals.add(arrival);
		try {
			return await check();
		} finally {
			this.arrivals.delete(arrival);
		}
	}

	/** Adds a delivery to the run that is open, or to a new one that starts for it. */
	join(response: Response, fingerprint: string, item: INodeExecutionData): Run {
		if (!this.open || this.open.items.length >= MAX_EVENTS) this.open = new Run(response);
		this.open.add(fingerprint, item);
		return this.open;
	}

	/** Keeps a run open for a while, and for those who arrive in it. */
	async collect(run: Run, windowMs: number): Promise<void> {
		await sleep(windowMs);
		const inTime = [...this.arrivals];
		const until = performance.now() + MAX_LAG_MS;
		while (
			this.open === run &&
			performance.now() < until &&
			inTime.some((arrival) => this.arrivals.has(arrival))
		) {
			await sleep(POLL_MS);
		}
		if (this.open === run) this.open = undefined;
	}
}
