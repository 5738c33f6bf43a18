import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../../sandbox/server.mts';
import { callerOf, CUSTOMER, startSandbox, type Caller } from './support.mts';

const MEMO = {
	extId: 'CM-1',
	extKey: 'CM-0001',
	amount: 50,
	amountRemaining: 25.5,
	extCustomerId: CUSTOMER.extCustomerId,
	extCreationDate: '11-01-2026',
	extPostedDate: '11-02-2026',
	status: 'active',
};

let sandbox: Sandbox;
let api: Caller;
beforeAll(async () => void (sandbox = await startSandbox()));
beforeEach(async () => {
	sandbox.reset();
	api = await callerOf(sandbox);
	await api.post('/payerCustomers', CUSTOMER);
});
afterAll(() => sandbox.close());

describe('credit memos', () => {
	test('a create answers 201, amounts are JSON numbers', async () => {
		const { status, body } = await api.post('/creditMemos', MEMO);
		expect(status).toBe(201);
		expect(body).toMatchObject({ object: 'creditMemo', ...MEMO });
		expect((await api.get(`/creditMemos/${body.id}`)).body).toEqual(body);
	});

	test.each(Object.keys(MEMO))('%s is required', async (field) => {
		const { [field]: _gone, ...rest } = MEMO as Record<string, unknown>;
		const { status, body } = await api.post('/creditMemos', rest);
		expect(status).toBe(400);
		expect(body.error.details).toMatchObject({
			detailCode: 'parameterMissing',
			parameter: field,
		});
	});

	test.each(['11-01-2026', '11/01/2026', '11.01.2026'])('a date %s is accepted', async (day) => {
		expect((await api.post('/creditMemos', { ...MEMO, extPostedDate: day })).status).toBe(201);
	});

	test.each([
		['an amount as a string', { amount: '50.00' }, 'amount'],
		['a remaining amount as a string', { amountRemaining: '25.50' }, 'amountRemaining'],
		['an ISO date', { extPostedDate: '2026-11-02' }, 'extPostedDate'],
		['a day that does not exist', { extCreationDate: '02-31-2026' }, 'extCreationDate'],
		['another status', { status: 'open' }, 'status'],
		['more remaining than there was', { amountRemaining: 50.01 }, 'amountRemaining'],
	])('%s is 422', async (_name, changes, parameter) => {
		const { status, body } = await api.post('/creditMemos', { ...MEMO, ...changes });
		expect(status).toBe(422);
		expect(body.error.details).toMatchObject({ code: 'validationError', parameter });
	});

	test('the customer must exist', async () => {
		const { status, body } = await api.post('/creditMemos', { ...MEMO, extCustomerId: 'NOBODY' });
		expect(status).toBe(400);
		expect(body.error.details.parameter).toBe('extCustomerId');
	});

	test('an update takes the full body', async () => {
		const { body } = await api.post('/creditMemos', MEMO);
		const changed = await api.put(`/creditMemos/${body.id}`, { ...MEMO, amountRemaining: 0 });
		expect(changed.body).toMatchObject({ id: body.id, amountRemaining: 0 });
		expect((await api.put(`/creditMemos/${body.id}`, { amountRemaining: 0 })).status).toBe(400);
	});

	test('cancel and activate are PATCH', async () => {
		const { body } = await api.post('/creditMemos', MEMO);
		const path = `/creditMemos/${body.id}`;
		expect((await api.patch(`${path}/cancel`)).body.status).toBe('cancelled');
		expect((await api.patch(`${path}/activate`)).body.status).toBe('active');
		expect((await api.post(`${path}/cancel`)).status).toBe(404);
	});

	test('the list: own, by payer, by ERP name', async () => {
		const other = { ...CUSTOMER, extCustomerId: 'B' };
		const { body: customer } = await api.post('/payerCustomers', other);
		await api.post('/creditMemos', { ...MEMO, erpName: 'NetSuite' });
		await api.post('/creditMemos', { ...MEMO, extId: 'CM-2', extCustomerId: 'B' });
		const ids = async (query: string) =>
			(await api.get(`/creditMemos?${query}`)).body.results.map(
				({ extId }: { extId: string }) => extId,
			);
		expect(await ids('f.querytype=own')).toEqual(['CM-2', 'CM-1']);
		expect(await ids(`f.querytype=by-payerCustomerId&f.payerCustomerId=${customer.id}`)).toEqual([
			'CM-2',
		]);
		expect(await ids('f.querytype=by-erpName&f.erpName=NetSuite')).toEqual(['CM-1']);
	});

	test('no date range', async () => {
		await api.post('/creditMemos', MEMO);
		const query =
			'f.querytype=by-query-filters&f.datepreset=custom&f.datestart=2020-01-01&f.dateend=2020-01-02';
		const { status, body } = await api.get(`/creditMemos?${query}`);
		expect(status).toBe(422);
		expect(body.error.details.parameter).toBe('f.querytype');
	});

	test('the memo of another merchant is 401', async () => {
		const { body } = await api.post('/creditMemos', MEMO);
		const other = await callerOf(sandbox, 1);
		expect((await other.get(`/creditMemos/${body.id}`)).status).toBe(401);
		expect((await other.patch(`/creditMemos/${body.id}/cancel`)).status).toBe(401);
	});

	test('customers and credit memos emit events only where the world says so', async () => {
		api.merchant.settings.events.enabled = true;
		await api.post('/creditMemos', MEMO);
		expect(api.merchant.events.size).toBe(0);
		sandbox.world.extraEvents = true;
		await api.post('/creditMemos', { ...MEMO, extId: 'CM-2' });
		const [event] = api.merchant.events.all();
		expect(event).toMatchObject({ sourceType: 'CreditMemo', resource: { extId: 'CM-2' } });
	});
});
