import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { describe, expect, test } from 'vitest';
import { properties, propertiesOf, resources } from '../../../nodes/Paystand/registry.ts';
import { Paystand } from '../../../nodes/Paystand/Paystand.node.ts';

const NODE = resolve(import.meta.dirname, '../../../nodes/Paystand');
const all = properties();
const operations = resources.flatMap((resource) =>
	resource.operations.map((operation) => ({
		id: `${resource.value}: ${operation.value}`,
		resource,
		operation,
		fields: all.filter(
			({ displayOptions }) =>
				displayOptions?.show?.resource?.includes(resource.value) &&
				displayOptions.show.operation?.includes(operation.value),
		),
	})),
);

/** A property with all that it holds, down to the options of its collections. */
function inside(property: INodeProperties): INodeProperties[] {
	const held = (property.options ?? []).flatMap((option) => {
		if ('type' in option) return inside(option);
		if ('values' in option) return (option as INodePropertyCollection).values.flatMap(inside);
		return [];
	});
	return [property, ...held];
}

const names = (list: Array<{ name: string; displayName?: string }>) =>
	list.map(({ name, displayName }) => displayName ?? name);
const sorted = (list: string[]) =>
	[...list].sort((a, b) => a.localeCompare(b, 'en', { sensitivity: 'base' }));

/** The labels of `periodFilters`. */
const DATES = ['Date Field', 'From Date', 'Period', 'Time Zone', 'To Date'];

const SMALL = [
	'a',
	'an',
	'and',
	'as',
	'at',
	'by',
	'for',
	'from',
	'in',
	'of',
	'on',
	'or',
	'the',
	'to',
	'with',
];
const isTitleCase = (text: string) =>
	text
		.split(/[\s(/-]+/)
		.filter((word) => /^[a-z]/i.test(word))
		.every((word, index) => /^[A-Z]/.test(word) || (index > 0 && SMALL.includes(word)));

describe('the pickers', () => {
	test('show resources and operations in alphabetical order, each once', () => {
		expect(names(resources)).toEqual(sorted(names(resources)));
		for (const { operations: own } of resources) expect(names(own)).toEqual(sorted(names(own)));
		const values = operations.map(({ id }) => id);
		expect(new Set(values).size).toBe(values.length);
	});

	test('start on an operation that exists', () => {
		const pickers = all.filter(({ name }) => name === 'operation');
		expect(pickers).toHaveLength(resources.length);
		for (const { options, default: value } of pickers)
			expect((options as INodePropertyOptions[]).map((option) => option.value)).toContain(value);
		const [resource] = all.filter(({ name }) => name === 'resource');
		expect(resources.map(({ value }) => value)).toContain(resource.default);
	});

	test.each(operations)('$id is named as n8n names things', ({ resource, operation }) => {
		expect(isTitleCase(operation.name), operation.name).toBe(true);
		expect(isTitleCase(resource.name), resource.name).toBe(true);
		// Sentence case, without articles.
		expect(operation.action).toMatch(/^[A-Z][a-z]+( [a-z]+| ID| PDF| ERP| \(([a-z]+|PDF)\))+$/);
		expect(operation.action).not.toMatch(/\b(an?|the)\b/);
		expect(operation.description.length).toBeGreaterThan(operation.name.length);
		// A description of one sentence ends without a full stop, several end with one.
		const sentences = operation.description.split(/\. (?=[A-Z])/).length;
		expect(operation.description.endsWith('.')).toBe(sentences > 1);
	});
});

describe.each(operations)('the fields of $id', ({ operation, fields }) => {
	test('are all there, each once, and only for this operation', () => {
		expect(fields.map(({ name }) => name)).toEqual(propertiesOf(operation).map(({ name }) => name));
		expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
		for (const { displayOptions } of fields)
			expect(displayOptions?.show?.operation).toHaveLength(1);
	});

	test('have a label in Title Case, a default, and sorted choices', () => {
		for (const property of fields.flatMap(inside)) {
			const where = `${property.name} (${property.displayName})`;
			expect(isTitleCase(property.displayName) || property.type === 'notice', where).toBe(true);
			expect(property.default, where).toBeDefined();
			if (property.type === 'boolean') expect(property.description, where).toMatch(/^Whether /);
			const options = (property.options ?? []) as INodePropertyOptions[];
			// The dates stand together, before the others.
			const dates = names(options).filter((name) => DATES.includes(name)).length;
			expect(names(options.slice(0, dates)), where).toEqual(sorted(DATES).slice(0, dates));
			const others = names(options.slice(dates));
			expect(others, where).toEqual(sorted(others));
			const values = options.map(({ name, value }) => value ?? name);
			expect(new Set(values).size, where).toBe(values.length);
			if (property.type === 'options') expect(values, where).toContain(property.default);
		}
	});

	test('come with the search that their pickers name', () => {
		const { listSearch } = new Paystand().methods;
		for (const { modes } of fields)
			for (const { typeOptions } of modes ?? [])
				if (typeOptions?.searchListMethod)
					expect(listSearch).toHaveProperty(typeOptions.searchListMethod as string);
	});
});

describe('the code and the fields', () => {
	test('every parameter that is read by name is a field, and every field is read', async () => {
		const paths = (await readdir(NODE, { recursive: true })).filter((path) => path.endsWith('.ts'));
		const texts = await Promise.all(
			paths.map(async (path) => ({
				folder: dirname(path),
				text: await readFile(join(NODE, path), 'utf8'),
			})),
		);
		const code = texts.map(({ text }) => text).join('\n');
		const fields = new Set(all.flatMap(inside).map(({ name }) => name));
		const reading = /(?:getNodeParameter|item\.(?:value|isOn|collection))\(\s*'([^']+)'/g;
		const read = [...code.matchAll(reading)].map(([, name]) => name.split('.')[0]);
		expect(read.length).toBeGreaterThan(10);
		expect([...new Set(read)].filter((name) => !fields.has(name))).toEqual([]);

		const used = code.replace(/\bname: '[^']*',/g, '');
		/** Whether the folder that defines a field goes through its fields by their names. */
		const isReadInTurn = (name: string) =>
			texts
				.filter(({ text }) => text.includes(`name: '${name}'`))
				.some(({ folder }) =>
					texts.some((other) => other.folder === folder && /\{ name(,| \})/.test(other.text)),
				);
		const unread = [...fields].filter(
			(name) => !new RegExp(`\\b${name}\\b`).test(used) && !isReadInTurn(name),
		);
		expect(unread).toEqual([]);
	});

	test('every label of a message is a label of a field', () => {
		for (const resource of resources) {
			const shown = resource.operations
				.flatMap((operation) => operation.properties.flatMap(inside))
				.map(({ displayName }) => displayName);
			// One label may stand for two fields: First and Second Amount.
			const words = shown.join(' ').split(' ').concat('and');
			for (const label of Object.values(resource.labels)) {
				const known =
					shown.includes(label) || label.split(' ').every((word) => words.includes(word));
				expect(known, `${resource.value}: ${label}`).toBe(true);
			}
		}
	});
});

describe('the node', () => {
	const { description } = new Paystand();

	test('may be used by an AI agent, and says what it does without "node"', () => {
		expect(description.usableAsTool).toBe(true);
		expect(description.description).not.toMatch(/\bnode\b/i);
		expect(description.credentials).toEqual([{ name: 'paystandApi', required: true }]);
	});

	test('its codex names the package, and its version as n8n wants it', async () => {
		const codex = JSON.parse(await readFile(join(NODE, 'Paystand.node.json'), 'utf8'));
		expect(codex).toMatchObject({
			node: 'n8n-nodes-paystand.paystand',
			codexVersion: '1.0',
			nodeVersion: '1.0',
		});
	});
});
