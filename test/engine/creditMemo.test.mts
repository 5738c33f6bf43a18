import { beforeEach, describe, expect, test } from 'vitest';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine();
const run = (operation: string, parameters: object, items?: { json: object }[]) =>
	engine.run({
		resource: 'creditMemo',
		operation,
		parameters: parameters as never,
		...(items && { items: items as never }),
	});
const picked = (mode: string, value: string) => ({ mode, value, __rl: true });

const MEMO = {
	customer: picked('key', 'CUST-1'),
	extId: 'CM-1',
	extKey: 'CM-2026-1',
	amount: '50.25',
	extPostedDate: '2026-11-20',
};
const BODY = {
	extId: 'CM-1',
	extKey: 'CM-2026-1',
	amount: 50.25,
	amountRemaining: 50.25,
	extCustomerId: 'CUST-1',
	extCreationDate: '11-20-2026',
	extPostedDate: '11-20-2026',
	status: 'active',
};

let customer: { id: string };
beforeEach(async () => {
	customer = await engine.addCustomer();
});

const stored = () => engine.merchant.creditMemos.all();
const add = (more: object = {}) => engine.call('POST', '/v3/creditMemos', { ...BODY, ...more });

describe('Create', () => {
	test('sends JSON numbers and US days', async () => {
		const { json, error, requests } = await run('create', MEMO);
		expect(error).toBeUndefined();
		expect(requests).toMatchObject([{ method: 'POST', path: '/v3/creditMemos' }]);
		expect(requests[0].body).toEqual(BODY);
		expect(json[0]).toMatchObject({ object: 'creditMemo', extId: 'CM-1', status: 'active' });
	});

	test('a customer by ID goes by the key of the ERP; optional fields go along', async () => {
		const { requests } = await run('create', {
			...MEMO,
			customer: picked('id', customer.id),
			additionalFields: {
				amountRemaining: 20,
				currency: 'CAD',
				erpName: 'NetSuite',
				extCreationDate: '2026-11-18T23:30:00-08:00',
				status: 'cancelled',
				extraFields: '{"memo": "Return"}',
			},
		});
		expect(requests.at(-1)!.body).toEqual({
			...BODY,
			amountRemaining: 20,
			currency: 'CAD',
			erpName: 'NetSuite',
			extCreationDate: '11-18-2026',
			status: 'cancelled',
			memo: 'Return',
		});
	});

	test.each([
		[{ amount: '12,5' }, "'Amount' is not an amount: '12,5'"],
		[{ amount: '0' }, "'Amount' must be above zero"],
		[{ extPostedDate: '2026-02-31' }, "'Posting Date' is not a calendar day"],
		[{ extKey: ' ' }, "'Credit Memo Number' is empty"],
		[{ amount: '999999999999999.99' }, "'Amount' is too large"],
		[{ additionalFields: { amountRemaining: '60' } }, "'Amount Remaining' (60) is more than"],
	])('%o is refused before it is sent', async (wrong, message) => {
		const { error, requests } = await run('create', { ...MEMO, ...wrong });
		expect(error?.message).toContain(message);
		expect(requests).toHaveLength(0);
	});

	test("Paystand's refusal is told in the words of the screen", async () => {
		const { error } = await run('create', { ...MEMO, customer: picked('key', 'CUST-9') });
		expect(error?.message).toContain('The customer does not exist');
		expect(error?.description).toContain("'Customer'");
	});
});

describe('Create or Update', () => {
	test('says created, unchanged, updated; an unchanged one is not written', async () => {
		const created = await run('upsert', MEMO);
		expect(created.json[0]).toMatchObject({ extId: 'CM-1', outcome: 'created' });

		const same = await run('upsert', { ...MEMO, amount: 50.25 });
		expect(same.json[0]).toMatchObject({ outcome: 'unchanged' });
		expect(same.requests.every(({ method }) => method === 'GET')).toBe(true);

		const changed = await run('upsert', { ...MEMO, extKey: 'CM-2026-1a' });
		expect(changed.json[0]).toMatchObject({ extKey: 'CM-2026-1a', outcome: 'updated' });
		expect(stored()).toHaveLength(1);
	});

	test('neither reactivates a cancelled memo nor undoes what was applied', async () => {
		await add({ amountRemaining: 10, status: 'cancelled', extCreationDate: '11-01-2026' });
		const { json } = await run('upsert', { ...MEMO, amount: '60.25' });
		expect(json[0]).toMatchObject({ outcome: 'updated' });
		expect(stored()[0]).toMatchObject({
			amount: 60.25,
			amountRemaining: 20,
			status: 'cancelled',
			extCreationDate: '11-01-2026',
		});
	});

	test('Overwrite Remaining takes the remainder of the ERP', async () => {
		await add({ amountRemaining: 10 });
		const parameters = { ...MEMO, additionalFields: { amountRemaining: '5' } };
		expect((await run('upsert', parameters)).json[0].outcome).toBe('unchanged');
		const { json } = await run('upsert', { ...parameters, overwriteRemaining: true });
		expect(json[0]).toMatchObject({ amountRemaining: 5, outcome: 'updated' });
	});

	test.each([
		[{ extPostedDate: '2026-11-20T23:30:00-08:00' }, 'unchanged'],
		[{ extPostedDate: '2026-11-21' }, 'updated'],
		[{ additionalFields: { status: 'active' } }, 'unchanged'],
		[{ additionalFields: { currency: 'CAD' } }, 'updated'],
		[{ additionalFields: { erpName: 'NetSuite' } }, 'unchanged'],
		[{ additionalFields: { erpName: 'Sage' } }, 'updated'],
		[{ additionalFields: { extCreationDate: '2026-11-19' } }, 'updated'],
	])('%o makes it %s', async (more, outcome) => {
		await add({ currency: 'USD', erpName: 'NetSuite' });
		expect((await run('upsert', { ...MEMO, ...more })).json[0]).toMatchObject({ outcome });
	});

	test('a currency that no reply shows is no change', async () => {
		await add();
		engine.rewrite((_request, body: any) => {
			for (const memo of body?.results ?? [body]) delete memo?.currency;
			return body;
		});
		const { json } = await run('upsert', { ...MEMO, additionalFields: { currency: 'CAD' } });
		expect(json[0]).toMatchObject({ outcome: 'unchanged' });
	});

	test('two items with one key make one credit memo', async () => {
		const { json } = await run('upsert', MEMO, [{ json: {} }, { json: {} }]);
		expect(json.map(({ outcome }) => outcome)).toEqual(['created', 'unchanged']);
		expect(stored()).toHaveLength(1);
	});
});

describe('Update', () => {
	test('sends the whole memo and keeps what was applied', async () => {
		await add({ amountRemaining: 10, erpName: 'NetSuite' });
		const { requests, error } = await run('update', {
			creditMemo: picked('key', 'CM-1'),
			updateFields: { amount: '45.25', extPostedDate: '2026-11-21' },
		});
		expect(error).toBeUndefined();
		const sent = requests.find(({ method }) => method === 'PUT')!;
		expect(sent.body).toMatchObject({
			...BODY,
			amount: 45.25,
			amountRemaining: 5,
			extPostedDate: '11-21-2026',
			erpName: 'NetSuite',
		});
	});

	test('less than what was applied is refused', async () => {
		const { id } = await add({ amountRemaining: 10 });
		const { error, requests } = await run('update', {
			creditMemo: picked('id', id),
			updateFields: { amount: '40' },
		});
		expect(error?.message).toContain("'Amount' (40) is less than what was already applied");
		expect(requests.every(({ method }) => method === 'GET')).toBe(true);
	});

	test('nothing to change is said', async () => {
		const { error } = await run('update', { creditMemo: picked('key', 'CM-1') });
		expect(error?.message).toContain("'Update Fields' are empty");
	});
});

describe('Cancel, Activate, Get', () => {
	test('put it into the state and back', async () => {
		const { id } = await add();
		const cancelled = await run('cancel', { creditMemo: picked('id', id) });
		expect(cancelled.requests).toMatchObject([
			{ method: 'PATCH', path: `/v3/creditMemos/${id}/cancel` },
		]);
		expect(cancelled.json[0]).toMatchObject({ id, status: 'cancelled' });
		const active = await run('activate', { creditMemo: picked('key', 'CM-1') });
		expect(active.json[0]).toMatchObject({ id, status: 'active' });
	});

	test('Get simplifies to ten fields, or gives all', async () => {
		const { id } = await add({ memo: 'kept' });
		const short = await run('get', { creditMemo: picked('id', id) });
		expect(Object.keys(short.json[0])).toEqual([
			...['extId', 'extKey', 'extCustomerId', 'amount', 'amountRemaining'],
			...['currency', 'status', 'extPostedDate', 'lastUpdated', 'id'],
		]);
		const whole = await run('get', { creditMemo: picked('id', id), simplify: false });
		expect(whole.json[0]).toMatchObject({ memo: 'kept', object: 'creditMemo' });
	});

	test.each(['cancel', 'activate', 'get'])(
		'%s names a key that does not exist',
		async (operation) => {
			const { error } = await run(operation, { creditMemo: picked('key', 'CM-9') });
			expect(error?.message).toBe(
				"No credit memo with ERP Credit Memo ID 'CM-9' exists in Paystand",
			);
		},
	);
});

describe('Get Many', () => {
	beforeEach(async () => {
		await engine.addCustomer('CUST-2', { email: 'b@example.com' });
		await add({ erpName: 'NetSuite' });
		await add({ extId: 'CM-2', status: 'cancelled' });
		await add({ extId: 'CM-3', extCustomerId: 'CUST-2' });
	});
	const idsOf = (json: object[]) => json.map((row) => (row as { extId: string }).extId);

	test('all, oldest first, with the own list asked for', async () => {
		const { json, requests } = await run('getAll', { returnAll: true, order: 'created ASC' });
		expect(idsOf(json)).toEqual(['CM-1', 'CM-2', 'CM-3']);
		expect(requests[0].query).toMatchObject({ 'f.querytype': 'own', order: 'created ASC' });
	});

	test('of a customer, of an ERP', async () => {
		const ofCustomer = await run('getAll', {
			which: 'by-payerCustomerId',
			customer: picked('key', 'CUST-2'),
		});
		expect(idsOf(ofCustomer.json)).toEqual(['CM-3']);
		const ofErp = await run('getAll', { which: 'by-erpName', erpName: 'NetSuite' });
		expect(idsOf(ofErp.json)).toEqual(['CM-1']);
		expect(ofErp.requests[0].query).toMatchObject({ 'f.erpName': 'NetSuite' });
	});

	test('filters and limit', async () => {
		const filtered = await run('getAll', { filters: { status: ['cancelled'], extId: 'cm-' } });
		expect(idsOf(filtered.json)).toEqual(['CM-2']);
		expect((await run('getAll', { limit: 1 })).json).toHaveLength(1);
	});

	test('an ERP without a name is refused', async () => {
		const { error } = await run('getAll', { which: 'by-erpName', erpName: ' ' });
		expect(error?.message).toContain("'ERP Name' is empty");
	});
});
