import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { N8nClient } from '../n8n/client.mts';
import type { SavedCredential } from '../n8n/credentials.mts';
import { type Execution, type Item, itemsOf } from '../n8n/executions.mts';
import type { Row } from '../n8n/tables.mts';
import type { WorkflowJson } from '../n8n/workflows.mts';
import { EXAMPLES } from './files.mts';
import { say } from './say.mts';

/** Where the examples look for files: n8n's own folder in its Docker image. */
const FOLDER_IN_EXAMPLES = '/home/node/.n8n-files';

/** A run of 2,466 invoices on two busy cores stays far below this. */
const LONGEST_RUN_SECONDS = 900;

export interface Workflows {
	push: string;
	cash: string;
	post: string;
}

/** An n8n to import the examples into. */
export interface Place {
	n8n: N8nClient;
	credential: SavedCredential;
	/** The one folder that n8n's file nodes may read. */
	filesFolder: string;
}

/** Imports the four examples, creates the ledger tables and switches the cash workflow on. */
export async function importWorkflows(place: Place): Promise<Workflows> {
	await createTables(place);
	const push = await importExample(place, 'erp-to-paystand.json');
	const cash = await importExample(place, 'cash-application.json');
	const post = await importExample(place, 'post-cash.json');
	await place.n8n.workflows.activate(cash);
	say('The example workflows are imported; cash application has registered itself with Paystand');
	return { push, cash, post };
}

/** Creates the ledger's three data tables, where they are not there already. */
export async function createTables(place: Place): Promise<void> {
	await runToEnd(place, await importExample(place, 'create-tables.json'));
}

/** Imports a file of `examples/` with this place's credential and folder. Returns the workflow's id. */
export async function importExample(place: Place, file: string): Promise<string> {
	const text = await readFile(join(EXAMPLES, file), 'utf8');
	const here = text.replaceAll(FOLDER_IN_EXAMPLES, place.filesFolder);
	const workflow = JSON.parse(here) as WorkflowJson;
	return (await place.n8n.workflows.create(workflow, [place.credential])).id;
}

/** @throws Error naming the node, when the execution does not succeed */
export async function runToEnd({ n8n }: Place, workflowId: string): Promise<Execution> {
	const seconds = LONGEST_RUN_SECONDS;
	const execution = await n8n.executions.run(workflowId, { seconds });
	if (execution.status === 'success') return execution;
	const { error } = execution.resultData;
	throw new Error(
		`Workflow ${workflowId} ended as ${execution.status} at "${error?.node?.name}": ${error?.message} ${error?.description ?? ''}`,
	);
}

/** Runs the export through n8n into Paystand. */
export async function push(place: Place, workflows: Workflows): Promise<void> {
	const execution = await runToEnd(place, workflows.push);
	const told = (node: string) => outcomes(itemsOf(execution, node));
	say(`  customers ${told('Create or Update Customers')}`);
	say(`  invoices  ${told('Create or Update Invoices')}`);
	say(`  PDFs      ${itemsOf(execution, 'Attach the PDF').length} attached`);
	say(`  to fix    ${itemsOf(execution, 'Say What to Fix').length} rows`);
}

/** As `25 created` or `24 unchanged, 1 updated`. */
function outcomes(items: Item[]): string {
	const counts = new Map<string, number>();
	for (const { json } of items) {
		const outcome = String(json.outcome);
		counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
	}
	return [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ') || '0';
}

/** Posts the cash journal to the invoices. Returns how many changed. */
export async function post(place: Place, workflows: Workflows): Promise<number> {
	const execution = await runToEnd(place, workflows.post);
	return itemsOf(execution, 'Add Up per Invoice').length;
}

/** All rows of a data table, by its name. */
export async function rowsOf({ n8n }: Place, name: string): Promise<Row[]> {
	const table = (await n8n.tables.list()).find((candidate) => candidate.name === name);
	if (!table) throw new Error(`n8n has no data table "${name}"`);
	return await n8n.tables.rows(table.id);
}
