/** The workflows of `examples/` in a real n8n, as a person imports and runs them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { N8nClient } from '../n8n/client.mts';
import type { SavedCredential } from '../n8n/credentials.mts';
import type { Execution } from '../n8n/executions.mts';
import type { Row } from '../n8n/tables.mts';
import type { WorkflowJson } from '../n8n/workflows.mts';

export const EXAMPLES = fileURLToPath(new URL('../examples', import.meta.url));

/** Where the examples look for files: n8n's own folder in its Docker image. */
const FOLDER_IN_EXAMPLES = '/home/node/.n8n-files';

/** A run of 2,466 invoices on two busy cores stays far below this. */
const MAX_RUN_SECONDS = 900;

/** An n8n to import the examples into. */
export interface Place {
	n8n: N8nClient;
	credential: SavedCredential;
	/** Credentials of other types, as for mail. */
	others?: SavedCredential[];
	/** The one folder that n8n's file nodes may read. */
	filesFolder: string;
}

/** Creates the ledger's data tables, where they are not there already. */
export async function createTables(place: Place): Promise<void> {
	await runToEnd(place, await importExample(place, 'create-tables.json'));
}

/**
 * Imports a file of `examples/` with this place's credential and its folder for files. Returns the
 * workflow's id.
 *
 * @param options.folder another folder than `examples/`
 * @param options.setUp what a person sets before the first run
 */
export async function importExample(
	place: Place,
	file: string,
	{ folder = EXAMPLES, setUp }: { folder?: string; setUp?: (workflow: WorkflowJson) => void } = {},
): Promise<string> {
	const text = await readFile(join(folder, file), 'utf8');
	const here = text.replaceAll(FOLDER_IN_EXAMPLES, place.filesFolder);
	const workflow = JSON.parse(here) as WorkflowJson;
	setUp?.(workflow);
	return (await place.n8n.workflows.create(workflow, [place.credential, ...(place.others ?? [])]))
		.id;
}

/** @throws Error naming the node, when the execution does not succeed */
export async function runToEnd({ n8n }: Place, workflowId: string): Promise<Execution> {
	const execution = await n8n.executions.run(workflowId, { seconds: MAX_RUN_SECONDS });
	if (execution.status === 'success') return execution;
	const { error } = execution.resultData;
	throw new Error(
		`Workflow ${workflowId} ended as ${execution.status} at "${error?.node?.name}": ${error?.message} ${error?.description ?? ''}`,
	);
}

/** All rows of a data table, by its name. */
export async function rowsOf({ n8n }: Place, name: string): Promise<Row[]> {
	const table = (await n8n.tables.list()).find((candidate) => candidate.name === name);
	if (!table) throw new Error(`n8n has no data table "${name}"`);
	return await n8n.tables.rows(table.id);
}
