import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { confirm } from './authenticity';
import { Refused, isAllowedAddress, isSecret, readEvent } from './body';
import { isChosen, isStatusChange, typeOf } from './events';
import { itemOf } from './item';
import { memoryOf } from './memory';
import type { Memory } from './memory';
import { printOf } from './print';
import { handOver, turnOf } from './turns';

/** What the collection 'Options' holds; nothing in it is required. */
interface Options {
	allowedIps?: string;
	authenticity?: 'ask' | 'none';
	includeRawEvent?: boolean;
	sizeLimit?: number;
	skipOlder?: boolean;
	urlSecret?: string;
}

interface Answer {
	status: number;
	message: string;
}

interface Accepted {
	workflowData: INodeExecutionData[][];
}

const SIZE_LIMIT_KB = 1024;

/**
 * Receives one delivery: guards, body, choice, repeats, Paystand's word, order; the cheap ones first.
 * Every way through it ends in an answer, and none of them is 404.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const options = context.getNodeParameter('settings', {}) as Options;
	const barred = guard(context, options);
	if (barred) return answer(context, barred);

	const claimed = await readEvent(context, (options.sizeLimit ?? SIZE_LIMIT_KB) * 1024);
	if (claimed instanceof Refused) return answer(context, claimed);
	if (!isWanted(context, claimed)) return answer(context, ignored('Not listened to'));

	const memory = memoryOf(context);
	const outcome = await examine(context, options, claimed, memory);
	if ('workflowData' in outcome) return outcome;
	// Without a run n8n saves static data right away.
	if (memory.isUnsaved) memory.saveTo(context.getWorkflowStaticData('node'));
	return answer(context, outcome);
}

async function examine(
	context: IWebhookFunctions,
	options: Options,
	claimed: IDataObject,
	memory: Memory,
): Promise<Answer | Accepted> {
	const first = printOf(String(claimed.id), claimed);
	if (memory.knows(first)) return ignored('Known already');
	if (memory.hasEnded(first) && wasDelivered(context, claimed)) return ignored('Known already');

	const confirmed =
		options.authenticity === 'none'
			? { event: claimed, key: String(claimed.id), time: claimed.created ?? claimed.lastUpdated }
			: await confirm(context, claimed, memory);
	if (confirmed instanceof Refused) return confirmed;
	const { event, key, time } = confirmed;
	if (memory.isForgotten(time)) return ignored('Older than seven days');
	// What was confirmed may be another state than the one that was claimed.
	if (!isWanted(context, event)) return ignored('Not listened to');

	if (options.skipOlder === true) {
		const resource = event.resource as IDataObject;
		const time = resource.lastUpdated ?? event.created;
		if (memory.isOutdated(typeOf(resource).kind, resource.id, time)) {
			return ignored('Older than a known state');
		}
	}
	const print = printOf(key, claimed);
	const turn = await turnOf(context, memory, print);
	if (turn === 'done') return ignored('Known already');
	if (turn === 'busy') return new Refused(503, 'Being worked on');

	handOver(context, memory, print);
	return { workflowData: [[{ json: itemOf(event, options.includeRawEvent === true) }]] };
}

function guard(context: IWebhookFunctions, options: Options): Refused | undefined {
	const { urlSecret, allowedIps } = options;
	if (allowedIps && !isAllowedAddress(context.getRequestObject().ip ?? '', allowedIps)) {
		return new Refused(403, 'This address is not allowed');
	}
	if (urlSecret && !isSecret((context.getQueryData() as IDataObject).secret, urlSecret)) {
		return new Refused(401, 'The secret in the URL is missing or wrong');
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

/**
 * Whether this trigger has answered the event with 2xx, as the envelope tells: it was sent with
 * success, and only to this URL. Asked only where n8n was ended before that could be noted.
 */
function wasDelivered(context: IWebhookFunctions, { sent, urls }: IDataObject): boolean {
	const [only, ...others] = Array.isArray(urls) ? urls.map(String) : [];
	const isOurs = only?.split('?')[0] === context.getNodeWebhookUrl('default');
	return sent === true && isOurs && others.length === 0;
}

/** Answered with 200 and nothing started: there is no use in sending the event again. */
function ignored(message: string): Answer {
	return { status: 200, message };
}

function answer(context: IWebhookFunctions, { status, message }: Answer): IWebhookResponseData {
	context.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}
