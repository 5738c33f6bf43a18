import { NodeOperationError } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	NodeApiError,
} from 'n8n-workflow';

import { asNodeError, explain, refusalOf } from '../../../client/errors';
import { allowAtATime } from '../../../client/session';
import { Execution } from './execution';
import type { Operation, Output, Resource } from './operation';
import { requestsAtATime } from './options';
import { operationOf } from './registry';

type NodeFailure = NodeApiError | NodeOperationError;

/**
 * Runs the chosen operation for every input item: the only loop over items, and the only place
 * that knows of order, concurrency, "continue on fail" and item linking.
 *
 * @returns one output branch, in the order of the input
 * @throws {NodeApiError | NodeOperationError} what the first item in order could not do, unless the
 *   node is set to go on
 */
export async function run(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = this.getInputData();
	const atATime = requestsAtATime(this);
	allowAtATime(this, atATime);
	const execution = new Execution();
	const outputs: Array<INodeExecutionData[] | undefined> = items.map(() => undefined);
	const failures: Array<{ itemIndex: number; error: NodeFailure }> = [];
	let next = 0;

	const worker = async () => {
		while (
			failures.length === 0 &&
			next < items.length &&
			!this.getExecutionCancelSignal()?.aborted
		) {
			const itemIndex = next++;
			const result = await runItem.call(this, itemIndex, execution);
			if (Array.isArray(result)) outputs[itemIndex] = result;
			else failures.push({ itemIndex, error: result });
		}
	};
	const workers = Array.from({ length: Math.min(atATime, items.length) }, worker);
	// All of them, even after a failure: none may still be writing when the execution has ended.
	await Promise.all(workers);
	const [first] = failures.sort((a, b) => a.itemIndex - b.itemIndex);
	if (first) {
		const { itemIndex, error } = first;
		// Not earlier: what several items wait for fails for all of them with one and the same error.
		error.context.itemIndex = itemIndex;
		if (items.length > 1) {
			const done = outputs.filter((output) => output !== undefined).length;
			error.description = `${error.description ?? ''} ${done} of ${items.length} items had gone through when the run stopped.`;
		}
		throw error;
	}
	return [outputs.flatMap((output) => output ?? [])];
}

async function runItem(
	this: IExecuteFunctions,
	itemIndex: number,
	execution: Execution,
): Promise<INodeExecutionData[] | NodeFailure> {
	const resourceName = this.getNodeParameter('resource', itemIndex) as string;
	const operationName = this.getNodeParameter('operation', itemIndex) as string;
	const found = operationOf(resourceName, operationName);
	try {
		if (!found) {
			throw new NodeOperationError(
				this.getNode(),
				`'${resourceName}: ${operationName}' is no operation of Paystand`,
				{ description: "Choose 'Resource' and 'Operation' again from the lists." },
			);
		}
		const output = await found.operation.execute.call(this, itemIndex, execution);
		return linked(output, itemIndex);
	} catch (error) {
		const nodeError = worded(this, error, found);
		if (!this.continueOnFail()) return nodeError;
		const { message, description } = nodeError;
		// Without `error` on the item: with it, n8n would drop the input's fields from the error output.
		const json = { error: message, ...(description && { details: description }) };
		return [{ json, pairedItem: { item: itemIndex } }];
	}
}

function linked(output: Output, itemIndex: number): INodeExecutionData[] {
	const rows = Array.isArray(output) ? output : [output];
	return rows.map((row) => ({
		...(isItem(row) ? row : { json: row }),
		pairedItem: { item: itemIndex },
	}));
}

function isItem(row: IDataObject | INodeExecutionData): row is INodeExecutionData {
	return typeof row.json === 'object' && row.json !== null && 'binary' in row;
}

/** The caught error as n8n's, in the words of the screen. */
function worded(
	context: IExecuteFunctions,
	error: unknown,
	found?: { resource: Resource; operation: Operation },
): NodeFailure {
	const refusal = refusalOf(error);
	const nodeError = asNodeError(context.getNode(), error);
	if (refusal) {
		const { message, description } = explain(refusal, found?.resource.labels);
		nodeError.message = message;
		nodeError.description = description;
	}
	return nodeError;
}
