import type { IDataObject } from 'n8n-workflow';
import { beforeEach, describe, expect, test } from 'vitest';
import { resources } from '../../nodes/Paystand/registry.ts';
import { useEngine } from './harness/sandbox.mts';

/**
 * Operations of Paystand's older reference that move no money
 * (docs/paystand-api.md#the-older-reference).
 */
const engine = useEngine();
const picked = (value: string, mode = 'id') => ({ mode, value, __rl: true });
const run = (resource: string, operation: string, parameters: object = {}) =>
	engine.run({ resource, operation, parameters: parameters as never });

let paymentId: string;
let payerId: string;
let cardId: string;
let bankId: string;

beforeEach(async () => {
	payerId = (await engine.addCustomer()).payer.id;
	await engine.addReceivable('1001');
	await engine.pay('1001');
	paymentId = engine.merchant.payments.all()[0].id;
	cardId = (
		await engine.call('POST', '/control/cards', {
			extCustomerId: 'CUST-1',
			card: '4242424242424242',
		})
	).id;
	const bank = {
		...{ nameOnAccount: 'Acme', accountHolderType: 'company', accountType: 'checking' },
		...{ routingNumber: '110000000', accountNumber: '000123456789' },
		...{ currency: 'USD', country: 'USA', meta: { externalId: 'B-1' } },
	};
	bankId = (await engine.call('POST', `/v3/payers/${payerId}/banks`, bank)).id;
});

describe('Balance', () => {
	test('Get Summary gives an item for each currency and account', async () => {
		const { json, requests } = await run('balance', 'getSummary', { accounts: ' default, other ' });
		expect(requests).toMatchObject([
			{ path: '/v3/balances/summary', query: { accounts: 'default,other' } },
		]);
		expect(json).toEqual([
			{
				...{ currency: 'USD', accountKey: 'default' },
				...{ available: '0.00', pending: '100.00', current: '100.00' },
			},
		]);
		const whole = await run('balance', 'getSummary', { simplify: false });
		expect(whole.requests[0].query).toEqual({});
		expect(whole.json[0]).toMatchObject({ usd: { default: { pending: '100.00' } } });
	});

	test.each([
		[{ usd: { total: 'x' } }, [{ usd: { total: 'x' } }]],
		[{}, []],
		[{ eur: { a: { available: 5 } } }, [{ currency: 'EUR', accountKey: 'a', available: 5 }]],
	])('a summary of another shape, %o, is shown as it is', async (reply, items) => {
		engine.answer(/balances.summary/, reply);
		expect((await run('balance', 'getSummary')).json).toEqual(items);
	});

	test('of a payment, and a change', async () => {
		const { json, requests } = await run('balance', 'getOfPayment', { payment: picked(paymentId) });
		expect(requests[0].path).toBe(`/v3/payments/${paymentId}/balances`);
		expect(json[0]).toMatchObject({ paymentId });
		const [{ id }] = engine.merchant.balanceChanges.all();
		const change = await run('balance', 'getChange', { balanceChangeId: id });
		expect(change.requests[0].path).toBe(`/v3/payments/balances/changes/${id}`);
		expect(change.json[0]).toMatchObject({ id, paymentId });
	});
});

describe('Card, Bank Account, Payer', () => {
	test('Get a card', async () => {
		const { json, requests } = await run('card', 'get', { cardId });
		expect(requests).toMatchObject([{ method: 'GET', path: `/v3/cards/${cardId}` }]);
		expect(json[0]).toMatchObject({ id: cardId, brand: 'visa', last4: '4242', payerId });
		expect(Object.keys(json[0]).length).toBeLessThanOrEqual(10);
	});

	test('Get a bank account, without its number', async () => {
		const { inner: _inner, ...bank } = engine.merchant.banks.all()[0];
		engine.answer(/GET .*banks/, { ...bank, accountNumber: '000123456789' });
		for (const simplify of [true, false]) {
			const { json } = await run('bankAccount', 'get', { bankId, simplify });
			expect(json[0]).toMatchObject({ id: bankId, verified: false, last4: '6789' });
			expect(JSON.stringify(json)).not.toContain('000123456789');
		}
	});

	test('Get the payer of a customer, by its key or by itself', async () => {
		for (const customer of [picked('CUST-1', 'key'), picked(payerId, 'payer')]) {
			const { json, requests } = await run('payer', 'get', { customer });
			expect(requests.at(-1)).toMatchObject({ method: 'GET', path: `/v3/payers/${payerId}` });
			expect(json[0]).toMatchObject({ id: payerId, object: 'payer' });
		}
	});

	test('Update a card: only what is sent', async () => {
		const extraFields = '{"nameOnCard": "Dana Reed"}';
		const { json, requests } = await run('card', 'update', {
			cardId,
			updateFields: { extraFields },
		});
		expect(requests.find(({ method }) => method === 'PUT')).toMatchObject({
			path: `/v3/cards/${cardId}`,
			body: { nameOnCard: 'Dana Reed' },
		});
		expect(json[0]).toMatchObject({ nameOnCard: 'Dana Reed', last4: '4242' });
	});

	test('Update a bank account: its name, and metadata beside what is there', async () => {
		const updateFields = { nameOnAccount: 'Acme Inc', extraFields: '{"meta": {"a": 1}}' };
		const { json, requests } = await run('bankAccount', 'update', { bankId, updateFields });
		expect(requests.find(({ method }) => method === 'PUT')?.body).toEqual({
			nameOnAccount: 'Acme Inc',
			meta: { externalId: 'B-1', a: 1 },
		});
		expect(json[0]).toMatchObject({ nameOnAccount: 'Acme Inc', id: bankId });
	});

	test('another number is another account', async () => {
		const updateFields = { extraFields: '{"accountNumber": "1"}' };
		const { error, requests } = await run('bankAccount', 'update', { bankId, updateFields });
		expect(error?.message).toContain("hold 'accountNumber'");
		expect(requests).toEqual([]);
	});

	test('Update a payer, where it cannot be read', async () => {
		await engine.call('PATCH', '/control/merchants', { refusedRoutes: ['getPayer:403'] });
		const { json, error } = await run('payer', 'update', {
			customer: picked(payerId, 'payer'),
			updateFields: { extraFields: '{"name": "Dana"}' },
		});
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ id: payerId, name: 'Dana' });
	});
});

describe('Payment and Dispute', () => {
	test('Update a payment adds to its metadata', async () => {
		engine.merchant.payments.all()[0].meta = { chargeKey: 'k' };
		const { json, requests } = await run('payment', 'update', {
			payment: picked(paymentId),
			updateFields: { description: 'March', meta: '{"a": 1}' },
		});
		expect(requests.find(({ method }) => method === 'PUT')?.body).toEqual({
			description: 'March',
			meta: { chargeKey: 'k', a: 1 },
		});
		expect(json[0]).toMatchObject({ id: paymentId, description: 'March', amount: '100.00' });
	});

	test.each([
		[{ meta: '{"chargeKey": "x"}' }, "'Metadata (JSON)' holds 'chargeKey'"],
		[{ extraFields: '{"amount": "1"}' }, "hold 'amount'"],
		[{ extraFields: '{"accountKey": "b"}' }, "hold 'accountKey'"],
	])('but not by %o', async (updateFields, message) => {
		const { error, requests } = await run('payment', 'update', {
			payment: picked(paymentId),
			updateFields,
		});
		expect(error?.message).toContain(message);
		expect(requests).toEqual([]);
	});

	test('Update a dispute with whatever Paystand takes', async () => {
		await engine.call('POST', '/control/dispute', { paymentId, outcome: 'open' });
		const [{ id }] = engine.merchant.disputes.all();
		const { json, requests } = await run('dispute', 'update', {
			dispute: picked(id),
			updateFields: { extraFields: '{"note": "Delivered"}' },
		});
		expect(requests.find(({ method }) => method === 'PUT')).toMatchObject({
			path: `/v3/disputes/${id}`,
			body: { note: 'Delivered' },
		});
		expect(json[0]).toMatchObject({ id, note: 'Delivered' });
	});
});

describe('what a refusal says', () => {
	const extra = { updateFields: { extraFields: '{"a": 1}' } };
	const cases: Array<[string, string, () => IDataObject]> = [
		['balance', 'getChange', () => ({ balanceChangeId: paymentId })],
		['balance', 'getOfPayment', () => ({ payment: picked(paymentId) })],
		['balance', 'getSummary', () => ({})],
		['bankAccount', 'get', () => ({ bankId })],
		['bankAccount', 'update', () => ({ bankId, ...extra })],
		['card', 'get', () => ({ cardId })],
		['card', 'update', () => ({ cardId, ...extra })],
		['dispute', 'update', () => ({ dispute: picked(paymentId), ...extra })],
		['payer', 'get', () => ({ customer: picked(payerId, 'payer') })],
		['payer', 'update', () => ({ customer: picked(payerId, 'payer'), ...extra })],
		['payment', 'update', () => ({ payment: picked(paymentId), ...extra })],
	];

	describe.each([401, 403, 404, 405])('%d of a route that is not open', (status) => {
		test.each(cases)('%s: %s', async (resource, operation, parameters) => {
			await engine.call('PATCH', '/control/merchants', { olderRoutes: status });
			const { error } = await run(resource, operation, parameters());
			expect(error?.description).toContain('may not be open to your account');
			expect(error?.description).toContain('support@paystand.com');
		});
	});

	test('every operation of the older reference says so where it is chosen', () => {
		const noted = resources.flatMap(({ value, operations }) =>
			operations
				.filter(({ description }) => description.includes('older API reference'))
				.map((operation) => `${value}.${operation.value}`),
		);
		expect(noted).toEqual([
			...['balance.getChange', 'balance.getOfPayment', 'balance.getSummary', 'bankAccount.get'],
			...['bankAccount.update', 'card.get', 'card.update', 'dispute.update', 'payer.get'],
			...['payer.update', 'payment.update', 'refund.create', 'refund.update'],
			...['withdrawal.create', 'withdrawal.update'],
		]);
	});
});
