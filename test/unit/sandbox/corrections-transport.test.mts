import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../../sandbox/server.mts';
import { callerOf, CUSTOMER, RECEIVABLE, send, startSandbox, type Caller } from './support.mts';

/**
 * Where sources correct each other, as far as any request is concerned
 * (docs/paystand-api.md#where-the-sources-disagree).
 */
let sandbox: Sandbox;
let api: Caller;
beforeAll(async () => void (sandbox = await startSandbox()));
beforeEach(async () => {
	sandbox.reset();
	api = await callerOf(sandbox);
	await api.post('/payerCustomers', CUSTOMER);
});
afterAll(() => sandbox.close());

const credentials = {
	grant_type: 'client_credentials',
	client_id: 'sandbox-client-id',
	client_secret: 'sandbox-client-secret',
	scope: 'auth',
};

describe('without f.querytype every f.* key is ignored', () => {
	test('also f.limit and values that are none: 200 and the default page', async () => {
		for (let row = 0; row < 3; row++)
			await api.post('/receivables/create', { ...RECEIVABLE, erpId: `R-${row}` });
		const query =
			'f.limit=1&f.offset=zwei&f.datepreset=sometimes&f.datestart=yesterday&f.order=%00';
		const { status, body } = await api.get(`/receivables?${query}`);
		expect(status).toBe(200);
		expect(body.results).toHaveLength(3);
		expect(body.settings).toMatchObject({ limit: 50, offset: 0 });
	});

	test('with it they are obeyed, and a malformed one is 422', async () => {
		const on = '/receivables?f.querytype=by-query-filters';
		expect((await api.get(`${on}&f.limit=1`)).body.settings.limit).toBe(1);
		expect((await api.get(`${on}&f.datestart=yesterday&f.datepreset=custom`)).status).toBe(422);
	});

	test('credit memos are no exception', async () => {
		expect((await api.get('/creditMemos?f.payerCustomerId=nobody')).status).toBe(200);
	});
});

describe('limit headers are on every answer', () => {
	const bearer = () => ({ ...api.headers });
	const large = 'x'.repeat(6 * 1024 * 1024);
	test.each<[string, number, () => Promise<{ status: number; headers: object }>]>([
		['an unknown route', 404, () => api.get('/invoices')],
		['a wrong method', 404, () => api.delete('/receivables/create')],
		['a bad token', 401, () => send(sandbox, 'GET', '/v3/payments/all')],
		['no token, unknown route', 404, () => send(sandbox, 'GET', '/v3/nothing')],
		['a new token', 200, () => send(sandbox, 'POST', '/v3/oauth/token', credentials)],
		['a body that is too large', 413, () => api.post('/payerCustomers', { a: large })],
		[
			'a body that is no JSON',
			400,
			() =>
				send(sandbox, 'POST', '/v3/payerCustomers', '{', {
					...bearer(),
					'content-type': 'application/json',
				}),
		],
	])('%s: %i', async (_name, expected, ask) => {
		const { status, headers } = await ask();
		expect(status).toBe(expected);
		expect(headers).toHaveProperty('ratelimit-limit', '3000');
		expect(headers).toHaveProperty('ratelimit-remaining');
		expect(headers).toHaveProperty('ratelimit-reset');
	});

	test('204, and a fault that hits before the work', async () => {
		api.merchant.deleteCustomers = true;
		const { id } = api.merchant.customers.all()[0]!;
		const gone = await api.delete(`/payerCustomers/${id}`);
		expect(gone.status).toBe(204);
		expect(gone.headers).toHaveProperty('ratelimit-limit');
		sandbox.world.faults.set({ serverError: 1 });
		const broken = await api.get('/payerCustomers');
		expect(broken.status).toBeGreaterThanOrEqual(500);
		expect(broken.headers).toHaveProperty('ratelimit-limit');
	});

	test('counted for each API key; calls without one share a bucket of their own', async () => {
		const left = async (ask: Promise<{ headers: Record<string, unknown> }>) =>
			Number((await ask).headers['ratelimit-remaining']);
		const before = await left(api.get('/payerCustomers'));
		const again = await callerOf(sandbox);
		expect(await left(again.get('/payerCustomers'))).toBe(before - 1);
		const other = await callerOf(sandbox, 1);
		expect(await left(other.get('/payerCustomers'))).toBe(2999);
		const bare = await left(send(sandbox, 'GET', '/v3/payments/all'));
		expect(await left(send(sandbox, 'POST', '/v3/oauth/token', credentials))).toBe(bare - 1);
		sandbox.world.faults.set({ rateLimit: 1 });
		const refused = await api.get('/nothing');
		expect(refused.status).toBe(429);
		expect(refused.headers).toHaveProperty('ratelimit-remaining', '0');
	});
});

describe('the token', () => {
	const basic = (secret: string) => ({
		authorization: `Basic ${Buffer.from(`sandbox-client-id:${secret}`).toString('base64')}`,
	});
	test('HTTP Basic may come beside the body, and must agree with it', async () => {
		const ask = (secret: string) =>
			send(sandbox, 'POST', '/v3/oauth/token', credentials, basic(secret));
		expect((await ask('sandbox-client-secret')).status).toBe(200);
		expect((await ask('another')).status).toBe(401);
	});

	test('it may be a long JWT, and works like any other', async () => {
		sandbox.world.faults.set({ tokenForm: 'jwt' });
		const { body } = await send(sandbox, 'POST', '/v3/oauth/token', credentials);
		expect(body.access_token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
		expect(body.access_token.length).toBeGreaterThan(1500);
		const headers = { ...api.headers, authorization: `Bearer ${body.access_token}` };
		expect(
			(await send(sandbox, 'GET', '/v3/payerCustomers?limit=1', undefined, headers)).status,
		).toBe(200);
	});

	test('one list of one customer proves token, scope and customer id', async () => {
		const path = '/v3/payerCustomers?limit=1';
		expect((await api.get('/payerCustomers?limit=1')).body.results).toHaveLength(1);
		const { authorization } = api.headers;
		expect((await send(sandbox, 'GET', path, undefined, { authorization })).status).toBe(401);
		const foreign = { ...api.headers, 'x-customer-id': 'b0realis0merchant000001a' };
		expect((await send(sandbox, 'GET', path, undefined, foreign)).status).toBe(401);
		const { scope: _scope, ...scopeless } = credentials;
		const { body } = await send(sandbox, 'POST', '/v3/oauth/token', scopeless);
		const bare = { ...api.headers, authorization: `Bearer ${body.access_token}` };
		expect((await send(sandbox, 'GET', path, undefined, bare)).status).toBe(403);
	});
});

describe('where the notes changed their mind, the newer reading', () => {
	const create = (changes: object) =>
		api.post('/receivables/create', { ...RECEIVABLE, ...changes });

	test('erpId and erpRef are both required, by their stored names, and invoiceId is no alias', async () => {
		for (const [missing, parameter] of [
			['erpId', 'extId'],
			['erpRef', 'invoiceKey'],
		]) {
			const { status, body } = await create({ [missing!]: undefined, invoiceId: 'INV-1' });
			expect(status).toBe(400);
			expect(body.error.details).toMatchObject({ detailCode: 'parameterMissing', parameter });
		}
	});

	test('a full update re-keys a receivable', async () => {
		const { id } = (await create({})).body;
		const { body } = await api.put(`/receivables/${id}/update`, { ...RECEIVABLE, erpId: 'NEW' });
		expect(body.extId).toBe('NEW');
	});

	test('/read has the shape of the create; the bare route is older', async () => {
		const { body: made, status } = await create({});
		expect(status).toBe(200);
		expect((await api.get(`/receivables/${made.id}/read`)).body).toEqual(made);
		const { body } = await api.get(`/receivables/${made.id}`);
		expect(body).toMatchObject({ status: 'current', dateDue: '11-30-2026' });
		expect(body).not.toHaveProperty('date');
	});

	test('a missing X-CUSTOMER-ID is 401, not 403', async () => {
		const { authorization } = api.headers;
		const { status, body } = await send(sandbox, 'GET', '/v3/refunds', undefined, {
			authorization,
		});
		expect(status).toBe(401);
		expect(body.error.details.code).toBe('insufficientResourceAccess');
	});

	test('subtotal and currency are enough for a quote of the default plan', async () => {
		const quote = { subtotal: '100.00', currency: 'USD' };
		const { body } = await api.post('/feeSplits/splitFees', quote);
		expect(body.cardPayments.payerTotal).toBe('103.50');
	});

	test('a payer can apply a credit memo, without any write by the API', async () => {
		const memo = {
			...{ extId: 'CM-1', extKey: 'CM-1', amount: 50.25, amountRemaining: 50.25 },
			...{ extCustomerId: CUSTOMER.extCustomerId, status: 'active' },
			...{ extCreationDate: '11-01-2026', extPostedDate: '11-01-2026' },
		};
		const { id } = (await api.post('/creditMemos', memo)).body;
		const applying = { extId: 'CM-1', amount: '20.15' };
		await send(sandbox, 'POST', '/control/credit-memos/apply', applying);
		expect((await api.get(`/creditMemos/${id}`)).body.amountRemaining).toBe(30.1);
		const more = await send(sandbox, 'POST', '/control/credit-memos/apply', {
			extId: 'CM-1',
			amount: '30.11',
		});
		expect(more.status).toBe(422);
	});
});
