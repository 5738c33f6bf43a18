import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { eventItem } from '../events/eventItem';
import { isChosen, isStatusChange, typeOf } from '../events/eventTypes';
import { Answer, ignored } from './answer';
import { confirm, taken } from './authenticity';
import { readEvent } from './body';
import { fingerprintOf } from './fingerprint';
import { isAllowedAddress, isSecret } from './guards';
import { MAX_COLLECT_MS } from './properties';
import { Run } from './run';
import { stateOf } from './triggerState';
import type { TriggerState } from './triggerState';

/** What the collection 'Options' holds; nothing in it is required. */
interface Options {
	allowedIps?: string;
	authenticity?: 'ask' | 'none';
	collectMs?: number;
	includeRawEvent?: boolean;
	sizeLimit?: number;
	skipOlder?: boolean;
	urlSecret?: string;
}

const SIZE_LIMIT_KB = 1024;
/**
 * How long a delivery whose run n8n starts for another one waits; Paystand waits 15 s
 * (docs/paystand-api.md#deliveries).
 */
const MAX_WAIT_MS = 12_000;

/**
 * Receives one delivery: guards, body, choice, repeats, Paystand's word, order; the cheap ones first.
 * Every way through it ends in an answer, and none of them is 404.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const until = performance.now() + MAX_WAIT_MS;
	const response = context.getResponseObject();
	const options = context.getNodeParameter('settings', {}) as Options;
	const barred = guard(context, options);
	if (barred) return barred.send(response);

	const claimed = await readEvent(context, (options.sizeLimit ?? SIZE_LIMIT_KB) * 1024);
	if (claimed instanceof Answer) return claimed.send(response);
	if (!isWanted(context, claimed)) return ignored('Not listened to').send(response);

	const state = stateOf(context);
	const examined = async () => await examine(context, options, claimed, state);
	const collectMs = collectMsOf(context, options);
	const wanted = await (collectMs > 0 ? state.collector.checked(examined) : examined());
	const outcome =
		wanted instanceof Answer ? wanted : await start(context, wanted, collectMs, state, until);
	if (outcome instanceof Run) return { workflowData: [outcome.items] };
	// Without a run n8n saves static data right away.
	if (state.memory.isUnsaved) state.memory.saveTo(context.getWorkflowStaticData('node'));
	return outcome.send(response);
}

/** An event that is to start a run. */
interface Wanted {
	fingerprint: string;
	item: INodeExecutionData;
}

async function examine(
	context: IWebhookFunctions,
	options: Options,
	claimed: IDataObject,
	state: TriggerState,
): Promise<Answer | Wanted> {
	const { memory } = state;
	const first = fingerprintOf(String(claimed.id), claimed);
	if (memory.knows(first)) return ignored('Known already');
	if (memory.hasEnded(first) && wasDelivered(context, claimed)) return ignored('Known already');

	const confirmed =
		options.authenticity === 'none' ? taken(claimed) : await confirm(context, claimed, state);
	if (confirmed instanceof Answer) return confirmed;
	const { event, key, time } = confirmed;
	if (memory.isForgotten(time)) return ignored('Older than seven days');
	// What was confirmed may be another state than the one that was claimed.
	if (!isWanted(context, event)) return ignored('Not listened to');
	if (options.skipOlder === true && isOutdated(event, state)) {
		return ignored('Older than a known state');
	}
	const onlyStatusChanges = context.getNodeParameter('onlyStatusChanges') !== false;
	const { includeRawEvent } = options;
	const item = { json: eventItem(event, { onlyStatusChanges, includeRawEvent }) };
	return { fingerprint: fingerprintOf(key, claimed), item };
}

/**
 * Starts a run for an event, alone or together with others.
 *
 * @param until how long another delivery's run may be waited for, by `performance.now()`
 * @returns the run, when it is this delivery that n8n is to start it for
 */
async function start(
	context: IWebhookFunctions,
	{ fingerprint, item }: Wanted,
	collectMs: number,
	{ collector, inFlight }: TriggerState,
	until: number,
): Promise<Answer | Run> {
	const response = context.getResponseObject();
	const run = await inFlight.claim(fingerprint, () => {
		if (collectMs > 0) return collector.join(response, fingerprint, item);
		const alone = new Run(response);
		alone.add(fingerprint, item);
		return alone;
	});
	if (run === 'done') return ignored('Known already');
	if (run === 'busy') return new Answer(503, 'Being worked on');
	if (run.response !== response) {
		await run.untilAnswered(until);
		return run.hasSucceeded
			? new Answer(200, 'Workflow was started')
			: new Answer(503, 'The workflow could not be started');
	}
	if (collectMs > 0) await collector.collect(run, collectMs);
	inFlight.handOver(context, run);
	return run;
}

/** A test run gets one event, and n8n ends it with that. */
function collectMsOf(context: IWebhookFunctions, { collectMs = 0 }: Options): number {
	const isPossible =
		context.getMode() !== 'manual' && context.getNodeParameter('respond') === 'onReceived';
	return isPossible ? Math.min(collectMs, MAX_COLLECT_MS) : 0;
}

function guard(context: IWebhookFunctions, options: Options): Answer | undefined {
	const { urlSecret, allowedIps } = options;
	if (allowedIps && !isAllowedAddress(context.getRequestObject().ip ?? '', allowedIps)) {
		return new Answer(403, 'This address is not allowed');
	}
	if (urlSecret && !isSecret((context.getQueryData() as IDataObject).secret, urlSecret)) {
		return new Answer(401, 'The secret in the URL is missing or wrong');
	}
	return undefined;
}

function isWanted(context: IWebhookFunctions, event: IDataObject): boolean {
	const type = typeOf(event.resource as IDataObject);
	return (
		isChosen(context.getNodeParameter('events') as string[], type) &&
		(context.getNodeParameter('onlyStatusChanges') === false || isStatusChange(event, type))
	);
}

function isOutdated(event: IDataObject, { memory }: TriggerState): boolean {
	const resource = event.resource as IDataObject;
	const time = resource.lastUpdated ?? event.created;
	return memory.isOutdated(typeOf(resource).kind, resource.id, time);
}

/**
 * Whether this trigger has answered the event with 2xx, as the envelope tells: it was sent with
 * success, and only to this URL. Asked only where n8n was ended before that could be noted.
 */
function wasDelivered(context: IWebhookFunctions, { sent, urls }: IDataObject): boolean {
	const [only, ...others] = Array.isArray(urls) ? urls.map(String) : [];
	const isOurs = only?.split('?')[0] === context.getNodeWebhookUrl('default');
	return sent === true && isOurs && others.length === 0;
}
