import { chain, items, PAYSTAND, paystand, START } from '../../harness/flow.mts';
import type { HarnessWorld } from '../../harness/world.mts';
import type { Execution, Item } from '../../n8n/executions.mts';
import { itemsOf } from '../../n8n/executions.mts';

const MAX_RUN_SECONDS = 3_600;

/** An operation of our node as a person sets it up. */
export interface OperationPlan {
	resource: string;
	operation: string;
	/** Expressions read the item, e.g. `={{ $json.amount }}`. */
	parameters: Record<string, unknown>;
}

/** What the node says about one item. */
export interface Said {
	/** What came out for it; none after an error. */
	rows: Array<Record<string, unknown>>;
	/** The message and its description, in one. */
	error?: string;
}

/** A file that an item brings along, as `data`. */
export interface FilePlan {
	fileName: string;
	text: string;
}

/**
 * Runs an operation over items in n8n, with "On Error: Continue".
 *
 * @param list the items' JSON; `file` becomes a PDF in binary `data`
 * @returns what the node says, item by item
 */
export async function runItems(
	{ n8n, credential }: HarnessWorld,
	{ resource, operation, parameters }: OperationPlan,
	list: Array<object & { file?: FilePlan }>,
): Promise<Said[]> {
	const plan = chain(
		`${resource} ${operation}`,
		START,
		items(codeOf(list)),
		paystand(resource, operation, parameters),
	);
	const { id } = await n8n.workflows.create(plan, [credential]);
	const execution = await n8n.executions.run(id, { seconds: MAX_RUN_SECONDS });
	if (execution.status !== 'success') {
		const { error } = execution.resultData;
		throw new Error(`${resource} ${operation} ended as ${execution.status}: ${error?.message}`);
	}
	const said = saidOf(execution, list.length);
	await n8n.workflows.delete(id);
	return said;
}

/** What our node says in an execution about each of its items, in their order. */
export function saidOf(execution: Execution, length: number): Said[] {
	const said = Array.from({ length }, (): Said => ({ rows: [] }));
	for (const item of itemsOf(execution, PAYSTAND)) note(said[indexOf(item)]!, item);
	return said;
}

function note(said: Said, { json }: Item): void {
	if (typeof json.error === 'string') said.error = `${json.error} ${String(json.details ?? '')}`;
	else said.rows.push(json);
}

function indexOf({ pairedItem }: Item): number {
	return (pairedItem as { item: number }).item;
}

/** The body of a Code node that makes these items; `file` becomes a PDF in binary `data`. */
export function codeOf(items: object[]): string {
	return `
const items = JSON.parse(${JSON.stringify(JSON.stringify(items))});
return items.map(({ file, ...json }) => ({
	json,
	...(file && {
		binary: {
			data: {
				data: Buffer.from('%PDF-1.7 ' + file.text).toString('base64'),
				fileName: file.fileName,
				mimeType: 'application/pdf',
			},
		},
	}),
}));`;
}
