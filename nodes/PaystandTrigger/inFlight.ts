import { sleep } from 'n8n-workflow';
import type { IWebhookFunctions } from 'n8n-workflow';

import { idPart } from './fingerprint';
import type { Memory } from './memory';
import type { Run } from './run';

/** How long a delivery waits for another one's outcome; with the check it stays under 15 s. */
const WAIT_MS = 5_000;
const POLL_MS = 20;

/**
 * Deliveries that were handed to the workflow and are not answered yet. The answer decides whether an
 * event is done with, and a failed one may come again.
 */
export class InFlight {
	/** By event, whatever its content. */
	private readonly runs = new Map<string, { fingerprint: string; run: Run }>();

	constructor(private readonly memory: Memory) {}

	/**
	 * Lets deliveries of one event through one at a time.
	 *
	 * @param join gives the run that the event is to start; called at most once
	 * @returns that run, `done` when the event is done with, `busy` when another delivery takes long
	 */
	async claim(fingerprint: string, join: () => Run): Promise<Run | 'busy' | 'done'> {
		const event = idPart(fingerprint);
		for (const until = performance.now() + WAIT_MS; ; await sleep(POLL_MS)) {
			this.settle();
			if (this.memory.knowsId(fingerprint)) return 'done';
			if (!this.runs.has(event)) {
				// Nothing waits between the two, so no other delivery can slip in.
				const run = join();
				this.runs.set(event, { fingerprint, run });
				return run;
			}
			if (performance.now() > until) return 'busy';
		}
	}

	/**
	 * Notes that a run goes to n8n, and sees to it that what is known gets saved.
	 *
	 * n8n saves static data right before it answers, but only if it was marked as changed, and starting
	 * the run takes the mark away (`establishContextForPersistence` wraps the same object anew). So the
	 * mark is set again once the run is under way. That n8n saves this delivery's copy also tells that
	 * the run has been started, or has ended: an event is never noted before, since a kill in between
	 * would lose it.
	 */
	handOver(context: IWebhookFunctions, run: Run): void {
		run.response.once('close', () => this.settle());
		const saved = context.getWorkflowStaticData('node');
		const isAnsweredAtStart = context.getNodeParameter('respond') === 'onReceived';
		void sleep(0).then(() =>
			this.memory.saveTo(saved, () => {
				for (const fingerprint of run.fingerprints) {
					if (isAnsweredAtStart) this.memory.add(fingerprint);
					else this.memory.addEnded(fingerprint);
				}
			}),
		);
	}

	/** Moves what n8n has answered out of the way: a 2xx means done with. */
	private settle(): void {
		for (const [event, { fingerprint, run }] of this.runs) {
			if (!run.isAnswered) continue;
			this.runs.delete(event);
			if (run.hasSucceeded) this.memory.add(fingerprint);
			else this.memory.forget(fingerprint);
		}
	}
}
