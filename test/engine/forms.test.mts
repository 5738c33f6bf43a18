import type { IDataObject } from 'n8n-workflow';
import { beforeEach, describe, expect, test } from 'vitest';
import { baseUrlOf } from '../../client/environments.ts';
import { PaystandApi } from '../../credentials/PaystandApi.credentials.ts';
import { listSearch } from '../../nodes/Paystand/pickers.ts';
import { useEngine } from './harness/sandbox.mts';
import { executeContext, loadOptionsContext } from './harness/workflow.mts';

const engine = useEngine();
const run = (resource: string, operation: string, parameters: object = {}, more: object = {}) =>
	engine.run({ resource, operation, parameters: parameters as never, ...more });
const byKey = (value: string) => ({ mode: 'key', value, __rl: true });
const upsert = (items: object[], more: object = {}) =>
	run(
		'receivable',
		'upsert',
		{
			customer: byKey('CUST-1'),
			erpId: '={{ $json.key }}',
			erpRef: '=INV-{{ $json.key }}',
			totalAmount: '={{ $json.amount }}',
			currency: 'USD',
			postingDate: '2026-11-01',
			dueDate: '={{ $json.due ?? "2026-12-01" }}',
		},
		{ items: items.map((json) => ({ json })), ...more },
	);

beforeEach(() => engine.addCustomer());

describe('answers first', () => {
	test('of a write: outcome, key, number, customer, amounts and status; IDs last', async () => {
		const { json } = await upsert([{ key: '1001', amount: '100' }]);
		const names = Object.keys(json[0]);
		expect(json[0].erpRef).toBe('INV-1001');
		expect(names.slice(0, 5)).toEqual(['outcome', 'extId', 'erpRef', 'extCustomerId', 'amount']);
		expect(names.slice(5, 9)).toEqual(['amountPaid', 'openBalance', 'currency', 'status']);
		const lastOnes = names.slice(names.indexOf('id'));
		expect(lastOnes.every((name) => name.toLowerCase().endsWith('id'))).toBe(true);
		expect(lastOnes).toContain('ownerId');
	});

	test('of a payment: who paid, what of it goes to invoices, and the fee', async () => {
		await engine.addReceivable('1001');
		await engine.pay('1001');
		const { json } = await run('payment', 'getAll');
		expect(Object.keys(json[0]).slice(0, 2)).toEqual(['customerName', 'extCustomerId']);
		expect(json[0]).toMatchObject({
			customerName: 'Acme Dental Group',
			subtotal: '100.00',
			fee: '0.00',
			amount: '100.00',
		});
		expect(Object.keys(json[0]).slice(-2)).toEqual(['id', 'payerId']);
	});

	test('days of a credit memo are YYYY-MM-DD, also in the whole record', async () => {
		await run('creditMemo', 'create', {
			customer: byKey('CUST-1'),
			extId: '2001',
			extKey: 'CM-2001',
			amount: '50.25',
			extPostedDate: '2026-11-20',
		});
		for (const simplify of [true, false]) {
			const { json } = await run('creditMemo', 'getAll', { simplify });
			expect(json[0]).toMatchObject({ extId: '2001', extPostedDate: '2026-11-20' });
		}
	});
});

test.each(['1001', 'acme dental', 'CUST-1'])('From List finds an invoice by %s', async (typed) => {
	await engine.addReceivable('1001');
	await engine.addCustomer('CUST-2');
	const context = loadOptionsContext(engine.credential);
	const { results } = await listSearch.searchReceivables.call(context, typed);
	expect(results.map(({ name }) => name)).toEqual([
		'1001 · Acme Dental Group · CUST-1 · 100.00 USD · active',
	]);
});

test('a number that is printed, given for the key, is told from it', async () => {
	const { error } = await run('receivable', 'get', { receivable: byKey('INV-1001') });
	expect(error?.message).toContain("No receivable with ERP Invoice ID 'INV-1001'");
	expect(error?.description).toContain(
		"your ERP's internal ID is wanted, not a name or the number",
	);
});

describe('filters of receivables', () => {
	/** A day so many days from that on which every engine test starts. */
	const day = (shift: number) =>
		new Date(Date.parse('2026-11-23') + shift * 86_400_000).toISOString().slice(0, 10);
	const keys = async (filters: IDataObject) => {
		const all = { returnAll: true, filters: { timezone: 'UTC', ...filters } };
		const { json, error } = await run('receivable', 'getAll', all);
		expect(error).toBeUndefined();
		return json.map(({ extId }) => extId).sort();
	};

	beforeEach(async () => {
		const { error } = await upsert([
			{ key: 'late', amount: '100', due: day(-3) },
			{ key: 'paid', amount: '70', due: day(-3) },
			{ key: 'void', amount: '60', due: day(-3) },
			{ key: 'today', amount: '50.01', due: day(0) },
			{ key: 'soon', amount: '50', due: day(3) },
		]);
		expect(error).toBeUndefined();
		await engine.pay('paid');
		await run('receivable', 'cancel', { receivable: byKey('void') });
	});

	test.each<[IDataObject, string[]]>([
		[{ overdue: true }, ['late']],
		[{ overdue: false }, ['late', 'paid', 'soon', 'today', 'void']],
		[{ dueBefore: day(0) }, ['late', 'paid', 'void']],
		[{ dueBefore: `${day(3)}T00:00:00` }, ['late', 'paid', 'today', 'void']],
		[{ openBalanceAbove: '50' }, ['late', 'today', 'void']],
		[{ openBalanceAbove: 0 }, ['late', 'soon', 'today', 'void']],
		[{ openBalanceAbove: '50', overdue: true }, ['late']],
		[{ dueBefore: '', openBalanceAbove: '' }, ['late', 'paid', 'soon', 'today', 'void']],
	])('%j', async (filters, expected) => {
		expect(await keys(filters)).toEqual(expected);
	});

	test.each([
		[{ dueBefore: 'soon' }, "'Due Before' is not a calendar day: 'soon'"],
		[{ openBalanceAbove: 'much' }, "'Open Balance Greater Than' is not an amount: 'much'"],
		[{ overdue: true, timezone: 'Mars' }, "'Time Zone' is not known: 'Mars'"],
	])('%j is refused', async (filters, message) => {
		const { error } = await run('receivable', 'getAll', { filters });
		expect(error?.message).toBe(message);
	});

	test('To Date alone works', async () => {
		const filters = { to: day(9), timezone: 'UTC' };
		const { error, json, requests } = await run('receivable', 'getAll', { filters });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(5);
		expect(requests[0].query).toMatchObject({ 'f.datestart': '2000-01-01', 'f.dateend': day(9) });
	});

	test('From Date alone works, ahead of today too', async () => {
		const { error, requests } = await run('receivable', 'getAll', { filters: { from: day(9) } });
		expect(error).toBeUndefined();
		expect(JSON.stringify(requests[0])).toContain(day(9));
	});
});

describe('what stands above the output', () => {
	test('how many items had which outcome, and what is left of the limit', async () => {
		await upsert([
			{ key: '1', amount: '5' },
			{ key: '2', amount: '5' },
		]);
		const { hints } = await upsert(
			[
				{ key: '1', amount: '5' },
				{ key: '2', amount: '6' },
				{ key: '3', amount: '7' },
				{ key: '4', amount: 'much' },
			],
			{ onError: 'continueRegularOutput' },
		);
		expect(hints).toHaveLength(1);
		expect(hints[0]).toMatch(/^1 unchanged, 1 updated, 1 created, 1 not done\./);
	});
});

describe("the Output of an AI agent's tool", () => {
	const get = async (parameters: object, asTool = true) =>
		await run('receivable', 'get', { receivable: byKey('1001'), ...parameters }, { asTool });

	beforeEach(() => engine.addReceivable('1001'));

	test('is simplified unless asked for otherwise', async () => {
		const [tool, node] = [await get({}), await get({}, false)];
		expect(tool.json).toEqual(node.json);
		expect(tool.json[0]).not.toHaveProperty('object');
		expect((await get({ output: 'raw' })).json[0]).toMatchObject({ object: 'receivable' });
	});

	test('holds the fields that are named, and the ID', async () => {
		const { json } = await get({
			output: 'selected',
			selectedFields: ' openBalance, payerEmail,none,',
		});
		expect(Object.keys(json[0])).toEqual(['openBalance', 'payerEmail', 'id']);
	});

	test('without names is refused before anything is sent', async () => {
		const { error, requests } = await get({ output: 'selected', selectedFields: ' ' });
		expect(error?.message).toBe("'Fields' is empty");
		expect(requests).toEqual([]);
	});

	test('is not read where no agent is', async () => {
		const { json } = await get({ output: 'raw', simplify: true }, false);
		expect(json[0]).not.toHaveProperty('object');
	});
});

describe('the credential in HTTP Request', () => {
	test('comes with the address of production, to which a path is added', () => {
		const { apiBaseUrl, name } = new PaystandApi().httpRequestNode;
		expect(name).toBe('Paystand');
		expect(apiBaseUrl).toBe(`${baseUrlOf({ environment: 'production' })}/`);
	});

	test('fetches a token and adds both headers', async () => {
		const context = executeContext(engine.credential);
		const reply = await context.helpers.httpRequestWithAuthentication.call(context, 'paystandApi', {
			url: `${engine.baseUrl}/payerCustomers`,
			json: true,
		});
		expect(reply).toMatchObject({ results: [{ extCustomerId: 'CUST-1' }] });
	});
});
