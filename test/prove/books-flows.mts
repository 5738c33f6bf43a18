import { importExample, type Place, rowsOf, runToEnd } from '../../harness/examples.mts';
import { itemsOf } from '../../n8n/executions.mts';
import type { Row } from '../../n8n/tables.mts';
import type { WorkflowJson } from '../../n8n/workflows.mts';
import { TRIGGER_TYPE } from '../../harness/flow.mts';
import { log } from '../../harness/log.mts';

/** The workflows by their ids. */
export interface Flows {
	post: string;
	disputes: string;
	payouts: string;
	fees: string;
}

const TABLES = [
	...['ERP invoices', 'ERP cash journal', 'Paystand disputes', 'Paystand needs attention'],
	...['Paystand journal entries', 'Paystand merchant fees'],
];
/** So that the payouts of all of the run are looked at again. */
const DAYS_BACK = 60;

/** Imports the flows as they are in `examples/`, and publishes those that listen to Paystand. */
export async function importFlows(place: Place): Promise<Flows> {
	const cash = await importExample(place, 'cash-application.json', { setUp: collectEvents });
	const fees = await importExample(place, 'merchant-fees.json', { setUp: withoutWebhook });
	for (const id of [cash, fees]) await place.n8n.workflows.activate(id);
	return {
		post: await importExample(place, 'post-cash.json'),
		disputes: await importExample(place, 'disputes.json'),
		payouts: await importExample(place, 'payout-journal.json', {
			setUp({ nodes }) {
				const { parameters } = nodes.find(({ name }) => name === 'Your Choice')!;
				const { assignments } = parameters.assignments as { assignments: { value: number }[] };
				assignments[0]!.value = DAYS_BACK;
			},
		}),
		fees,
	};
}

/** As docs/trigger.md advises for many events at once: one run for those that arrive together. */
function collectEvents({ nodes }: WorkflowJson): void {
	const hear = nodes.find(({ type }) => type === TRIGGER_TYPE)!;
	hear.typeVersion = 2;
	Object.assign(hear.parameters, { respond: 'onReceived', settings: { collectMs: 250 } });
}

/** As its note says: whoever polls may delete the other trigger. Polled every minute, for the proof's sake. */
function withoutWebhook(workflow: WorkflowJson): void {
	workflow.nodes = workflow.nodes.filter(({ name }) => name !== 'Fee Is Final');
	delete workflow.connections['Fee Is Final'];
	const polling = workflow.nodes.find(({ name }) => name === 'Look for Final Fees')!;
	polling.parameters.pollTimes = { item: [{ mode: 'everyMinute' }] };
}

/** Works out disputes and returned debits. Returns how many rows are new or say something new. */
export async function workOut(place: Place, { disputes }: Flows): Promise<number> {
	const execution = await runToEnd(place, disputes);
	return ['Rows That Change', 'Entries That Change'].reduce(
		(sum, node) => sum + itemsOf(execution, node).length,
		0,
	);
}

/** Posts the cash journal to the invoices. Returns how many changed. */
export async function post(place: Place, flows: Flows): Promise<number> {
	return itemsOf(await runToEnd(place, flows.post), 'Add Up per Invoice').length;
}

/** What runs every night. Returns whether all of it went through. */
export async function runNightly(place: Place, flows: Flows): Promise<boolean> {
	let isThrough = true;
	for (const id of [flows.disputes, flows.post, flows.payouts, flows.fees]) {
		try {
			await runToEnd(place, id);
		} catch (error) {
			log(`  ${(error as Error).message}`);
			isThrough = false;
		}
	}
	return isThrough;
}

/** What the accountant is told, of disputes or of payouts. */
export async function attention(place: Place, of: 'dispute ' | 'payout '): Promise<Row[]> {
	const rows = await rowsOf(place, 'Paystand needs attention');
	return rows.filter(({ attentionKey }) => String(attentionKey).startsWith(of));
}

/** All tables, each row as a text; when n8n wrote a row does not count. */
export async function contentOf(place: Place): Promise<Record<string, string[]>> {
	const content: Record<string, string[]> = {};
	for (const table of TABLES)
		content[table] = (await rowsOf(place, table)).map(({ updatedAt: _, ...row }) =>
			JSON.stringify(row),
		);
	return content;
}
