import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadDocument, type ApiDocument } from '../../../sandbox/document.mts';
import { handlers } from '../../../sandbox/routes/index.mts';
import { createSandbox, type Sandbox } from '../../../sandbox/server.mts';
import { callerOf, CUSTOMER, send } from './support.mts';

let document: ApiDocument;
let sandbox: Sandbox;
const told: string[] = [];
beforeAll(async () => {
	document = await loadDocument();
	sandbox = await createSandbox({ onError: (message) => told.push(message) });
});
afterAll(() => sandbox.close());

describe('the API document drives the sandbox', () => {
	test('every operation has a handler, and every handler an operation', () => {
		const operations = document.operations.map(({ operationId }) => operationId);
		expect(Object.keys(handlers).sort()).toEqual(operations.sort());
	});

	test('the rate limit and the retry schedule of webhooks are read from it', () => {
		expect(document.rateLimit).toEqual({ requests: 3000, perSeconds: 60 });
		expect(document.delivery).toEqual({
			timeoutSeconds: 15,
			retrySeconds: [300, 900, 3600, 43200, 86400, 86400, 86400, 86400],
			stopsOn: [404],
		});
	});

	test('a reply that breaks it is a 500, and is told', async () => {
		const api = await callerOf(sandbox);
		const { body } = await api.post('/payerCustomers', CUSTOMER);
		api.merchant.customers.get(body.id)!.lastUpdated = 'yesterday';
		const broken = await api.get(`/payerCustomers/${body.id}`);
		expect(broken.status).toBe(500);
		expect(broken.body.error.details.code).toBe('sandboxContractBroken');
		expect(told.join()).toContain('getPayerCustomer');
	});
});

describe('the journal of requests', () => {
	test('keeps method, path, query, body and status, and masks secrets', async () => {
		sandbox.reset();
		const api = await callerOf(sandbox);
		await api.post('/payerCustomers', CUSTOMER);
		await api.get('/payerCustomers?limit=3');
		const { body } = await send(sandbox, 'GET', '/control/requests');
		const rows = JSON.stringify(body);
		expect(rows).not.toContain('sandbox-client-secret');
		expect(rows).not.toContain(api.headers.authorization);
		expect(sandbox.world.journal).toMatchObject([
			{ method: 'POST', path: '/v3/oauth/token', status: 200, merchantId: null },
			{
				method: 'POST',
				path: '/v3/payerCustomers',
				body: CUSTOMER,
				status: 200,
				merchantId: api.merchant.id,
			},
			{ method: 'GET', path: '/v3/payerCustomers', query: { limit: '3' }, status: 200 },
		]);
	});
});
