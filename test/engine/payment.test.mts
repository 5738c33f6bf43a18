import { beforeEach, describe, expect, test } from 'vitest';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine();
const run = (operation: string, parameters: object = {}) =>
	engine.run({ resource: 'payment', operation, parameters: parameters as never });
const byId = (value: string) => ({ mode: 'id', value, __rl: true });

let payments: { id: string }[];
beforeEach(async () => {
	await engine.addCustomer();
	await engine.addCustomer('CUST-2', { email: 'b@example.com' });
	await engine.addReceivable('1001');
	await engine.addReceivable('1002', { extCustomerId: 'CUST-2' });
	await engine.pay('1001');
	await engine.call('POST', '/control/pay', {
		receivables: [{ extId: '1002' }],
		bank: { accountNumber: '000123456789', routingNumber: '110000000' },
		payerFee: true,
	});
	payments = engine.merchant.payments.all();
});

describe('Get', () => {
	test("gives at most twelve fields, with the ERP's customer", async () => {
		const { json, requests, error } = await run('get', { payment: byId(payments[0].id) });
		expect(error).toBeUndefined();
		expect(requests).toMatchObject([{ method: 'GET', path: `/v3/payments/${payments[0].id}` }]);
		expect(json[0]).toMatchObject({
			id: payments[0].id,
			amount: '100.00',
			subtotal: '100.00',
			sourceType: 'Card',
			extCustomerId: 'CUST-1',
		});
		expect(Object.keys(json[0]).length).toBeLessThanOrEqual(12);
	});

	test('gives all on request', async () => {
		const { json } = await run('get', { payment: byId(payments[0].id), simplify: false });
		expect(json[0]).toMatchObject({ object: 'payment', payer: { externalId: 'CUST-1' } });
	});

	test('an ID of nobody', async () => {
		const { error } = await run('get', { payment: byId('0000000000000000000000aa') });
		expect(error?.description).toContain('not in this Paystand account');
	});
});

describe('Get Many', () => {
	const idsOf = (json: { id?: unknown }[]) => json.map(({ id }) => id);

	test('newest first, by one list for filtered and unfiltered', async () => {
		const { json, requests } = await run('getAll', { returnAll: true });
		expect(idsOf(json)).toEqual([payments[1].id, payments[0].id]);
		expect(requests[0].path).toBe('/v3/payments/all');
		const today = await run('getAll', {
			filters: { period: 'between', from: '2026-11-23', to: '2026-11-23', timezone: 'Etc/UTC' },
		});
		expect(today.requests[0]).toMatchObject({
			path: '/v3/payments/all',
			query: { 'f.datestart': '2026-11-23', 'f.dateend': '2026-11-23' },
		});
		expect(idsOf(today.json)).toEqual([payments[0].id]);
	});

	test.each([
		['the customer', { extCustomerId: 'CUST-2' }, 1],
		['the fund', { sourceType: 'Card' }, 0],
		['the state', { status: ['created', 'processing'] }, 1],
	])('by %s', async (_what, filters, index) => {
		const { json } = await run('getAll', { filters });
		expect(idsOf(json)).toEqual([payments[index].id]);
	});

	test('a period the wrong way round is refused', async () => {
		const { error, requests } = await run('getAll', {
			filters: { from: '2026-11-23', to: '2026-11-20' },
		});
		expect(error?.message).toContain("is after 'To Date'");
		expect(requests).toHaveLength(0);
	});
});
