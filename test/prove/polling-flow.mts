import { chain, trigger, TRIGGER, TRIGGER_TYPE, type NodePlan } from '../../harness/flow.mts';
import type { TableColumn } from '../../n8n/tables.mts';
import type { WorkflowJson } from '../../n8n/workflows.mts';

export const POLLING = 'Paystand Polling Trigger';
export { TRIGGER };

/** Where the flows write: one row for each change that a workflow has seen. */
export const CHANGES: { name: string; columns: TableColumn[] } = {
	name: 'Changes',
	columns: [
		{ name: 'workflow', type: 'string' },
		{ name: 'changeKey', type: 'string' },
	],
};
const VALUES: Record<string, string> = {
	workflow: '={{ $workflow.id }}',
	changeKey: '={{ $json.changeKey }}',
};

/** What both triggers listen to. */
const events = ['payment', 'receivableTransaction', 'fee', 'refund'];

/**
 * Writes each change into a row of its own. By a key and not by n8n's Remove Duplicates, which notes a
 * key before the change is worked on, and lets it through twice when two runs ask at one moment.
 */
const write: NodePlan = {
	name: 'Write the Change',
	type: 'n8n-nodes-base.dataTable',
	typeVersion: 1.1,
	parameters: {
		resource: 'row',
		operation: 'upsert',
		dataTableId: { __rl: true, mode: 'name', value: CHANGES.name },
		matchType: 'allConditions',
		filters: {
			conditions: CHANGES.columns.map(({ name }) => ({
				...{ keyName: name, condition: 'eq', keyValue: VALUES[name] },
			})),
		},
		columns: { mappingMode: 'defineBelow', value: VALUES, schema: CHANGES.columns.map(schemaOf) },
	},
};

function schemaOf({ name }: TableColumn) {
	return { id: name, displayName: name, type: 'string', display: true, canBeUsedToMatch: true };
}

function polling(startFrom: string): NodePlan {
	return {
		name: POLLING,
		type: TRIGGER_TYPE.replace(/Trigger$/, 'PollingTrigger'),
		parameters: { events, startFrom, pollTimes: { item: [{ mode: 'everyMinute' }] } },
		credentials: { paystandApi: { id: '', name: '' } },
	};
}

/**
 * A workflow that polls, and one node that writes each change once.
 *
 * @param hasWebhook whether the webhook trigger leads to the same node too
 */
export function pollingFlow(
	timezone: string,
	startFrom: string,
	hasWebhook: boolean,
): WorkflowJson {
	const flow = chain(timezone, polling(startFrom), write);
	const settings = { ...flow.settings, timezone };
	if (!hasWebhook) return { ...flow, settings };
	const options = { authenticity: 'none' };
	const hear = trigger({ events, registration: 'api', respond: 'onReceived', settings: options });
	const { nodes, connections } = chain(timezone, hear, write);
	return {
		...flow,
		settings,
		nodes: [...flow.nodes, nodes[0]!],
		connections: { ...flow.connections, ...connections },
	};
}
