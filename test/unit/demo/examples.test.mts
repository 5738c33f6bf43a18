/** The example flows as files: they can be imported, and their parts fit together. */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import type { WorkflowNode } from '../../../n8n/workflows.mts';

interface Flow {
	nodes: WorkflowNode[];
	connections: Record<string, Record<string, { node: string }[][]>>;
}

const FOLDER = fileURLToPath(new URL('../../../examples/', import.meta.url));
const read = (file: string) => JSON.parse(readFileSync(FOLDER + file, 'utf8')) as Flow;
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

/** The columns of the tables that the flows create. */
const tables = new Map(
	FILES.flatMap((file) => read(file).nodes)
		.filter(({ parameters }) => parameters.tableName)
		.map(({ parameters }) => {
			const { column } = parameters.columns as { column: { name: string }[] };
			return [parameters.tableName, column.map(({ name }) => name)];
		}),
);

describe.each(FILES)('examples/%s', (file) => {
	const { nodes, connections } = read(file);

	test('every line goes from a node to a node, and names are there once', () => {
		const names = nodes.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		const ends = Object.values(connections).flatMap((kinds) => Object.values(kinds).flat(2));
		for (const name of [...Object.keys(connections), ...ends.map(({ node }) => node)])
			expect(names).toContain(name);
	});

	test('every table that it reads or writes is created, with the columns that it writes', () => {
		for (const { name, parameters } of nodes) {
			const { value: table } = (parameters.dataTableId ?? {}) as { value?: string };
			if (!table) continue;
			expect([...tables.keys()], name).toContain(table);
			const { value } = (parameters.columns ?? {}) as { value?: object | null };
			for (const column of Object.keys(value ?? {}))
				expect(tables.get(table), name).toContain(column);
		}
	});

	test('what writes the cash journal fills every column', () => {
		for (const { name, parameters } of nodes) {
			const { value: table } = (parameters.dataTableId ?? {}) as { value?: string };
			if (table !== 'ERP cash journal' || parameters.operation !== 'upsert') continue;
			const { value } = parameters.columns as { value: object };
			expect(Object.keys(value).sort(), name).toEqual([...tables.get(table)!].sort());
		}
	});
});

describe('what brings the invoices of an ERP to Paystand', () => {
	const VARIANTS = FILES.filter((file) => file.startsWith('erp-to-paystand'));
	const partOf = (file: string, name: string) =>
		read(file).nodes.find((node) => node.name === name)!;

	test('there is a flow for each source', () => {
		expect(VARIANTS).toHaveLength(5);
	});

	test.each(VARIANTS)('%s goes on after reading as the others do', (file) => {
		const alike = ['What the Ledger Needs', 'Keep the Export', 'Rows to Fix'];
		for (const name of ['Empty the List of Rows to Fix', ...alike]) {
			const first = partOf(VARIANTS[0]!, name);
			expect(partOf(file, name).parameters, name).toEqual(first.parameters);
		}
		const sync = partOf(file, 'Sync Customer, Invoice and PDF');
		expect(sync.parameters).toMatchObject({ resource: 'receivable', operation: 'sync' });
		// A row of which only the PDF is missing has to reach the ledger all the same.
		expect(sync.onError).toBe('continueRegularOutput');
		expect(read(file).connections[sync.name]!.main![0]!.map(({ node }) => node)).toEqual([
			'What the Ledger Needs',
			'Rows to Fix',
		]);
	});

	test('the rows inside the workflow are those of erp-export.csv', () => {
		const csv = readFileSync(`${FOLDER}erp-export.csv`, 'utf8');
		const rows = parse(csv, { columns: true }) as Array<Record<string, string>>;
		const { jsonOutput } = partOf('erp-to-paystand.json', 'Sample Invoices').parameters;
		const { invoices } = JSON.parse(String(jsonOutput));
		expect(invoices).toEqual(rows.map(({ 'PDF File': _, ...row }) => row));
	});
});
