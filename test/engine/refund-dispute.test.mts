import { beforeEach, describe, expect, test } from 'vitest';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine();
const run = (resource: string, operation: string, parameters: object = {}) =>
	engine.run({ resource, operation, parameters: parameters as never });
const byId = (value: string) => ({ mode: 'id', value, __rl: true });

let payments: { id: string }[];

/** Two paid invoices; of the first a part went back, the second was disputed. */
beforeEach(async () => {
	await engine.addCustomer();
	await engine.addReceivable('1001');
	await engine.addReceivable('1002');
	await engine.pay('1001');
	await engine.pay('1002');
	payments = engine.merchant.payments.all();
	await engine.call('POST', '/control/refund', { paymentId: payments[0].id, amount: '30.00' });
	await engine.call('POST', '/control/refund', { paymentId: payments[1].id, amount: '10.00' });
	await engine.call('POST', '/control/dispute', { paymentId: payments[0].id, outcome: 'won' });
	await engine.call('POST', '/control/dispute', { paymentId: payments[1].id, type: 'Bank' });
	await engine.call('POST', '/control/clock', { advance: '1m' });
});

describe('Refund', () => {
	test('Get simplifies, or gives all that Paystand sent', async () => {
		const { id } = engine.merchant.refunds.all()[0];
		const { json, requests, error } = await run('refund', 'get', { refund: byId(` ${id} `) });
		expect(error).toBeUndefined();
		expect(requests).toMatchObject([{ method: 'GET', path: `/v3/refunds/${id}` }]);
		expect(json).toMatchObject([{ id, amount: '30.00', paymentId: payments[0].id }]);
		expect(Object.keys(json[0]).length).toBeLessThanOrEqual(10);

		const whole = await run('refund', 'get', { refund: byId(id), simplify: false });
		expect(whole.json[0]).toMatchObject({ object: 'refund', resource: { object: 'payment' } });
	});

	test('Get Many reads the unfiltered list, newest first', async () => {
		const { json, requests } = await run('refund', 'getAll', { returnAll: true });
		expect(json.map(({ amount }) => amount)).toEqual(['10.00', '30.00']);
		expect(requests[0].path).toBe('/v3/refunds/all');
		expect(requests[0].query).not.toHaveProperty('order');
	});

	test('Get Many of a payment, by our own filter', async () => {
		const { json } = await run('refund', 'getAll', { filters: { payment: byId(payments[0].id) } });
		expect(json.map(({ amount }) => amount)).toEqual(['30.00']);
	});

	test('Get Many by days asks Paystand, in the given order', async () => {
		const { json, requests } = await run('refund', 'getAll', {
			order: 'created ASC',
			filters: {
				period: 'between',
				from: '2026-11-23',
				to: '2026-11-30',
				dateType: 'lastUpdated',
				timezone: 'America/Los_Angeles',
			},
		});
		expect(json.map(({ amount }) => amount)).toEqual(['30.00', '10.00']);
		expect(requests[0]).toMatchObject({
			path: '/v3/refunds',
			query: {
				'f.querytype': 'by-query-filters',
				'f.datepreset': 'custom',
				'f.datestart': '2026-11-23',
				'f.dateend': '2026-11-30',
				'f.datetype': 'lastUpdated',
				'f.timezone': 'America/Los_Angeles',
				'f.order': 'created ASC',
			},
		});
		const before = await run('refund', 'getAll', {
			filters: { period: 'between', from: '2026-11-01', to: '2026-11-10' },
		});
		expect(before.json).toEqual([]);
	});

	test('an ID of nobody gives the three causes of a 401', async () => {
		const { error } = await run('refund', 'get', { refund: byId('0000000000000000000000aa') });
		expect(error?.description).toContain('not in this Paystand account');
	});
});

describe('Dispute', () => {
	test('Get', async () => {
		const { id } = engine.merchant.disputes.all()[1];
		const { json, requests } = await run('dispute', 'get', { dispute: byId(id) });
		expect(requests).toMatchObject([{ method: 'GET', path: `/v3/disputes/${id}` }]);
		expect(json).toMatchObject([{ id, disputeType: 'Bank', paymentId: payments[1].id }]);
	});

	test('Get Many by type, payment and state', async () => {
		const returns = await run('dispute', 'getAll', { filters: { disputeType: 'Bank' } });
		expect(returns.requests[0].path).toBe('/v3/disputes/all');
		expect(returns.json.map(({ paymentId }) => paymentId)).toEqual([payments[1].id]);

		const cards = await run('dispute', 'getAll', {
			filters: { disputeType: 'Card', payment: byId(payments[0].id) },
		});
		expect(cards.json).toHaveLength(1);
		const { status } = engine.merchant.disputes.all()[0];
		const byState = await run('dispute', 'getAll', { filters: { status: [status] } });
		expect(byState.json.every((row) => row.status === status)).toBe(true);
		expect((await run('dispute', 'getAll', { filters: { status: ['failed'] } })).json).toEqual([]);
	});

	test('a malformed ID is not sent', async () => {
		const { error, requests } = await run('dispute', 'get', { dispute: byId('a/b') });
		expect(error?.message).toContain(
			"'Dispute' must be a Paystand ID of 24 letters and digits, not 'a/b'",
		);
		expect(requests).toHaveLength(0);
	});
});
