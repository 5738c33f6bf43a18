import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { ExampleCase } from '../../../../nodes/Paystand/examples/example.mts';
import { operationOf } from '../../../../nodes/Paystand/registry.ts';
import type { JournalEntry } from '../../../../sandbox/journal.mts';
import { listOperations } from '../../../all-operations/examples.mts';
import type { Engine } from '../sandbox.mts';
import { PDF, type Account } from './account.mts';

/** A case of an operation's example. */
export interface OperationCase {
	resource: string;
	operation: string;
	parameters: (account: Account) => INodeParameters;
	/** The run needs a file on its item. */
	file?: Buffer;
}

/** One run of an operation: a case, or its node in the example flow. */
export interface OperationResult {
	/** In the example flow: the name of the node. */
	name?: string;
	resource: string;
	operation: string;
	typeVersion: number;
	/** What was filled in. */
	given: INodeParameters;
	items: IDataObject[];
	/** What arrived at Paystand, tokens apart. */
	requests: JournalEntry[];
}

const made = (one: ExampleCase) => (typeof one === 'function' ? one : () => one);

/** Every case of every example, in an order in which each finds what it needs. */
export const CASES: OperationCase[] = (await listOperations()).flatMap(
	({ resource, operation, example: { cases = [], file } }) =>
		cases.map((one) => ({
			...{ resource, operation, parameters: made(one) },
			...(file && { file: PDF }),
		})),
);

/** The version of the node that has such parameters: only the newer one has Columns. */
export function versionOf(resource: string, operation: string, given: INodeParameters): number {
	const isMapped = operationOf(resource, operation)!.operation.columns !== undefined;
	return isMapped && !('columns' in given) ? 1 : 2;
}

/** @throws when the operation is refused */
export async function runCase(
	engine: Engine,
	account: Account,
	{ resource, operation, parameters, file }: OperationCase,
): Promise<OperationResult> {
	const given = parameters(account);
	const files = file && { data: { name: 'invoice.pdf', type: 'application/pdf', data: file } };
	const typeVersion = versionOf(resource, operation, given);
	const { json, requests, error } = await engine.run({
		resource,
		operation,
		typeVersion,
		parameters: given,
		items: [{ json: {}, ...(files && { files }) }],
	});
	if (error) throw new Error(`${resource}: ${operation}: ${error.message}. ${error.description}`);
	return { resource, operation, typeVersion, given, items: json, requests };
}
