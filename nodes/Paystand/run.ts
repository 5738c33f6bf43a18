import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';

import { PaystandError, refusalOf, toNodeError } from '../../client/errors';
import { inColumns } from './item/columns';
import { Execution } from './item/execution';
import { unusedHint } from './item/headers';
import { Item } from './item/item';
import { only } from './item/kind';
import { PartialError } from './item/partialError';
import type { Operation, Output, Resource } from './item/operation';
import { formatsOf, maxConcurrencyOf } from './options';
import { operationOf } from './registry';
import { summaryOf } from './summary';

type NodeFailure = NodeApiError | NodeOperationError;

/**
 * Runs the chosen operation for every input item: the only loop over items, and the only place
 * that knows of order, concurrency, "continue on fail" and item linking, and where errors get the
 * words of the screen.
 *
 * @returns one output branch, in the order of the input
 * @throws {NodeApiError | NodeOperationError} what the first item in order could not do, unless the
 *   node is set to go on
 */
export async function run(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = this.getInputData();
	const maxConcurrency = maxConcurrencyOf(this);
	const execution = new Execution(this, maxConcurrency, formatsOf(this));
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
			const result = await runItem(new Item(execution, itemIndex));
			if (Array.isArray(result)) outputs[itemIndex] = result;
			else failures.push({ itemIndex, error: result });
		}
	};
	const workers = Array.from({ length: Math.min(maxConcurrency, items.length) }, worker);
	// All of them, even after a failure: none may still be writing when the execution has ended.
	await Promise.all(workers);
	const [first] = failures.sort((a, b) => a.itemIndex - b.itemIndex);
	if (first) {
		const { itemIndex, error } = first;
		// Not earlier: several items may wait for what failed, and fail with one and the same error.
		error.context.itemIndex = itemIndex;
		if (items.length > 1) {
			const done = outputs.filter((output) => output !== undefined).length;
			error.description = `${error.description ?? ''} ${done} of ${items.length} items had gone through when the run stopped.`;
		}
		throw error;
	}
	const results = outputs.flatMap((output) => output ?? []);
	const message = summaryOf(results, execution.client.limits());
	if (message) this.addExecutionHints({ message, type: 'info', location: 'outputPane' });
	const { unusedColumns } = execution;
	if (unusedColumns.length > 0) {
		const unused = unusedHint(unusedColumns);
		this.addExecutionHints({ message: unused, type: 'warning', location: 'outputPane' });
	}
	return [results];
}

async function runItem(item: Item): Promise<INodeExecutionData[] | NodeFailure> {
	const resourceName = item.value('resource') as string;
	const operationName = item.value('operation') as string;
	const found = operationOf(resourceName, operationName);
	try {
		if (!found) {
			throw new PaystandError(
				`'${resourceName}: ${operationName}' is not a Paystand operation`,
				"Choose 'Resource' and 'Operation' again from the lists.",
			);
		}
		const fields = item.selectedFields;
		const output = await found.operation.execute(item);
		const { writes } = found.operation;
		const shown = writes ? item.written(output as IDataObject, writes) : output;
		return linked(shown, item.index, fields);
	} catch (error) {
		const { context } = item.execution;
		const nodeError = toNodeError(context.getNode(), error, wordsFor(item, error, found));
		if (!context.continueOnFail()) return nodeError;
		const { message, description } = nodeError;
		// Without `error` on the item: with it, n8n would drop the input's fields from the error output.
		const json = { error: message, ...(description && { details: description }) };
		// An item with more fields than these two is no failure to n8n, and not sent to the error output.
		if (error instanceof PartialError && context.getNode().onError !== 'continueErrorOutput') {
			return [{ json: { ...error.output, ...json }, pairedItem: { item: item.index } }];
		}
		return [{ json, pairedItem: { item: item.index } }];
	}
}

/** What the screen calls things, and what the operation knows to do about a refusal. */
function wordsFor(
	item: Item,
	error: unknown,
	found?: { resource: Resource; operation: Operation },
): { labels?: Resource['labels']; hint?: string } {
	const refusal = refusalOf(error);
	return {
		labels: item.labels ?? found?.resource.labels,
		hint: refusal && found?.operation.hint?.(refusal, item),
	};
}

function linked(output: Output, itemIndex: number, fields?: string[]): INodeExecutionData[] {
	const rows = Array.isArray(output) ? output : [output];
	return rows.map((row) => {
		const json = isItem(row) ? row.json : row;
		return {
			...(isItem(row) ? row : {}),
			json: inColumns(fields ? only(json, fields) : json),
			pairedItem: { item: itemIndex },
		};
	});
}

function isItem(row: IDataObject | INodeExecutionData): row is INodeExecutionData {
	return typeof row.json === 'object' && row.json !== null && 'binary' in row;
}
