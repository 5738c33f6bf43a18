import { sleep } from 'n8n-workflow';
import type { INodeExecutionData } from 'n8n-workflow';

import type { Response } from './answer';

const POLL_MS = 20;

/**
 * A run of the workflow that is about to start, for one delivery or for several. n8n tells a trigger
 * nothing about the run it starts, but it answers the request: 2xx when the run was started (or has
 * finished, as 'Respond' says), 5xx when it was not or failed.
 */
export class Run {
	/** One for each delivery, in the order of their arrival. */
	readonly items: INodeExecutionData[] = [];

	/** Of the events it is started for. */
	readonly fingerprints: string[] = [];

	/** @param response of the delivery that n8n starts it for */
	constructor(readonly response: Response) {}

	add(fingerprint: string, item: INodeExecutionData): void {
		this.fingerprints.push(fingerprint);
		this.items.push(item);
	}

	/** Waits until n8n has answered, but not past a moment of `performance.now()`. */
	async untilAnswered(until: number): Promise<void> {
		while (!this.isAnswered && performance.now() < until) await sleep(POLL_MS);
	}

	get isAnswered(): boolean {
		return this.response.writableEnded;
	}

	get hasSucceeded(): boolean {
		return this.isAnswered && this.response.statusCode < 300;
	}
}
