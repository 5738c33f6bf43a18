import { NodeHelpers } from 'n8n-workflow';
import type { ILoadOptionsFunctions, INode, INodeParameters } from 'n8n-workflow';
import { describe, expect, test } from 'vitest';
import { OTHER_NAMES } from '../../../nodes/Paystand/item/columnNames.ts';
import { plainName } from '../../../nodes/Paystand/item/column.ts';
import { Paystand } from '../../../nodes/Paystand/Paystand.node.ts';
import { resources } from '../../../nodes/Paystand/registry.ts';

const { description, methods } = new Paystand();
const mapped = resources.flatMap(({ value: resource, operations }) =>
	operations.flatMap((operation) =>
		operation.columns
			? [{ resource, operation: operation.value, set: operation.columns, fields: operation }]
			: [],
	),
);

/** The columns as the form of n8n is told them. */
async function shownFor(resource: string, operation: string) {
	const chosen: Record<string, string> = { resource, operation };
	const context = { getCurrentNodeParameter: (name: string) => chosen[name] };
	const { getColumns } = methods.resourceMapping;
	return (await getColumns.call(context as unknown as ILoadOptionsFunctions)).fields;
}

test('nine writes have Columns', () => {
	expect(mapped.map(({ resource, operation }) => `${resource}: ${operation}`)).toEqual(
		['creditMemo', 'customer', 'receivable'].flatMap((resource) =>
			['create', 'upsert', 'update'].map((operation) => `${resource}: ${operation}`),
		),
	);
});

describe.each(mapped)('the columns of $resource: $operation', ({ resource, operation, set }) => {
	const { columns, labels, mode } = set;

	test('are shown by their labels, texts where n8n would read by rules of its own', async () => {
		const fields = await shownFor(resource, operation);
		expect(fields.map(({ id }) => id)).toEqual(columns.map(({ label }) => label));
		expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length);
		expect(fields.map(({ type }) => type)).not.toContain('number');
		expect(fields.map(({ type }) => type)).not.toContain('dateTime');
		for (const { type, options } of fields) expect(options !== undefined).toBe(type === 'options');
	});

	test('have no name that stands for two of them', () => {
		const owners = new Map<string, Set<string>>();
		for (const { name, label } of columns) {
			const stored = Object.keys(labels).filter((key) => labels[key] === label);
			for (const each of [label, name, ...stored, ...(OTHER_NAMES[name] ?? [])]) {
				const plain = plainName(each);
				owners.set(plain, (owners.get(plain) ?? new Set()).add(name));
			}
		}
		expect([...owners].filter(([, names]) => names.size > 1)).toEqual([]);
	});

	test('match on the key of the ERP, unless told otherwise', async () => {
		const fields = await shownFor(resource, operation);
		const keys = fields.filter(({ canBeUsedToMatch }) => canBeUsedToMatch);
		expect(keys[0]).toMatchObject({ id: expect.stringMatching(/^ERP .*ID$/), defaultMatch: true });
		expect(keys.slice(1).map(({ id }) => id)).toEqual(mode === 'update' ? ['Paystand ID'] : []);
		expect(fields.filter(({ defaultMatch }) => defaultMatch)).toHaveLength(1);
	});

	test('ask for nothing and fill in nothing when only some are to be changed', async () => {
		const fields = await shownFor(resource, operation);
		const isUpdate = mode === 'update';
		expect(fields.some(({ required }) => required)).toBe(!isUpdate);
		const filled = fields.filter(({ defaultValue }) => defaultValue !== undefined);
		if (isUpdate) expect(filled).toEqual([]);
		else if (resource === 'receivable') expect(filled[0]).toMatchObject({ defaultValue: 'USD' });
	});
});

test('other operations have none', async () => {
	expect(await shownFor('receivable', 'sync')).toEqual([]);
	expect(await shownFor('nothing', 'getAll')).toEqual([]);
});

test('every other name belongs to a column', () => {
	const names = mapped.flatMap(({ set }) => set.columns.map(({ name }) => name));
	expect(Object.keys(OTHER_NAMES).filter((name) => !names.includes(name))).toEqual([]);
});

describe('the form', () => {
	const nodeOf = (typeVersion: number, parameters: INodeParameters) =>
		({ typeVersion, parameters, credentials: {}, type: 'paystand', name: 'Paystand' }) as INode;
	const shownNames = (typeVersion: number, parameters: INodeParameters) =>
		description.properties
			.filter((property) =>
				NodeHelpers.displayParameter(
					parameters,
					property,
					nodeOf(typeVersion, parameters),
					description,
				),
			)
			.map(({ name }) => name)
			.filter((name) => !['resource', 'operation', 'options'].includes(name));

	test('has the fields of its version', () => {
		const create = { resource: 'customer', operation: 'create' };
		expect(shownNames(1, create)).toEqual([
			...['extCustomerId', 'customerName', 'email', 'additionalFields'],
		]);
		expect(shownNames(2, create)).toEqual(['columns', 'simplify']);
		const upsert = { resource: 'receivable', operation: 'upsert' };
		expect(shownNames(2, upsert)).toEqual(['columns', 'overwriteBalance', 'simplify']);
		expect(shownNames(1, upsert)).not.toContain('columns');
		const cancel = { resource: 'receivable', operation: 'cancel' };
		expect(shownNames(1, cancel)).toEqual(['receivable']);
		expect(shownNames(2, cancel)).toEqual(['receivable', 'simplify']);
		const sync = { resource: 'receivable', operation: 'sync' };
		expect(shownNames(2, sync)).toEqual(shownNames(1, sync));
	});

	test('says before a run which required column of a new record is not mapped', async () => {
		const schema = await shownFor('customer', 'create');
		const issues = (mappingMode: string, value: INodeParameters | null) => {
			const columns = { mappingMode, value, schema, matchingColumns: [] };
			const parameters = { resource: 'customer', operation: 'create', columns } as never;
			const node = nodeOf(2, parameters);
			return NodeHelpers.getNodeParametersIssues(description.properties, node, description)
				?.parameters;
		};
		const given = { 'ERP Customer ID': '={{ $json.id }}', 'Customer Name': 'Acme' };
		expect(issues('defineBelow', given)).toMatchObject({
			'columns.Email': ['Column "Email" is required'],
		});
		expect(issues('autoMapInputData', null)).toBeUndefined();
	});

	test('n8n takes amounts and days of every format', async () => {
		const schema = await shownFor('receivable', 'create');
		const value = Object.fromEntries(schema.map(({ id }) => [id, 'x']));
		Object.assign(value, {
			...{ 'Total Amount': '1.250,00', 'Posting Date': '20.11.2026', 'Due Date': '12/5/2026' },
			...{ Currency: 'USD', Status: 'active', 'Extra Fields (JSON)': '{"memo": "x"}' },
		});
		const columns = { mappingMode: 'defineBelow', value, schema, matchingColumns: [] };
		const parameters = { resource: 'receivable', operation: 'create', columns } as never;
		const node = nodeOf(2, parameters);
		expect(
			NodeHelpers.getNodeParametersIssues(description.properties, node, description),
		).toBeNull();
	});
});
