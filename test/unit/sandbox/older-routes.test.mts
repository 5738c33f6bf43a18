import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../../sandbox/server.mts';
import { callerOf, CUSTOMER, send, startSandbox, type Caller } from './support.mts';

/** Fact sheet 13: routes of the older reference. */
const MINUTE = 60_000;
const DAY = 86_400_000;
const start = new Date('2026-11-23T18:00:00Z');
let sandbox: Sandbox;
let api: Caller;
let payerId: string;
beforeAll(async () => void (sandbox = await startSandbox({ start, speed: 0 })));
beforeEach(async () => {
	sandbox.reset();
	api = await callerOf(sandbox);
	payerId = (await api.post('/payerCustomers', CUSTOMER)).body.payer.id;
});
afterAll(() => sandbox.close());

const control = async (path: string, body: object) =>
	(await send(sandbox, 'POST', `/control${path}`, body)).body;

/** A card payment of nothing in particular, posted at once. */
async function payment(amount = '100.00', card = '4242424242424242'): Promise<string> {
	const { id } = await control('/cards', { extCustomerId: CUSTOMER.extCustomerId, card });
	const charge = { amount, currency: 'USD', payerId, cardId: id };
	return (await api.post('/payments/secure', charge)).body.id;
}

const bank = {
	...{ nameOnAccount: 'Acme', accountHolderType: 'company', accountType: 'checking' },
	...{ routingNumber: '110000000', accountNumber: '000123456789', currency: 'USD', country: 'USA' },
};

describe('13.1 refunds', () => {
	const give = (id: string, body: object) => api.post(`/payments/${id}/refunds`, body);

	test('14 t in parts, as a string or as a number, in the currency of the payment', async () => {
		const id = await payment();
		const { status, body } = await give(id, {
			amount: '60.00',
			currency: 'USD',
			description: 'Returned',
			meta: { refundKey: 'r-1' },
		});
		expect(status).toBe(200);
		expect(body).toMatchObject({
			object: 'refund',
			status: 'created',
			amount: '60.00',
			description: 'Returned',
			meta: { refundKey: 'r-1' },
			paymentId: id,
		});
		expect((await give(id, { amount: 40 })).body.amount).toBe('40.00');
		const { refunds } = (await api.get(`/payments/${id}`)).body;
		expect(refunds).toHaveLength(2);
		expect(refunds[0]).toMatchObject({ id: body.id, meta: { refundKey: 'r-1' } });
	});

	test('never more than what earlier refunds and disputes leave', async () => {
		const id = await payment();
		await give(id, { amount: '60.00' });
		const over = await give(id, { amount: '40.01' });
		expect(over.status).toBe(422);
		expect(over.body.error.details.parameter).toBe('amount');
		await sandbox.world.clock.advance(MINUTE);
		await control('/dispute', { paymentId: id, outcome: 'lost' });
		expect((await give(id, { amount: '40.00' })).status).toBe(422);
		expect(api.merchant.refunds.size).toBe(1);
	});

	test('a dispute that is won frees the money again', async () => {
		const id = await payment();
		await control('/dispute', { paymentId: id, outcome: 'won' });
		expect((await give(id, { amount: '1.00' })).status).toBe(422);
		await sandbox.world.clock.advance(20 * DAY);
		api = await callerOf(sandbox);
		expect((await give(id, { amount: '100.00' })).status).toBe(200);
	});

	test.each([
		['nothing', {}, 400],
		['zero', { amount: '0.00' }, 422],
		['a negative number', { amount: -1 }, 422],
		['a third of a cent', { amount: 0.001 }, 422],
		['a sum of floats', { amount: 0.1 + 0.2 }, 422],
		['another currency', { amount: '1.00', currency: 'CAD' }, 422],
	])('%s is refused', async (_name, body, status) => {
		expect((await give(await payment(), body)).status).toBe(status);
		expect(api.merchant.refunds.size).toBe(0);
	});

	test('a bank payment is refunded after it is posted and its first week is over', async () => {
		const { id: bankId } = (await api.post(`/payers/${payerId}/banks`, bank)).body;
		await send(sandbox, 'PATCH', '/control/merchants', { chargeUnverified: true });
		const charge = { amount: '50.00', currency: 'USD', payerId, bankId };
		const { id } = (await api.post('/payments/secure', charge)).body;
		expect((await give(id, { amount: '50.00' })).status).toBe(400);
		await sandbox.world.clock.advance(6 * DAY);
		const early = await give(id, { amount: '50.00' });
		expect(early.body.error.details.explanation).toContain('ACH Protection Period');
		await sandbox.world.clock.advance(DAY);
		expect((await give(id, { amount: '50.00' })).status).toBe(200);
	});

	test('an update changes what means nothing to Paystand, never the amount', async () => {
		const { body } = await give(await payment(), { amount: '10.00' });
		const changes = {
			description: 'Later',
			meta: { a: 1 },
			amount: '99.00',
			status: 'paid',
			id: 'x',
		};
		const updated = await api.put(`/refunds/${body.id}`, changes);
		expect(updated.status).toBe(200);
		expect(updated.body).toMatchObject({
			id: body.id,
			description: 'Later',
			meta: { a: 1 },
			amount: '10.00',
			status: 'created',
		});
	});
});

describe('13.2, 13.6 saved funds and payers', () => {
	test('a bank is read back with its meta and can be renamed; its numbers stay', async () => {
		const meta = { externalId: 'ERP-1' };
		const { body: made } = await api.post(`/payers/${payerId}/banks`, { ...bank, meta });
		expect((await api.get(`/banks/${made.id}`)).body).toEqual(made);
		const changes = {
			nameOnAccount: 'Acme Dental',
			routingNumber: '111111111',
			accountNumber: '4',
		};
		const { body } = await api.put(`/banks/${made.id}`, changes);
		expect(body).toMatchObject({ nameOnAccount: 'Acme Dental', routingNumber: '110000000', meta });
		expect(body).not.toHaveProperty('accountNumber');
	});

	test('the merchant’s own bank is under the same route', async () => {
		const own = await control('/payout-banks', { currency: 'CAD' });
		expect((await api.get(`/banks/${own.id}`)).body).toMatchObject({
			isDefault: true,
			currency: 'CAD',
			ownerId: api.merchant.id,
		});
		expect((await (await callerOf(sandbox, 1)).get(`/banks/${own.id}`)).status).toBe(401);
	});

	test('a card is read and updated; its security code is not kept', async () => {
		await payment();
		const card = api.merchant.cards.all()[0]!;
		const { body } = await api.put(`/cards/${card.id}`, {
			nameOnCard: 'D. R.',
			securityCode: '123',
		});
		expect(body).toMatchObject({ object: 'card', nameOnCard: 'D. R.', last4: '4242' });
		expect((await api.get(`/cards/${card.id}`)).body).toEqual(body);
		expect(JSON.stringify(body)).not.toMatch(/securityCode|4242424242424242/);
	});

	test('a payer is read and updated; the customer around it stays', async () => {
		const { body: before } = await api.get(`/payers/${payerId}`);
		expect(before).toMatchObject({ object: 'payer', externalId: CUSTOMER.extCustomerId });
		const { body } = await api.put(`/payers/${payerId}`, { name: 'Acme', externalId: 'OTHER' });
		expect(body).toMatchObject({ name: 'Acme', externalId: CUSTOMER.extCustomerId });
		const [customer] = (await api.get('/payerCustomers')).body.results;
		expect(customer).toMatchObject({
			customerName: CUSTOMER.customerName,
			payer: { name: 'Acme' },
		});
	});

	test.each(['/banks', '/cards', '/payers', '/withdrawals', '/payments/balances/changes'])(
		'%s/:id of nobody, or of another merchant, is 401',
		async (path) => {
			expect((await api.get(`${path}/${'a'.repeat(24)}`)).status).toBe(401);
		},
	);
});

describe('13.3 balances', () => {
	test('a payment is pending until it is paid, then available less its fee', async () => {
		await payment();
		const summary = async () => (await api.get('/balances/summary')).body;
		expect(await summary()).toEqual({
			usd: { default: { available: '0.00', pending: '100.00', current: '100.00' } },
		});
		await sandbox.world.clock.advance(2 * DAY);
		expect(await summary()).toEqual({
			usd: { default: { available: '97.21', pending: '0.00', current: '97.21' } },
		});
		expect((await api.get('/balances/summary?accounts=default,other')).body).toEqual(
			await summary(),
		);
		expect((await api.get('/balances/summary?accounts=other')).body).toEqual({});
	});

	test('a refund carries the change it made; those of a payment add up', async () => {
		const id = await payment();
		const { body: refund } = await api.post(`/payments/${id}/refunds`, { amount: '40.00' });
		const path = `/payments/balances/changes/${refund.balanceChangeId}`;
		expect((await api.get(path)).body).toMatchObject({
			object: 'paymentBalanceChange',
			paymentId: id,
			actingResourceId: refund.id,
			actingResourceType: 'Refund',
			status: 'processing',
			change: { [api.merchant.id]: { default: { final: '-40.00', transferable: '0.00' } } },
		});
		await sandbox.world.clock.advance(2 * DAY);
		expect((await api.get(path)).body.status).toBe('complete');
		expect((await api.get(`/payments/${id}/balances`)).body).toMatchObject({
			paymentId: id,
			change: { [api.merchant.id]: { default: { final: '60.00' } } },
		});
	});
});

describe('13.5 withdrawals', () => {
	async function ready(): Promise<string> {
		await send(sandbox, 'PATCH', '/control/merchants', { autoWithdrawal: false });
		await payment();
		await sandbox.world.clock.advance(3 * DAY);
		return (await control('/payout-banks', { currency: 'USD' })).id;
	}

	test('14 k one is made, read and described', async () => {
		const bankId = await ready();
		const wanted = { amount: 50, currency: 'USD', bankId, meta: { key: 'w-1' } };
		const { status, body } = await api.post('/withdrawals', wanted);
		expect(status).toBe(200);
		expect(body).toMatchObject({
			amount: '50.00',
			status: 'created',
			bankId,
			meta: { key: 'w-1' },
		});
		expect((await api.get(`/withdrawals/${body.id}`)).body).toEqual(body);
		expect((await api.get('/withdrawals/all')).body.results[0].id).toBe(body.id);
		const changed = { description: 'Friday', amount: '1.00', currency: 'CAD' };
		const updated = await api.put(`/withdrawals/${body.id}`, changed);
		expect(updated.body).toMatchObject({ description: 'Friday', amount: '50.00', currency: 'USD' });
		expect((await api.get('/balances/summary')).body.usd.default.available).toBe('47.21');
	});

	test('not more than is available, not in another currency, not to another bank', async () => {
		const bankId = await ready();
		const ask = (changes: object) =>
			api.post('/withdrawals', { amount: '50.00', currency: 'USD', bankId, ...changes });
		expect((await ask({ amount: '97.22' })).status).toBe(422);
		expect((await ask({ currency: 'CAD' })).status).toBe(422);
		expect((await ask({ bankId: 'a'.repeat(24) })).status).toBe(401);
		expect((await ask({ bankId: undefined })).status).toBe(400);
		expect(api.merchant.withdrawals.size).toBe(0);
	});
});

test('13.7, 13.8 payments and disputes keep what an update sends, not what it must not', async () => {
	const id = await payment();
	const sent = {
		description: 'For INV-1',
		note: 'odd',
		amount: '1.00',
		accountKey: 'x',
		payer: {},
	};
	const { body } = await api.put(`/payments/${id}`, sent);
	expect(body).toMatchObject({ description: 'For INV-1', note: 'odd', amount: '100.00' });
	expect(body).toMatchObject({ accountKey: 'default', payer: { id: payerId } });
	const dispute = await control('/dispute', { paymentId: id });
	const updated = await api.put(`/disputes/${dispute.id}`, { meta: { a: 'b' }, status: 'won' });
	expect(updated.body).toMatchObject({ meta: { a: 'b' }, status: 'created' });
});

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

test('6.13 the merchant’s own record is read by its id', async () => {
	const { status, body } = await api.get(`/customers/${api.merchant.id}`);
	expect(status).toBe(200);
	expect(body).toMatchObject({ object: 'customer', id: api.merchant.id, name: api.merchant.name });
	expect((await api.get('/customers/b0realis0merchant000001a')).status).toBe(401);
});
