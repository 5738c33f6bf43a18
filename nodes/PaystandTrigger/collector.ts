import { sleep } from 'n8n-workflow';
import type { INodeExecutionData } from 'n8n-workflow';

import type { Response } from './answer';
import { Run } from './run';

/** Enough for a burst; a run with more items would keep its memory for long. */
const MAX_EVENTS = 200;

/** Gathers deliveries that arrive together into one run. */
export class Collector {
	/** The run that takes further deliveries. */
	private open?: Run;

	/** Adds a delivery to the run that is open, or to a new one that starts for it. */
	join(response: Response, fingerprint: string, item: INodeExecutionData): Run {
		if (!this.open || this.open.items.length >= MAX_EVENTS) this.open = new Run(response);
		this.open.add(fingerprint, item);
		return this.open;
	}

	/** Keeps a run open for a while. */
	async collect(run: Run, windowMs: number): Promise<void> {
		await sleep(windowMs);
		if (this.open === run) this.open = undefined;
	}
}
