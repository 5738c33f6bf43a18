import { sleep } from 'n8n-workflow';
import type { IWebhookFunctions } from 'n8n-workflow';

import type { Memory } from './memory';
import { idPart } from './print';

type Response = ReturnType<IWebhookFunctions['getResponseObject']>;

/** By event, whatever its content. */
type Turns = Map<string, { print: string; response: Response }>;

/** How long a repeat waits for the first delivery's outcome; with the check it stays under 15 s. */
const WAIT_MS = 5_000;
const LOOK_MS = 50;

/**
 * Deliveries that were handed to the workflow and are not answered yet. n8n tells a trigger nothing
 * about the run it starts, but it answers the request: 2xx when the run was started (or has finished,
 * as 'Respond' says), 5xx when it was not or failed. So the answer decides whether the event is done
 * with, and a failed one may come again.
 */
const running = new WeakMap<Memory, Turns>();

/**
 * Lets deliveries of one event through one at a time.
 *
 * @returns `free` to go on, `done` when it need not, `busy` when the first one is taking long
 */
export async function turnOf(
	context: IWebhookFunctions,
	memory: Memory,
	print: string,
): Promise<'busy' | 'done' | 'free'> {
	const under: Turns = running.get(memory) ?? new Map();
	const event = idPart(print);
	running.set(memory, under);
	for (const until = performance.now() + WAIT_MS; ; await sleep(LOOK_MS)) {
		settle(memory, under);
		if (memory.knowsId(print)) return 'done';
		if (!under.has(event)) {
			// From here to the hand-over nothing waits, so no other delivery can slip in between.
			under.set(event, { print, response: context.getResponseObject() });
			return 'free';
		}
		if (performance.now() > until) return 'busy';
	}
}

/**
 * Notes that the event goes to the workflow, and sees to it that what is known gets saved.
 *
 * n8n saves static data right before it answers, but only if it was marked as changed, and starting
 * the run takes the mark away (`establishContextForPersistence` wraps the same object anew). So the
 * mark is set again once the run is under way. That n8n saves this delivery's copy also tells that
 * the run has been started, or has ended: an event is never noted before, since a kill in between
 * would lose it.
 */
export function handOver(context: IWebhookFunctions, memory: Memory, print: string): void {
	const under = running.get(memory) as Turns;
	context.getResponseObject().once('close', () => settle(memory, under));
	const saved = context.getWorkflowStaticData('node');
	const isAnsweredAtStart = context.getNodeParameter('respond') === 'onReceived';
	void sleep(0).then(() =>
		memory.saveTo(saved, () => {
			if (isAnsweredAtStart) memory.add(print);
			else memory.addEnded(print);
		}),
	);
}

/** Moves what n8n has answered out of the way: a 2xx means done with. */
function settle(memory: Memory, under: Turns): void {
	for (const [event, { print, response }] of under) {
		if (!response.writableEnded) continue;
		under.delete(event);
		if (response.statusCode < 300) memory.add(print);
		else memory.forget(print);
	}
}
