import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Execution, itemsOf } from '../n8n/executions.mts';
import type { Row } from '../n8n/tables.mts';
import type { WorkflowJson } from '../n8n/workflows.mts';
import { EXAMPLES } from './files.mts';
import { say } from './say.mts';
import type { DemoWorld } from './world.mts';

/** Where the examples look for files: n8n's own folder in its Docker image. */
const FOLDER_IN_EXAMPLES = '/home/node/.n8n-files';

/** A run of 2,466 invoices on two busy cores stays far below this. */
const LONGEST_RUN_SECONDS = 900;

export interface Workflows {
	push: string;
	cash: string;
	post: string;
}

/** Imports the four examples, creates the ledger tables and switches the cash workflow on. */
export async function importWorkflows(world: DemoWorld): Promise<Workflows> {
	const load = async (file: string) => {
		const text = await readFile(join(EXAMPLES, file), 'utf8');
		const here = text.replaceAll(FOLDER_IN_EXAMPLES, world.n8n.filesFolder);
		const workflow = JSON.parse(here) as WorkflowJson;
		return (await world.n8n.workflows.create(workflow, [world.credential])).id;
	};
	await runToEnd(world, await load('create-tables.json'));
	const push = await load('erp-to-paystand.json');
	const cash = await load('cash-application.json');
	const post = await load('post-cash.json');
	await world.n8n.workflows.activate(cash);
	say('The example workflows are imported; cash application has registered itself with Paystand');
	return { push, cash, post };
}

/** @throws Error naming the node, when the execution does not succeed */
export async function runToEnd(world: DemoWorld, workflowId: string): Promise<Execution> {
	const seconds = LONGEST_RUN_SECONDS;
	const execution = await world.n8n.executions.run(workflowId, { seconds });
	if (execution.status === 'success') return execution;
	const { error } = execution.resultData;
	throw new Error(
		`Workflow ${workflowId} ended as ${execution.status} at "${error?.node?.name}": ${error?.message} ${error?.description ?? ''}`,
	);
}

/** Runs the export through n8n into Paystand. */
export async function push(world: DemoWorld, workflows: Workflows): Promise<void> {
	const execution = await runToEnd(world, workflows.push);
	const count = (node: string, output = 0) => itemsOf(execution, node, output).length;
	say(
		`  ${count('Create or Update Customers')} customers, ${count('Create or Update Invoices')} invoices, ${count('Attach the PDF')} PDFs went up; ${count('Say What to Fix')} rows to fix`,
	);
}

/** Posts the cash journal to the invoices. Returns how many changed. */
export async function post(world: DemoWorld, workflows: Workflows): Promise<number> {
	const execution = await runToEnd(world, workflows.post);
	return itemsOf(execution, 'Add Up per Invoice').length;
}

/** All rows of a data table, by its name. */
export async function rowsOf(world: DemoWorld, name: string): Promise<Row[]> {
	const table = (await world.n8n.tables.list()).find((candidate) => candidate.name === name);
	if (!table) throw new Error(`n8n has no data table "${name}"`);
	return await world.n8n.tables.rows(table.id);
}
