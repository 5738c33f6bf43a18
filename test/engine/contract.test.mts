import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { resources } from '../../nodes/Paystand/registry.ts';
import { DOCUMENT_PATH, loadDocument } from '../../sandbox/document.mts';
import type { JournalEntry } from '../../sandbox/journal.mts';
import { listOperations } from '../all-operations/examples.mts';
import type { OperationResult } from './harness/all-operations/case.mts';
import { prepareAccount } from './harness/all-operations/account.mts';
import { runFlow } from './harness/all-operations/flow.mts';
import { runAllOperations } from './harness/all-operations/run.mts';
import { credentialOf, useEngine } from './harness/sandbox.mts';
import { TriggerHost } from './harness/trigger.mts';

const { $RefParser } = createRequire(import.meta.url)('@apidevtools/json-schema-ref-parser');

interface Schema {
	properties?: Record<string, Schema>;
	items?: Schema;
}
interface DocumentedOperation {
	operationId: string;
	'x-confidence': string;
	/** Why no operation of the node uses it, nor ever should. */
	'x-not-offered'?: string;
	parameters?: Array<{ in: string; name: string }>;
	requestBody?: { content: Record<string, { schema: Schema }> };
}

const document = await $RefParser.dereference(fileURLToPath(DOCUMENT_PATH));
const documented = new Map<string, DocumentedOperation>(
	Object.values(document.paths as Record<string, Record<string, DocumentedOperation>>)
		.flatMap((methods) => Object.values(methods))
		.map((operation) => [operation.operationId, operation]),
);
const { operations: routes } = await loadDocument();
const all = resources.flatMap(({ value: resource, operations }) =>
	operations.map(({ value: operation }) => [resource, operation] as const),
);

const examples = await listOperations();

const engine = useEngine();
let running: Promise<OperationResult[]> | undefined;
const results = async () => await (running ??= runAllOperations(engine));

/** The route of the document that a request went to. */
function routeOf({ method, path }: Pick<JournalEntry, 'method' | 'path'>) {
	const parts = path.replace(/^\/v3/, '').split('/');
	const fits = (pattern: string[]) =>
		pattern.length === parts.length &&
		pattern.every((part, index) => part.startsWith(':') || part === parts[index]);
	return routes
		.filter((route) => route.method === method && fits(route.path.split('/')))
		.sort((a, b) => a.path.split(':').length - b.path.split(':').length)[0];
}

/** What of a request the document does not allow, its unnamed keys included. */
function faultsOf(request: Pick<JournalEntry, 'method' | 'path' | 'query' | 'headers' | 'body'>) {
	const route = routeOf(request);
	if (!route) return [`no route for ${request.method} ${request.path}`];
	const { parameters = [], requestBody } = documented.get(route.operationId)!;
	const keys = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
	const unknown = Object.keys(request.query).filter((key) => !keys.includes(key));
	const faults = unknown.map((key) => `${route.operationId} has no query key ${key}`);
	// The sandbox has parsed the form and checked the name of its part.
	if (route.multipart) return faults;
	const schema = requestBody?.content['application/json']?.schema;
	if (!schema && request.body !== undefined) faults.push(`${route.operationId} takes no body`);
	faults.push(...unnamed(request.body, schema).map((key) => `${route.operationId} has no ${key}`));
	const refusal = route.refusal({ ...request, path: request.path.replace(/^\/v3/, '') });
	return refusal ? [...faults, `${route.operationId}: ${refusal.message}`] : faults;
}

/** Keys of a value that its schema does not name; a schema without properties takes any. */
function unnamed(value: unknown, schema: Schema = {}, at = ''): string[] {
	if (Array.isArray(value))
		return value.flatMap((entry) => unnamed(entry, schema.items, `${at}[]`));
	const { properties } = schema;
	if (typeof value !== 'object' || value === null || !properties) return [];
	return Object.entries(value).flatMap(([key, entry]) =>
		Object.hasOwn(properties, key)
			? unnamed(entry, properties[key], `${at}.${key}`)
			: [`${at}.${key}`],
	);
}

/** Routes that the credential and the trigger use. */
async function routesBesideOperations(): Promise<Set<string | undefined>> {
	const from = engine.journal.length;
	const trigger = new TriggerHost(credentialOf(engine.baseUrl, engine.merchant));
	await trigger.activate();
	await trigger.deactivate();
	return new Set(engine.journal.slice(from).map((request) => routeOf(request)?.operationId));
}

describe('the API document is covered', () => {
	test("each route of Paystand's own reference is used, or says why it is not offered", async () => {
		const beside = await routesBesideOperations();
		const requests = (await results()).flatMap((each) => each.requests);
		const used = new Set(requests.map((request) => routeOf(request)?.operationId)).union(beside);
		const unused = [...documented.values()].filter(({ operationId }) => !used.has(operationId));
		// What the older reference alone has may still be offered one day.
		const unexplained = unused
			.filter((route) => route['x-confidence'] !== 'documented-older')
			.filter((route) => !route['x-not-offered']);
		expect(unexplained.map(({ operationId }) => operationId)).toEqual([]);

		const explained = [...documented.values()].filter((route) => route['x-not-offered']);
		expect(explained.filter((route) => !unused.includes(route))).toEqual([]);
	});

	test('each reply that an output schema is made of is one that the operation gets', async () => {
		const all = await results();
		const foreign = resources.flatMap(({ value: resource, operations }) =>
			operations.filter(({ value: operation, output: { from } }) => {
				// A list takes the schema of a single record.
				if (operation === 'getAll') return false;
				const mine = all.filter(
					(each) => each.resource === resource && each.operation === operation,
				);
				const got = mine.flatMap((each) => each.requests.map(routeOf));
				return from && !got.some((route) => route?.operationId === from);
			}),
		);
		expect(foreign.map(({ action }) => action)).toEqual([]);
	});
});

describe('the example flow', () => {
	test.each(['', 'no'])('stops at once when isSandbox is %j', async (isSandbox) => {
		await results();
		const account = await prepareAccount(engine);
		const before = engine.journal.length;
		await expect(runFlow(engine, account, isSandbox)).rejects.toThrow('with a sandbox only');
		expect(engine.journal.slice(before)).toEqual([]);
	});

	test.each(examples)('$name gives what its example expects', async ({ name, example }) => {
		const node = (await results()).find((each) => each.name === name)!;
		expect(node.items).not.toEqual([]);
		for (const item of node.items) expect(Object.keys(item)).not.toEqual([]);
		expect(node.items[0]).toMatchObject(example.expected ?? {});
	});
});

test('filters are never sent without their query type, since Paystand would ignore them', async () => {
	const filtered = (await results())
		.flatMap(({ requests }) => requests)
		.filter(({ query }) => Object.keys(query).some((key) => key.startsWith('f.')));
	expect(filtered).not.toEqual([]);
	expect(filtered.filter(({ query }) => !('f.querytype' in query))).toEqual([]);
});

describe('the node sends only what the document allows', () => {
	test.each(all)('%s: %s', async (resource, operation) => {
		const mine = (await results()).filter(
			(each) => each.resource === resource && each.operation === operation,
		);
		expect(mine.length).toBeGreaterThan(0);
		const requests = mine.flatMap((each) => each.requests);
		expect(requests.length).toBeGreaterThan(0);
		expect(requests.flatMap(faultsOf)).toEqual([]);
		const refused = requests.filter(({ status }) => status > 299 || status === 0);
		// Many merchants may not read single fees; a payout is then explained without.
		const isSingleFee = ({ path }: JournalEntry) => /^\/v3\/fees\/\w+$/.test(path);
		const explainsPayouts = ['reconcile', 'getJournalEntries', 'getReportEntries'].includes(
			operation,
		);
		expect(refused.filter((request) => !(explainsPayouts && isSingleFee(request)))).toEqual(
			// The forged event among the cases.
			operation === 'verify' ? [expect.objectContaining({ body: expect.anything() })] : [],
		);
	});

	test('what writes has cases of its own, since hostile values are tried on those', async () => {
		const writes = (await results()).filter(({ name, requests }) =>
			requests.some(({ method }) => name && method !== 'GET'),
		);
		expect(writes).not.toEqual([]);
		const bare = examples.filter(({ example }) => !example.cases?.length).map(({ name }) => name);
		expect(bare.filter((name) => writes.some((each) => each.name === name))).toEqual([]);
	});
});

/** A check that notices nothing would let every request pass. */
describe('the check itself notices', () => {
	const request = (method: string, path: string, query: object, body?: unknown) =>
		faultsOf({ method, path: `/v3${path}`, query: query as never, headers: {}, body });
	const memo = {
		...{ extId: '1', extKey: '1', extCustomerId: 'C', status: 'active' },
		...{
			amount: 5,
			amountRemaining: 5,
			extCreationDate: '11-23-2026',
			extPostedDate: '11-23-2026',
		},
	};

	test('a right request', () => expect(request('POST', '/creditMemos', {}, memo)).toEqual([]));

	test.each([
		['an unknown route', 'GET', '/invoices', {}, undefined, 'no route'],
		['an unknown query key', 'GET', '/payerCustomers', { f: 1 }, undefined, 'no query key f'],
		['an unknown field', 'POST', '/creditMemos', {}, { ...memo, memo: 'x' }, 'has no .memo'],
		[
			'a text for a number',
			'POST',
			'/creditMemos',
			{},
			{ ...memo, amount: '5' },
			'createCreditMemo:',
		],
		[
			'a missing field',
			'POST',
			'/creditMemos',
			{},
			{ ...memo, extId: undefined },
			'createCreditMemo:',
		],
		['a body where none belongs', 'POST', '/receivables/a/cancel', {}, {}, 'takes no body'],
		[
			'an unknown field inside',
			'POST',
			'/payments/secure',
			{},
			{ amount: '5.00', currency: 'USD', payerId: 'a', cardId: 'b', feeSplit: { customRate: '1' } },
			'has no .feeSplit.customRate',
		],
	])('%s', (_what, method, path, query, body, fault) => {
		expect(request(method, path, query, body).join()).toContain(fault);
	});
});
