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
