import { chain, trigger, TRIGGER, TRIGGER_TYPE, type NodePlan } from '../../harness/flow.mts';
import type { WorkflowJson } from '../../n8n/workflows.mts';

export const POLLING = 'Paystand Polling Trigger';
export const MERGED = 'Remove Duplicates';
export { TRIGGER };

/** What both triggers listen to. */
const events = ['payment', 'receivableTransaction', 'fee', 'refund'];

const removeDuplicates: NodePlan = {
	name: MERGED,
	type: 'n8n-nodes-base.removeDuplicates',
	typeVersion: 2,
	parameters: {
		operation: 'removeItemsSeenInPreviousExecutions',
		logic: 'removeItemsWithAlreadySeenKeyValues',
		dedupeValue: '={{ $json.changeKey }}',
		options: { historySize: 50_000 },
	},
};

function polling(startFrom: string): NodePlan {
	return {
		name: POLLING,
		type: TRIGGER_TYPE.replace(/Trigger$/, 'PollingTrigger'),
		parameters: { events, startFrom, pollTimes: { item: [{ mode: 'everyMinute' }] } },
		credentials: { paystandApi: { id: '', name: '' } },
	};
}

/**
 * A workflow that polls, and one node that lets each change through once.
 *
 * @param hasWebhook whether the webhook trigger leads to the same node
 */
export function pollingFlow(
	timezone: string,
	startFrom: string,
	hasWebhook: boolean,
): WorkflowJson {
	const flow = chain(timezone, polling(startFrom), removeDuplicates);
	const settings = { ...flow.settings, timezone };
	if (!hasWebhook) return { ...flow, settings };
	const options = { authenticity: 'none' };
	const hear = trigger({ events, registration: 'api', respond: 'onReceived', settings: options });
	const { nodes, connections } = chain(timezone, hear, removeDuplicates);
	return {
		...flow,
		settings,
		nodes: [...flow.nodes, nodes[0]!],
		connections: { ...flow.connections, ...connections },
	};
}
