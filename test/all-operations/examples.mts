/** The operations of the node, each with the example that lies beside it. */
import { readdir } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { OperationExample } from '../../nodes/Paystand/examples/example.mts';
import type { Operation } from '../../nodes/Paystand/item/operation.ts';
import { resources } from '../../nodes/Paystand/registry.ts';
import { inOrder, type ListedOperation } from './order.mts';

const ACTIONS = resolve(import.meta.dirname, '../../nodes/Paystand/actions');
const SUFFIX = '.example.mts';

/** An operation with nothing to fill in needs no example. */
const NO_EXAMPLE: OperationExample = { mayBeRefused: true };

/**
 * All operations in an order in which each finds what it needs.
 * @throws Error when a file `*.example.mts` belongs to no operation of the node
 */
export async function listOperations(): Promise<ListedOperation[]> {
	const examples = await readExamples();
	return inOrder(
		resources.flatMap((resource) =>
			resource.operations.map((operation) => ({
				name: `${resource.name}: ${operation.name}`,
				resource: resource.value,
				operation: operation.value,
				example: examples.get(operation) ?? NO_EXAMPLE,
			})),
		),
	);
}

async function readExamples(): Promise<Map<Operation, OperationExample>> {
	const all = new Set(resources.flatMap(({ operations }) => operations));
	const files = await readdir(ACTIONS, { recursive: true });
	const read = files
		.filter((file) => file.endsWith(SUFFIX))
		.map(async (file) => {
			const path = resolve(ACTIONS, file);
			const { example } = (await import(path)) as { example: OperationExample };
			const beside = (await import(path.replace(SUFFIX, '.operation.ts'))) as object;
			const operation = Object.values(beside).find((value) => all.has(value));
			if (!operation) throw new Error(`${basename(file)}: its operation is not in index.ts`);
			return [operation, example] as const;
		});
	return new Map(await Promise.all(read));
}
