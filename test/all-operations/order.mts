import type { OperationExample } from '../../nodes/Paystand/examples/example.mts';

export interface ListedOperation {
	/** As the pickers name it, e.g. `Customer: Get Many`. */
	name: string;
	/** The values of the pickers. */
	resource: string;
	operation: string;
	example: OperationExample;
}

/**
 * Sorts operations so that each comes after those that its parameters name, and otherwise leaves them
 * as they are. The operations of a resource stay together where they can.
 * @throws Error when operations need each other in a circle, or one that does not exist
 */
export function inOrder(operations: ListedOperation[]): ListedOperation[] {
	const byName = new Map(operations.map((each) => [each.name, each]));
	const needs = new Map(operations.map((each) => [each, needsOf(each, byName)]));
	const done = new Set<ListedOperation>();
	const isReady = (each: ListedOperation, beside: ListedOperation[] = []) =>
		needs.get(each)!.every((need) => done.has(need) || beside.includes(need));

	const takeAway = operations.filter(({ example }) => example.runsLast);
	for (const group of [operations.filter((each) => !takeAway.includes(each)), takeAway]) {
		for (let left = group; left.length > 0; left = left.filter((each) => !done.has(each))) {
			const whole = byResource(left).find((own) => own.every((each) => isReady(each, own)));
			for (let own = whole ?? left; own.length > 0; own = own.filter((each) => !done.has(each))) {
				const next = own.find((each) => isReady(each));
				if (!next) throw new Error(`In a circle: ${own.map(({ name }) => name).join(', ')}`);
				done.add(next);
				if (!whole) break;
			}
		}
	}
	return [...done];
}

function byResource(operations: ListedOperation[]): ListedOperation[][] {
	return [...Map.groupBy(operations, ({ resource }) => resource).values()];
}

/** The operations whose nodes an operation's parameters name. */
function needsOf(
	{ name, example }: ListedOperation,
	byName: Map<string, ListedOperation>,
): ListedOperation[] {
	const named = JSON.stringify(example.parameters ?? {}).matchAll(/\$\('([^']+: [^']+)'\)/g);
	return [...named].map(([, needed]) => {
		const found = byName.get(needed!);
		if (!found) throw new Error(`${name} needs ${needed}, which is not an operation`);
		return found;
	});
}
