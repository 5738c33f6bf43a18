import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { operationOf, propertiesOf, resources } from '../../nodes/Paystand/registry.ts';
import type { Resource } from '../../nodes/Paystand/item/operation.ts';
import type { OperationResult } from './harness/all-operations/case.mts';
import { runAllOperations } from './harness/all-operations/run.mts';
import { useEngine } from './harness/sandbox.mts';

interface Schema {
	type: string;
	properties?: Record<string, Schema>;
	items?: Schema;
}

const { outputSchemas } = createRequire(import.meta.url)('../../gulpfile.js') as {
	outputSchemas: (
		all: Resource[],
	) => Promise<Array<{ version: number; resource: string; operation: string; schema: Schema }>>;
};
const schemas = await outputSchemas(resources);
const all = resources.flatMap(({ value: resource, operations }) =>
	operations.flatMap(({ value: operation, columns }) =>
		// Those without Columns were run in the newer version.
		(columns ? [1, 2] : [2]).map((version) => [resource, operation, version] as const),
	),
);

const engine = useEngine();
let running: Promise<OperationResult[]> | undefined;
/** The runs of an operation, without those that Simplify was turned off for: schemas are of the others. */
async function itemsOf(resource: string, operation: string, version: number) {
	return (await (running ??= runAllOperations(engine)))
		.filter((each) => each.resource === resource && each.operation === operation)
		.filter(({ typeVersion }) => typeVersion === version)
		.filter(({ given }) => !('simplify' in given))
		.flatMap(({ items }) => items);
}

/** Whether the fields of its items are ours to choose; Paystand may add some to all others. */
const hasChosenFields = (resource: string, operation: string, version: number) => {
	const found = operationOf(resource, operation)!.operation;
	return propertiesOf(found).some(
		({ name, displayOptions }) =>
			name === 'simplify' && (version > 1 || !displayOptions?.show?.['@version']),
	);
};

/** Where values are of another type than the schema says; null is a value that is not there yet. */
function differences(value: unknown, schema: Schema | undefined, at = ''): string[] {
	if (value === null || value === undefined || !schema) return [];
	const type = Array.isArray(value) ? 'array' : typeof value;
	const wanted = schema.type === 'integer' ? 'number' : schema.type;
	if (type !== wanted) return [`${at} is ${type}, in the schema ${schema.type}`];
	if (Array.isArray(value)) {
		return value.flatMap((entry) => differences(entry, schema.items, `${at}[]`));
	}
	if (type !== 'object') return [];
	return Object.entries(value).flatMap(([name, entry]) =>
		differences(entry, schema.properties?.[name], `${at}.${name}`),
	);
}

test('each operation has a schema in each version, and each schema an operation', () => {
	const named = schemas.map(({ resource, operation, version }) => [resource, operation, version]);
	const wanted = resources.flatMap(({ value, operations }) =>
		operations.flatMap((each) => [1, 2].map((version) => [value, each.value, version])),
	);
	expect(named).toEqual(wanted);
});

describe('real items are what the schema says', () => {
	test.each(all)('%s: %s, version %i', async (resource, operation, version) => {
		const { schema } = schemas.find(
			(entry) =>
				entry.resource === resource && entry.operation === operation && entry.version === version,
		)!;
		const items = await itemsOf(resource, operation, version);
		expect(items).not.toEqual([]);
		expect([...new Set(items.flatMap((item) => differences(item, schema)))]).toEqual([]);

		const named = Object.keys(schema.properties ?? {});
		const fields = [...new Set(items.flatMap((item) => Object.keys(item)))];
		// A schema of other fields than the item's would pass otherwise.
		expect(fields.filter((field) => named.includes(field))).not.toEqual([]);
		if (hasChosenFields(resource, operation, version)) {
			// What changed unasked is told where that happens, which is seldom.
			const known = [...named, 'changedUnasked'];
			expect(fields.filter((field) => !known.includes(field))).toEqual([]);
		}
	});

	test('every field that simplified items can have is seen in one', async () => {
		const never: string[] = [];
		for (const { resource, operation, version, schema } of schemas) {
			if (version === 1 || !hasChosenFields(resource, operation, version)) continue;
			const items = await itemsOf(resource, operation, version);
			for (const name of Object.keys(schema.properties ?? {})) {
				if (!items.some((item) => name in item)) never.push(`${resource}.${operation}.${name}`);
			}
		}
		// The local Paystand gives no reason for a refund.
		expect(never).toEqual(['refund.get.reason', 'refund.getAll.reason']);
	});
});
