import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../../sandbox/server.mts';
import { callerOf, CUSTOMER, RECEIVABLE, send, startSandbox, type Caller } from './support.mts';

let sandbox: Sandbox;
let api: Caller;
beforeAll(async () => void (sandbox = await startSandbox({ speed: 0 })));
beforeEach(async () => {
	sandbox.reset();
	api = await callerOf(sandbox);
});
afterAll(() => sandbox.close());

const events = (changes: object) =>
	api.put(`/customers/${api.merchant.id}`, { settings: { events: changes } });

describe('registration by API', () => {
	test('the settings are off and empty at first', async () => {
		const { status, body } = await api.get(`/customers/${api.merchant.id}`);
		expect(status).toBe(200);
		expect(body.settings.events).toEqual({ enabled: false, urls: { always: [] } });
	});

	test('the reply nests them under account, too', async () => {
		const { body } = await api.get(`/customers/${api.merchant.id}`);
		expect(body.account.settings).toEqual(body.settings);
	});

	test('a write sets switch and URLs, and replaces the former list', async () => {
		const first = 'https://erp.example.com/a';
		const { status, body } = await events({ enabled: true, urls: { always: [first] } });
		expect(status).toBe(200);
		expect(body.settings.events).toEqual({ enabled: true, urls: { always: [first] } });
		const second = await events({ urls: { always: ['https://erp.example.com/b'] } });
		expect(second.body.settings.events).toEqual({
			enabled: true,
			urls: { always: ['https://erp.example.com/b'] },
		});
	});

	test('other settings stay', async () => {
		await events({ enabled: true, urls: { always: [] } });
		const { body } = await api.get(`/customers/${api.merchant.id}`);
		expect(body.settings.transfers).toEqual({ report: { enabled: true } });
	});

	test('11 or are lost, where the world says so', async () => {
		api.merchant.settingsWrite = 'replace';
		const { body } = await events({ enabled: true, urls: { always: [] } });
		expect(body.settings).toEqual({ events: { enabled: true, urls: { always: [] } } });
	});

	test('an address that is none is 422', async () => {
		const { status } = await events({ enabled: true, urls: { always: ['not a URL'] } });
		expect(status).toBe(422);
		expect(api.merchant.settings.events.enabled).toBe(false);
	});

	test('another merchant is 401, and so is a merchant whose tokens may not', async () => {
		const other = await callerOf(sandbox, 1);
		expect((await api.get(`/customers/${other.merchant.id}`)).status).toBe(401);
		api.merchant.refusedRoutes.push('updateMerchant');
		expect((await events({ enabled: true })).status).toBe(401);
		api.merchant.refusedRoutes.splice(0, 1, 'updateMerchant:405');
		expect((await events({ enabled: true })).status).toBe(405);
	});

	test('events that arise while the switch is off are not kept', async () => {
		await pay();
		expect(api.merchant.events.size).toBe(0);
	});
});

async function pay(): Promise<void> {
	await api.post('/payerCustomers', CUSTOMER);
	const { body } = await api.post('/receivables/create', RECEIVABLE);
	const { status } = await send(sandbox, 'POST', '/control/pay', {
		receivables: [{ id: body.id }],
		card: '4242424242424242',
	});
	expect(status).toBe(200);
}

describe('verifying', () => {
	let event: Record<string, unknown>;
	const reduced = (changes: object = {}) => {
		const { id, object, resource, diff, urls, created, lastUpdated, status } = event;
		return { id, object, resource, diff, urls, created, lastUpdated, status, ...changes };
	};
	const verify = (body: object) => api.post(`/events/${String(event.id)}/verify`, body);

	beforeEach(async () => {
		await events({ enabled: true, urls: { always: [] } });
		await pay();
		const [first] = api.merchant.events.all();
		event = (await api.get(`/events/${first!.id}`)).body;
	});

	test('an event can be fetched back', () => {
		expect(event).toMatchObject({
			object: 'event',
			sourceType: 'Payment',
			status: 'active',
			diff: { previous: {} },
			resource: { object: 'payment', status: 'created', amount: '100.00' },
		});
	});

	test('the eight fields as they came verify, without an error in the reply', async () => {
		const { status, body } = await verify(reduced());
		expect(status).toBe(200);
		expect(body).not.toHaveProperty('error');
	});

	test.each([
		['another amount', () => ({ resource: { ...(event.resource as object), amount: '1.00' } })],
		['another diff', () => ({ diff: { previous: {}, changes: {} } })],
		['another date', () => ({ created: '2020-01-01T00:00:00.000Z' })],
		['further fields, as they change between attempts', () => ({ attempts: 0, sent: false })],
	])('%s is answered with an error', async (_name, changes) => {
		const { status, body } = await verify(reduced(changes()));
		expect(status).toBe(400);
		expect(body.error.details.code).toBe('apiError');
	});

	test('a missing field is answered with an error', async () => {
		const { diff: _gone, ...rest } = reduced();
		const { body } = await verify(rest);
		expect(body).toHaveProperty('error');
	});

	test('the body has 100 KB at most', async () => {
		const padded = { ...(event.resource as object), padding: 'x'.repeat(100 * 1024) };
		expect((await verify(reduced({ resource: padded }))).status).toBe(413);
	});

	test('an event of another merchant, or of nobody, is 401', async () => {
		const other = await callerOf(sandbox, 1);
		const path = `/events/${String(event.id)}`;
		expect((await other.get(path)).status).toBe(401);
		expect((await other.post(`${path}/verify`, reduced())).status).toBe(401);
		expect((await api.get('/events/aaaaaaaaaaaaaaaaaaaaaaaa')).status).toBe(401);
	});

	test('older plugins verify the whole event with the publishable key alone', async () => {
		const path = `/v3/events/${String(event.id)}/verify`;
		const key = { 'x-publishable-key': api.merchant.publishableKey };
		expect((await send(sandbox, 'POST', path, event, key)).status).toBe(200);
		const forged = { ...event, resource: {} };
		expect((await send(sandbox, 'POST', path, forged, key)).status).toBe(400);
		expect((await send(sandbox, 'POST', path, event)).status).toBe(401);
	});

	test('12 a merchant may be refused both routes', async () => {
		api.merchant.refusedRoutes.push('getEvent', 'verifyEvent');
		expect((await verify(reduced())).status).toBe(401);
		expect((await api.get(`/events/${String(event.id)}`)).status).toBe(401);
	});
});
