import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../../sandbox/server.mts';
import { callerOf, send, startSandbox, type Caller } from './support.mts';

let sandbox: Sandbox;
let api: Caller;
beforeAll(async () => void (sandbox = await startSandbox({ speed: 0 })));
beforeEach(async () => {
	sandbox.reset();
	api = await callerOf(sandbox);
});
afterAll(() => sandbox.close());

describe('13 older routes that are not open to a merchant', () => {
	const routes = () => sandbox.document.operations.filter(({ isOlder }) => isOlder);

	test('these are them', () => {
		expect(
			routes()
				.map(({ operationId }) => operationId)
				.sort(),
		).toEqual([
			...['createRefund', 'createWithdrawal', 'getBalanceChange', 'getBalanceSummary', 'getBank'],
			...['getCard', 'getEvent', 'getPayer', 'getPaymentBalance', 'getWithdrawal', 'updateBank'],
			...['updateCard', 'updateDispute', 'updatePayer', 'updatePayment', 'updateRefund'],
			'updateWithdrawal',
		]);
	});

	test.each([401, 403, 404, 405] as const)('are all refused with %i', async (status) => {
		await send(sandbox, 'PATCH', '/control/merchants', { olderRoutes: status });
		for (const { method, path } of routes()) {
			const url = path.replace(/:\w+/g, 'a'.repeat(24));
			const body = method === 'GET' ? undefined : { amount: '1.00' };
			expect((await api.send(method, url, body)).status, `${method} ${path}`).toBe(status);
		}
		expect((await api.get('/refunds')).status).toBe(200);
		expect((await (await callerOf(sandbox, 1)).get('/balances/summary')).status).toBe(200);
	});

	test('or one by one', async () => {
		await send(sandbox, 'PATCH', '/control/merchants', { refusedRoutes: ['getWithdrawal:405'] });
		expect((await api.get(`/withdrawals/${'a'.repeat(24)}`)).status).toBe(405);
		expect((await api.get('/balances/summary')).status).toBe(200);
	});
});

test('the merchant’s own record is read by its id', async () => {
	const { status, body } = await api.get(`/customers/${api.merchant.id}`);
	expect(status).toBe(200);
	expect(body).toMatchObject({ object: 'customer', id: api.merchant.id, name: api.merchant.name });
	expect((await api.get('/customers/b0realis0merchant000001a')).status).toBe(401);
});
