import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import { DOCUMENT_PATH } from '../../sandbox/document.mts';
import { prepareAccount } from './harness/all-operations/account.mts';
import { CASES, runCase } from './harness/all-operations/case.mts';
import { useEngine } from './harness/sandbox.mts';

/**
 * Nothing that is assumed of Paystand bears weight: every operation is run against a Paystand whose
 * replies lack all fields that the API document marks as assumed, or have other values there.
 */
const { $RefParser } = createRequire(import.meta.url)('@apidevtools/json-schema-ref-parser');

interface Schema {
	'x-confidence'?: string;
	properties?: Record<string, Schema>;
	items?: Schema;
	allOf?: Schema[];
	oneOf?: Schema[];
	anyOf?: Schema[];
}

const document = await $RefParser.dereference(fileURLToPath(DOCUMENT_PATH));
/** What the good reply to requests such as `GET /v3/refunds/…` looks like. */
const replies: Array<{ route: RegExp; schema: Schema }> = [];
for (const [path, methods] of Object.entries(document.paths as Record<string, any>)) {
	for (const [method, { responses = {} }] of Object.entries(methods as Record<string, any>)) {
		const good = Object.entries(responses).find(([status]) => status.startsWith('2')) as any;
		const schema = good?.[1].content?.['application/json']?.schema;
		const pattern = path.replace(/\{\w+\}/g, '\\w{24}');
		const route = new RegExp(`^${method.toUpperCase()} /v3${pattern}(\\?|$)`);
		if (schema) replies.push({ route, schema });
	}
}

const seen = new Set<string>();
/** A reply with every assumed field of it changed; `undefined` takes it away. */
function changed(request: string, body: unknown, change: (value: unknown) => unknown): unknown {
	const walk = (value: unknown, schemas: Schema[], at: string): unknown => {
		const all = schemas.flatMap((schema) => [
			...[schema, ...(schema.allOf ?? []), ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])],
		]);
		if (Array.isArray(value)) {
			const items = all.flatMap(({ items: each }) => each ?? []);
			return value.map((entry) => walk(entry, items, at));
		}
		if (typeof value !== 'object' || value === null) return value;
		const fields = Object.entries(value).map(([name, entry]) => {
			const mine = all.flatMap(({ properties }) =>
				properties && Object.hasOwn(properties, name) ? properties[name]! : [],
			);
			if (!mine.some((schema) => schema['x-confidence'] === 'assumed'))
				return [name, walk(entry, mine, `${at}.${name}`)];
			seen.add(`${request.split('?')[0]}${at}.${name}`);
			return [name, change(entry)];
		});
		return Object.fromEntries(fields);
	};
	const reply = replies.find(({ route }) => route.test(request));
	return reply ? walk(body, [reply.schema], '') : body;
}

const engine = useEngine();

/** A full update sends back what Paystand shows; what Paystand then refuses is named by its field. */
const NAME = /^customer: (update|upsert): .*'Contact First Name' must be string/;
/** The customer of a row is at fault then; its receivable and PDF go through. */
const ROW =
	/^receivable: sync: Customer: .*'Contact First Name' must be string.*receivable created, attachment attached/;
/** Neither the report's state nor what its entries are about is shown then. */
const REPORT =
	/^transfer: (getJournalEntries|reconcile): The report .* has (no status|the unknown status .*), and its entries do not explain the payout\./;
const CURRENCY = /^creditMemo: upsert: .*'Currency' must be/;
/** Rows that say that they belong to another customer, ERP or payment than the one asked for. */
const NOT_ASKED_FOR = ['creditMemo.getAll', 'creditMemo.getAll', 'fee.getAll'];
const WAYS: Array<{
	how: string;
	change: (value: unknown) => unknown;
	refused?: RegExp[];
	empty?: string[];
}> = [
	{ how: 'are not there', change: () => undefined, refused: [REPORT] },
	{ how: 'are null', change: () => null, refused: [REPORT] },
	{
		how: 'are numbers',
		change: () => 7,
		refused: [NAME, CURRENCY, ROW, REPORT],
		empty: NOT_ASKED_FOR,
	},
	{
		how: 'are other texts',
		change: () => 'otherwise',
		refused: [CURRENCY, REPORT],
		empty: NOT_ASKED_FOR,
	},
	{
		how: 'are objects',
		change: () => ({ unlike: 'any' }),
		refused: [NAME, CURRENCY, ROW, REPORT],
		empty: NOT_ASKED_FOR,
	},
];

test.each(WAYS)(
	'where the assumed fields of replies $how, every operation gives its items, or says why not',
	async ({ change, refused = [], empty = [] }) => {
		const account = await prepareAccount(engine);
		seen.clear();
		engine.rewrite((request, body) => changed(request, body, change));
		const failed: string[] = [];
		const without: string[] = [];
		for (const one of CASES) {
			try {
				const { items } = await runCase(engine, account, one);
				if (items.length === 0) without.push(`${one.resource}.${one.operation}`);
			} catch (error) {
				failed.push((error as Error).message);
			}
		}
		// Otherwise it would be the replies as they are that pass.
		expect(seen.size).toBeGreaterThan(100);
		expect(failed.filter((each) => !refused.some((message) => message.test(each)))).toEqual([]);
		expect(refused.filter((message) => !failed.some((each) => message.test(each)))).toEqual([]);
		expect(without).toEqual(empty);
	},
);

describe('assumed filters of credit memos', () => {
	const picked = (value: string) => ({ __rl: true, mode: 'key', value });
	const lists = [
		{ which: 'by-payerCustomerId', customer: picked('CUST-1') },
		{ which: 'by-erpName', erpName: 'NetSuite' },
	];
	const get = (parameters: object) =>
		engine.run({
			resource: 'creditMemo',
			operation: 'getAll',
			parameters: parameters as never,
		});
	let rows: object[];
	beforeEach(async () => {
		const { id } = await engine.addCustomer();
		const { id: other } = await engine.addCustomer('CUST-2');
		rows = [
			{ id: 'm1', payerCustomerId: id, erpName: 'NetSuite' },
			{ id: 'm2', payerCustomerId: other, erpName: 'Sage' },
		];
	});
	const answer = (results: object[]) => {
		engine.answer(/GET .*creditMemos.*offset=0/, { results });
		engine.answer(/GET .*creditMemos/, { results: [] });
	};

	test.each(lists)('$which, where Paystand ignores it, is applied here', async (parameters) => {
		answer(rows);
		expect((await get(parameters)).json).toMatchObject([{ id: 'm1' }]);
	});

	test.each(lists)('$which, where the rows do not show it, is taken as kept', async (given) => {
		answer([{ id: 'm1' }, { id: 'm2' }]);
		expect((await get(given)).json).toHaveLength(2);
	});

	test.each(lists)('$which, where Paystand refuses it, is told', async (parameters) => {
		const details = { explanation: 'Unknown query type' };
		engine.answer(/GET .*creditMemos/, { error: { details } }, { status: 422 });
		const { error } = await get(parameters);
		expect(error?.message).toContain('Unknown query type');
	});
});
