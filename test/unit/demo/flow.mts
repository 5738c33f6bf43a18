/** Runs the Code nodes of the example flows on tables in memory, without an n8n. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';

export type Row = Record<string, unknown>;
type Node = { name: string; parameters: Record<string, unknown> };

const read = (file: string) =>
	JSON.parse(
		readFileSync(fileURLToPath(new URL(`../../../examples/${file}`, import.meta.url)), 'utf8'),
	) as {
		nodes: Node[];
	};
const DISPUTES = read('disputes.json');
const POST = read('post-cash.json');

/** The tables by the names of the nodes that read them, and the setting on the canvas. */
export interface Books {
	whenDisputed: string;
	disputes: Row[];
	journal: Row[];
	attention: Row[];
	invoices: Row[];
	/** What the last export brought to Paystand. */
	exported: Row[];
}

/** A run of "Disputes and returned debits". Returns what it wrote, and writes it into the books. */
export function runDisputes(books: Books): { journal: Row[]; attention: Row[] } {
	const shares = run(DISPUTES, 'Find the Invoices', books);
	const journal = run(DISPUTES, 'Rows That Change', books, shares);
	const attention = run(DISPUTES, 'Entries That Change', books, shares);
	upsert(books.journal, 'entryKey', journal);
	upsert(books.attention, 'attentionKey', attention);
	return { journal, attention };
}

/** A run of "Post cash to invoices". Returns the invoices that it wrote. */
export function runPost(books: Books): Row[] {
	const changed = run(POST, 'Add Up per Invoice', books);
	upsert(
		books.invoices,
		'erpInvoiceId',
		changed.map(({ isNew: _, ...row }) => row),
	);
	return changed;
}

function run(workflow: { nodes: Node[] }, name: string, books: Books, input: Row[] = []): Row[] {
	const code = workflow.nodes.find((node) => node.name === name)!.parameters.jsCode as string;
	const outputs: Record<string, Row[]> = {
		'Your Choice': [{ whenDisputed: books.whenDisputed }],
		'Read the Disputes': books.disputes,
		'Read the Cash Journal': books.journal,
		'Read What Needs Attention': books.attention,
		'Read the Invoices': books.invoices,
		'Read the Export': books.exported,
	};
	// A node that always has output passes on an empty item where the table is empty.
	const items = (rows: Row[]) =>
		(rows.length > 0 ? rows : [{}]).map((json) => ({ json: { ...json } }));
	const $ = (node: string) => ({
		all: () => items(outputs[node]!),
		first: () => items(outputs[node]!)[0],
	});
	const $input = { all: () => input.map((json) => ({ json })) };
	const result = runInNewContext(`(() => {${code}\n})()`, { $, $input }) as { json: Row }[];
	return (JSON.parse(JSON.stringify(result)) as { json: Row }[]).map(({ json }) => json);
}

function upsert(table: Row[], key: string, rows: Row[]): void {
	for (const row of rows) {
		const found = table.filter((candidate) => candidate[key] === row[key]);
		for (const old of found) Object.assign(old, row);
		if (found.length === 0) table.push({ id: table.length + 1, ...row });
	}
}
