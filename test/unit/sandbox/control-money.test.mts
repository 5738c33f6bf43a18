import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../sandbox/server.mts';
import { CUSTOMER, RECEIVABLE, callerOf, send, startSandbox, type Caller } from './support.mts';

const OK_CARD = '4242424242424242';
let sandbox: Sandbox;
let caller: Caller;

beforeAll(async () => {
	sandbox = await startSandbox({ speed: 0 });
});
beforeEach(async () => {
	sandbox.reset(1);
	sandbox.world.clock.setSpeed(0);
	caller = await callerOf(sandbox);
	await caller.post('/payerCustomers', CUSTOMER);
});
afterAll(() => sandbox.close());

const control = (method: string, path: string, body?: unknown) =>
	send(sandbox, method, `/control${path}`, body);

async function bill(erpId: string, totalAmount = '100.00', more = {}) {
	const body = { ...RECEIVABLE, erpId, totalAmount, amountDue: totalAmount, ...more };
	const reply = await caller.post('/receivables/create', body);
	expect(reply.status).toBe(200);
	return reply.body as { id: string };
}

describe('POST /control/pay', () => {
	it('pays what is open on receivables found by their id or their key', async () => {
		const { id } = await bill('A');
		await bill('B', '50.00');
		const { status, body } = await control('POST', '/pay', {
			receivables: [{ id }, { extId: 'B', amount: '20' }],
			card: OK_CARD,
		});
		expect(status).toBe(200);
		expect(body).toMatchObject({ object: 'payment', amount: '120.00', status: 'created' });
		await control('POST', '/clock', { advance: '1m' });
		expect((await caller.get(`/receivables/${id}/read`)).body).toMatchObject({ status: 'paid' });
		expect((await caller.get(`/payments/${body.id}`)).body).toMatchObject({ status: 'posted' });
		const transactions = (await caller.get(`/receivables/${id}/transactions`)).body.results;
		expect(transactions).toEqual([
			expect.objectContaining({ amountApplied: '100.00', paymentOrigin: 'reminder' }),
		]);
	});

	it('lets the payer bear the plan’s fee: 3.5 % on 100.00 makes 103.50', async () => {
		await bill('A');
		const { body } = await control('POST', '/pay', {
			receivables: [{ extId: 'A' }],
			card: OK_CARD,
			payerFee: true,
		});
		expect(body).toMatchObject({
			amount: '103.50',
			feeSplit: { subtotal: '100.00', payerTotalFees: '3.50', payerTotal: '103.50' },
		});
		await control('POST', '/clock', { advance: '1m' });
		expect(sandbox.world.merchant().transactions.all()[0]!.amountApplied).toBe('100.00');
	});

	it('pays from a bank account', async () => {
		await bill('A');
		const { body } = await control('POST', '/pay', {
			receivables: [{ extId: 'A' }],
			bank: { accountNumber: '000123456789', routingNumber: '110000000' },
			origin: 'portal',
		});
		expect(body).toMatchObject({ sourceType: 'Bank', source: { last4: '6789' } });
	});

	it('answers 402 for a declined card and keeps the failed payment', async () => {
		await bill('A');
		const { status, body } = await control('POST', '/pay', {
			receivables: [{ extId: 'A' }],
			card: '4000000000000002',
		});
		expect(status).toBe(402);
		expect(body.error.details).toMatchObject({
			code: 'cardFailure',
			explanation: 'Generic decline',
		});
		expect((await caller.get('/payments/all')).body.results).toEqual([
			expect.objectContaining({ status: 'failed' }),
		]);
	});

	it.each([
		['nothing to pay with', { receivables: [{ extId: 'A' }] }, 400],
		[
			'card and bank',
			{
				receivables: [{ extId: 'A' }],
				card: OK_CARD,
				bank: { accountNumber: '1', routingNumber: '2' },
			},
			400,
		],
		['no receivable', { receivables: [], card: OK_CARD }, 400],
		['an unknown receivable', { receivables: [{ extId: 'Z' }], card: OK_CARD }, 404],
		[
			'an unknown merchant',
			{ merchantId: 'nobody', receivables: [{ extId: 'A' }], card: OK_CARD },
			404,
		],
		[
			'an amount that is none',
			{ receivables: [{ extId: 'A', amount: '12,5' }], card: OK_CARD },
			400,
		],
		['too much', { receivables: [{ extId: 'A', amount: '100.01' }], card: OK_CARD }, 422],
		[
			'receivables of two payers',
			{ receivables: [{ extId: 'A' }, { extId: 'B' }], card: OK_CARD },
			422,
		],
	])('refuses %s', async (_what, body, expected) => {
		await caller.post('/payerCustomers', { ...CUSTOMER, extCustomerId: 'OTHER' });
		await bill('A');
		await bill('B', '1.00', { extCustomerId: 'OTHER' });
		const { status } = await control('POST', '/pay', body);
		expect(status).toBe(expected);
		expect(sandbox.world.merchant().payments.size).toBe(0);
	});
});

describe('POST /control/refund and /control/dispute', () => {
	async function paid() {
		await bill('A');
		const { body } = await control('POST', '/pay', {
			receivables: [{ extId: 'A' }],
			card: OK_CARD,
		});
		await control('POST', '/clock', { advance: '1m' });
		return body.id as string;
	}

	it('refund a payment, seen through the API', async () => {
		const paymentId = await paid();
		const { body } = await control('POST', '/refund', { paymentId, amount: '40.00' });
		await control('POST', '/clock', { advance: '1d' });
		expect((await caller.get(`/refunds/${body.id}`)).body).toMatchObject({
			status: 'paid',
			amount: '40.00',
		});
		expect(sandbox.world.merchant().receivables.all()[0]!.amountPaid).toBe('60.00');
	});

	it.each([
		['won', 'won'],
		['lost', 'lost'],
		['open', 'acceptingEvidence'],
	])('dispute a payment so that it is %s', async (outcome, end) => {
		const paymentId = await paid();
		const { body } = await control('POST', '/dispute', { paymentId, outcome });
		await control('POST', '/clock', { advance: '30d' });
		// The token has expired meanwhile: it lasts 14 days.
		caller = await callerOf(sandbox);
		expect((await caller.get(`/disputes/${body.id}`)).body).toMatchObject({ status: end });
	});

	it('name a payment that does not exist: 404', async () => {
		for (const path of ['/refund', '/dispute'])
			expect((await control('POST', path, { paymentId: 'x' })).status).toBe(404);
	});
});

it('POST /control/cards saves a card that the API can then charge', async () => {
	const customer = sandbox.world.merchant().customers.all()[0]!;
	const { body: card } = await control('POST', '/cards', {
		extCustomerId: CUSTOMER.extCustomerId,
		card: OK_CARD,
	});
	expect(card).toMatchObject({ object: 'card', last4: '4242', payerId: customer.payer.id });
	const charged = await caller.post('/payments/secure', {
		amount: '10.00',
		currency: 'USD',
		payerId: customer.payer.id,
		cardId: card.id,
	});
	expect(charged.status).toBe(200);
	expect(charged.body).toMatchObject({ amount: '10.00', sourceId: card.id });
});
