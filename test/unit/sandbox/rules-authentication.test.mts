import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../../sandbox/server.mts';
import { callerOf, send, startSandbox } from './support.mts';

let sandbox: Sandbox;
beforeAll(async () => void (sandbox = await startSandbox()));
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const CREDENTIALS = {
	grant_type: 'client_credentials',
	client_id: 'sandbox-client-id',
	client_secret: 'sandbox-client-secret',
	scope: 'auth',
};
const token = (changes: object = {}) =>
	send(sandbox, 'POST', '/v3/oauth/token', { ...CREDENTIALS, ...changes });

describe('1 headers', () => {
	test('1 header names may be lower case, and a trailing slash does no harm', async () => {
		const { status, body } = await send(sandbox, 'POST', '/v3/oauth/token/', CREDENTIALS);
		expect(status).toBe(200);
		const list = await send(sandbox, 'GET', '/v3/payerCustomers/', undefined, {
			authorization: `bearer ${body.access_token}`,
			'x-customer-id': '8low3hlfk1a7t08trm7043aw',
		});
		expect(list.status).toBe(200);
	});

	test('1 the merchants have different credentials and 24-character ids', () => {
		const merchants = [...sandbox.world.merchants.values()];
		for (const { id } of merchants) expect(id).toMatch(/^[a-z0-9]{24}$/);
		expect(new Set(merchants.map(({ clientId }) => clientId)).size).toBe(3);
	});
});

describe('2 tokens', () => {
	test('2 a token lives 14 days, has the scope auth and comes with a refresh token', async () => {
		const { status, body } = await token();
		expect(status).toBe(200);
		expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 1_209_600, scope: 'auth' });
		expect(body.access_token).toMatch(/^[0-9a-f]+$/);
		expect(body.refresh_token).not.toBe(body.access_token);
	});

	test('2 after 14 days the token is refused with 401', async () => {
		const api = await callerOf(sandbox);
		await sandbox.world.clock.advance(13 * 86_400_000);
		expect((await api.get('/payerCustomers')).status).toBe(200);
		await sandbox.world.clock.advance(86_400_000 + 1000);
		const late = await api.get('/payerCustomers');
		expect(late.status).toBe(401);
		expect(late.body.error.details.code).toBe('insufficientResourceAccess');
	});

	test('2 any number of tokens is valid at the same time', async () => {
		const first = await callerOf(sandbox);
		for (let more = 0; more < 5; more++) await token();
		expect((await first.get('/payerCustomers')).status).toBe(200);
	});

	test('2 a wrong secret is 401', async () => {
		expect((await token({ client_secret: 'wrong' })).status).toBe(401);
	});

	test('2 a missing client id is 400 parameterMissing, another grant is 422', async () => {
		const { client_id: _gone, ...rest } = CREDENTIALS;
		const missing = await send(sandbox, 'POST', '/v3/oauth/token', rest);
		expect(missing.status).toBe(400);
		expect(missing.body.error.details).toMatchObject({
			detailCode: 'parameterMissing',
			parameter: 'client_id',
		});
		expect((await token({ grant_type: 'password' })).status).toBe(422);
	});

	test('2 the body is JSON: a form is refused', async () => {
		const form = await send(sandbox, 'POST', '/v3/oauth/token', 'grant_type=client_credentials', {
			'content-type': 'application/x-www-form-urlencoded',
		});
		expect(form.status).toBe(400);
	});

	test('2 without scope a token is issued that shows none, and later calls are 403', async () => {
		const { status, body } = await token({ scope: undefined });
		expect(status).toBe(200);
		expect(body).not.toHaveProperty('scope');
		const list = await send(sandbox, 'GET', '/v3/payerCustomers', undefined, {
			authorization: `Bearer ${body.access_token}`,
			'x-customer-id': '8low3hlfk1a7t08trm7043aw',
		});
		expect(list.status).toBe(403);
		expect(list.body.error.details.code).toBe('insufficient_scope');
	});

	test('2 a plan without API access gives the same insufficient_scope', async () => {
		const api = await callerOf(sandbox, 2);
		const list = await api.get('/payerCustomers');
		expect(list.status).toBe(403);
		expect(list.body.error.details.code).toBe('insufficient_scope');
	});

	test('2 without X-CUSTOMER-ID it is 401 insufficientResourceAccess, like a bad token', async () => {
		const { body } = await token();
		const headers = { authorization: `Bearer ${body.access_token}` };
		const none = await send(sandbox, 'GET', '/v3/payerCustomers', undefined, headers);
		const foreign = await send(sandbox, 'GET', '/v3/payerCustomers', undefined, {
			...headers,
			'x-customer-id': 'b0realis0merchant000001a',
		});
		const bad = await send(sandbox, 'GET', '/v3/payerCustomers', undefined, {
			authorization: 'Bearer nonsense',
			'x-customer-id': '8low3hlfk1a7t08trm7043aw',
		});
		for (const { status, body: reply } of [none, foreign, bad]) {
			expect(status).toBe(401);
			expect(reply.error.details.code).toBe('insufficientResourceAccess');
		}
	});

	test('2 no token is 401', async () => {
		expect((await send(sandbox, 'GET', '/v3/payments/all')).status).toBe(401);
	});
});

describe('3 errors', () => {
	test('3 the envelope has a string status, a 32-digit ref and details', async () => {
		const { body } = await send(sandbox, 'GET', '/v3/payments/all');
		expect(body.error).toMatchObject({ name: 'unauthorized', status: '401', type: 'requestError' });
		expect(body.error.ref).toMatch(/^[0-9a-f]{32}$/);
		expect(body.error.details.explanation).toBeTypeOf('string');
	});

	test('3 a route that does not exist is 404 in the envelope', async () => {
		const api = await callerOf(sandbox);
		const { status, body } = await api.get('/nothing');
		expect(status).toBe(404);
		expect(body.error.status).toBe('404');
	});

	test('3 a body that is no JSON is 400', async () => {
		const api = await callerOf(sandbox);
		const { status, body } = await api.send('POST', '/payerCustomers', '{"a":', {
			'content-type': 'application/json',
		});
		expect(status).toBe(400);
		expect(body.error.details.code).toBe('apiError');
	});

	test('3 no body where one is needed is 400 parameterMissing', async () => {
		const api = await callerOf(sandbox);
		const { status, body } = await api.post('/payerCustomers');
		expect(status).toBe(400);
		expect(body.error.details.detailCode).toBe('parameterMissing');
	});
});
