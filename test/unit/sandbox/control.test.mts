import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../sandbox/server.mts';
import { startReceiver } from './receiver.mts';
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

	it('6.6 lets the payer bear the plan’s fee: 3.5 % on 100.00 makes 103.50', async () => {
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

describe('POST /control/clock', () => {
	it.each([
		['2d', 172_800_000],
		['36h', 129_600_000],
		['30m', 1_800_000],
		['10s', 10_000],
		[1500, 1_500],
	])('advances by %s', async (advance, milliseconds) => {
		const before = sandbox.world.clock.now().getTime();
		const { body } = await control('POST', '/clock', { advance });
		expect(Date.parse(body.now) - before).toBe(milliseconds);
	});

	it('sets the speed, and refuses a span that is none', async () => {
		expect((await control('POST', '/clock', { speed: 60 })).body.speed).toBe(60);
		expect((await control('POST', '/clock', { advance: 'tomorrow' })).status).toBe(400);
		expect((await control('POST', '/clock', { advance: -5 })).status).toBe(400);
	});

	it('comes back when the events it caused have been delivered once', async () => {
		const receiver = await startReceiver(10);
		await control('PUT', '/webhooks', { enabled: true, urls: [receiver.url] });
		for (const key of ['A', 'B', 'C']) {
			await bill(key);
			await control('POST', '/pay', { receivables: [{ extId: key }], card: OK_CARD });
		}
		await control('POST', '/clock', { advance: '5d' });
		expect(receiver.received).toHaveLength(sandbox.world.merchant().events.size);
		expect(new Set(receiver.received.map(({ event }) => event.resource.object))).toEqual(
			new Set(['payment', 'fee', 'receivableTransaction', 'transfer']),
		);
		const { body } = await control('GET', '/deliveries?status=delivered&limit=1000');
		expect(body.total).toBe(receiver.received.length);
		const state = await control('GET', '/state');
		expect(state.body.deliveries).toMatchObject({ pending: 0, failed: 0 });
		await receiver.close();
	});
});

describe('webhooks', () => {
	it('an event is sent again to the URLs of now', async () => {
		await control('PUT', '/webhooks', { enabled: true, urls: [] });
		await bill('A');
		await control('POST', '/pay', { receivables: [{ extId: 'A' }], card: OK_CARD });
		const [event] = sandbox.world.merchant().events.all();
		expect((await control('POST', `/events/${event!.id}/send`)).status).toBe(400);
		const receiver = await startReceiver();
		await control('PUT', '/webhooks', { enabled: true, urls: [receiver.url] });
		const { body } = await control('POST', `/events/${event!.id}/send`);
		expect(body.sentTo).toEqual([receiver.url]);
		await sandbox.world.clock.idle();
		expect(receiver.received.map(({ event: { id } }) => id)).toEqual([event!.id]);
		expect((await control('POST', '/events/none/send')).status).toBe(404);
		await receiver.close();
	});

	it('are the same settings that the API shows', async () => {
		await control('PUT', '/webhooks', { enabled: true, urls: ['https://a.example/hook'] });
		const { body } = await caller.get(`/customers/${caller.merchant.id}`);
		expect(body).toMatchObject({
			settings: { events: { enabled: true, urls: { always: ['https://a.example/hook'] } } },
		});
	});
});

describe('the world', () => {
	it('starts with three merchants, the last without API access', async () => {
		const { body } = await control('GET', '/state');
		expect(body).toMatchObject({
			seed: 1,
			speed: 0,
			merchants: [
				{ id: '8low3hlfk1a7t08trm7043aw', clientId: 'sandbox-client-id', counts: { customers: 1 } },
				{ name: 'Borealis Ltd', clientId: 'other-client-id', counts: { customers: 0 } },
				{ clientId: 'no-api-client-id', apiEnabled: false },
			],
		});
	});

	it('takes another merchant, who can get a token', async () => {
		const { body } = await control('POST', '/merchants', { name: 'Cedar LLC', timezone: 'UTC' });
		const token = await send(sandbox, 'POST', '/v3/oauth/token', {
			grant_type: 'client_credentials',
			client_id: body.clientId,
			client_secret: body.clientSecret,
			scope: 'auth',
		});
		expect(token.body).toMatchObject({ token_type: 'Bearer', scope: 'auth' });
	});

	it('expires the tokens of one merchant, or of all', async () => {
		const other = await callerOf(sandbox, 1);
		await control('POST', '/tokens/expire', { merchantId: other.merchant.id });
		expect((await other.get('/payerCustomers')).status).toBe(401);
		expect((await caller.get('/payerCustomers')).status).toBe(200);
		expect((await control('POST', '/tokens/expire', {})).body.expired).toBe(1);
		expect((await caller.get('/payerCustomers')).status).toBe(401);
	});

	it('shows the books as they are, whole or one table by pages', async () => {
		for (const key of ['A', 'B', 'C']) await bill(key);
		const { body } = await control('GET', '/books');
		expect(body.receivables.map(({ extId }: { extId: string }) => extId)).toEqual(['A', 'B', 'C']);
		expect(body.receivables[0].inner).toMatchObject({ invoiceKey: 'INV-1' });
		const page = await control('GET', '/books/receivables?limit=1&offset=1');
		expect(page.body).toMatchObject({ total: 3, rows: [{ extId: 'B' }] });
		expect((await control('GET', '/books/customers?search=dana.reed')).body.total).toBe(1);
		expect((await control('GET', '/books/customers?search=nobody')).body.total).toBe(0);
		expect((await control('GET', '/books/none')).status).toBe(404);
	});

	it('keeps the requests under /v3 with secrets masked, until they are cleared', async () => {
		await control('DELETE', '/requests');
		await caller.get('/payerCustomers?limit=1');
		const { body } = await control('GET', '/requests');
		expect(body).toHaveLength(1);
		expect(body[0]).toMatchObject({
			method: 'GET',
			path: '/v3/payerCustomers',
			query: { limit: '1' },
			status: 200,
			merchantId: caller.merchant.id,
		});
		expect(JSON.stringify(body)).not.toContain(caller.headers.authorization!.slice(7));
	});

	it('begins anew with a reset, and the seed repeats the ids', async () => {
		const { body: before } = await control('POST', '/reset', { seed: 9 });
		expect(before).toMatchObject({ seed: 9, merchants: [{ counts: { customers: 0 } }, {}, {}] });
		const newCustomer = async () => {
			await control('POST', '/reset', { seed: 9 });
			const again = await callerOf(sandbox);
			return (await again.post('/payerCustomers', CUSTOMER)).body.id;
		};
		expect(await newCustomer()).toBe(await newCustomer());
		expect((await caller.get('/payerCustomers')).status).toBe(401);
	});
});

it('the dashboard is served with everything it needs, and nothing from outside', async () => {
	const page = await send(sandbox, 'GET', '/');
	expect(page.status).toBe(200);
	expect(page.headers['content-security-policy']).toBe("default-src 'self'");
	const wanted = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path);
	expect(wanted).toContain('/dashboard.mjs');
	for (const path of wanted) {
		const file = await send(sandbox, 'GET', path);
		expect(file.status).toBe(200);
		for (const [, name] of file.body.matchAll(/from '\.(\/[^']+)'/g))
			expect((await send(sandbox, 'GET', name)).status).toBe(200);
	}
});
