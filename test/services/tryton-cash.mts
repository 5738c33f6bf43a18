import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import axios from 'axios';
import { DateTime } from 'luxon';
import { EXAMPLES } from '../../harness/examples.mts';
import type { Tryton } from '../../harness/services/tryton.mts';
import type { WorkflowJson } from '../../n8n/workflows.mts';

type Item = { json: Record<string, any> };

/** What Paystand's nodes hand over: rows of Receivable: Get Transactions, lines of journal entries. */
export type PaystandRow = Record<string, unknown>;

const FIRST = 'Moves to Book';
const OPTIONS = { proxy: false } as const;

/**
 * The part of examples/paystand-to-tryton.json that speaks to Tryton, node by node. The proof runs it
 * in n8n; here single cases do not take a minute each.
 *
 * @returns runs it, and returns what the last node puts out; `after` is told of each node that is done
 * @throws Error as a Code node does
 */
export async function cashFlow(tryton: Tryton) {
	const text = await readFile(join(EXAMPLES, 'paystand-to-tryton.json'), 'utf8');
	const { nodes, connections } = JSON.parse(text) as WorkflowJson;
	const session = await signIn(tryton);
	const next = connections as Record<string, { main: Array<Array<{ node: string }>> }>;
	const { assignments } = nodes.find(({ name }) => name === 'Your Values')!.parameters
		.assignments as { assignments: Array<{ name: string; value: unknown }> };
	const values = Object.fromEntries(assignments.map(({ name, value }) => [name, value]));

	return async (rows: PaystandRow[], after: (name: string) => Promise<void> = async () => {}) => {
		const outputs = new Map<string, Item[]>([['Your Values', [{ json: values }]]]);
		const of = (name: string) => access(outputs.get(name)!);
		let items: Item[] = rows.map((json) => ({ json }));
		for (let name: string | undefined = FIRST; name; name = next[name]?.main[0]?.[0]?.node) {
			const { parameters } = nodes.find((node) => node.name === name)!;
			if (parameters.jsCode) {
				const { jsCode } = parameters as { jsCode: string };
				const code = new Function('$', '$input', '$now', 'DateTime', jsCode);
				items = code(of, access(items), DateTime.now().setZone('UTC'), DateTime);
			} else {
				const body = String(parameters.jsonBody).replace(/^=\{\{([^]*)\}\}$/, 'return $1');
				const evaluate = new Function('$', '$json', body);
				items = await Promise.all(
					items.map(({ json }) => ask(tryton, session, evaluate(of, json))),
				);
			}
			outputs.set(name, items);
			await after(name);
		}
		return items[0]!.json;
	};
}

function access(items: Item[]) {
	return { all: () => items, first: () => items[0] };
}

/** By a session, since Tryton takes half a second to check a password. */
async function signIn({ url, user, password }: Tryton): Promise<string> {
	const params = [user, { password }, 'en'];
	const { data } = await axios.post(url, { id: 0, method: 'common.db.login', params }, OPTIONS);
	return `Session ${Buffer.from([user, ...data.result].join(':')).toString('base64')}`;
}

async function ask({ url }: Tryton, Authorization: string, body: string): Promise<Item> {
	const headers = { 'content-type': 'application/json', Authorization };
	const { data } = await axios.post(url, body, { ...OPTIONS, headers });
	return { json: data };
}
