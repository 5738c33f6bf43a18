import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FaultSettings } from '../../../sandbox/faults.mts';
import type { Sandbox } from '../../../sandbox/server.mts';
import { startReceiver, type Receiver } from './receiver.mts';
import { callerOf, CUSTOMER, RECEIVABLE, send, startSandbox, type Caller } from './support.mts';

let sandbox: Sandbox;
let api: Caller;
let receiver: Receiver;
beforeAll(async () => {
	sandbox = await startSandbox({ speed: 0 });
	receiver = await startReceiver();
});
beforeEach(async () => {
	sandbox.reset(1);
	receiver.received.length = 0;
	api = await callerOf(sandbox);
	await api.post('/payerCustomers', CUSTOMER);
});
afterEach(() => sandbox.world.faults.set({}));
afterAll(async () => {
	await sandbox.close();
	await receiver.close();
});

const faults = (settings: Partial<FaultSettings>) =>
	send(sandbox, 'PUT', '/control/faults', settings);
const listen = () =>
	send(sandbox, 'PUT', '/control/webhooks', { enabled: true, urls: [receiver.url] });

async function charge(card = '4242424242424242') {
	const { extCustomerId } = CUSTOMER;
	const saved = await send(sandbox, 'POST', '/control/cards', { extCustomerId, card });
	return await api.post('/payments/secure', {
		amount: '10.00',
		currency: 'USD',
		payerId: api.merchant.customers.all()[0]!.payer.id,
		cardId: saved.body.id,
	});
}

const listed = async (path: string) => (await api.get(path)).body.results.length as number;

describe('chargeLateMs: a charge shows late', () => {
	test('neither in the list nor by its id nor as an event, and then it does', async () => {
		await listen();
		await faults({ chargeLateMs: 3000 });
		const { status, body } = await charge();
		expect(status).toBe(200);
		expect(api.merchant.payments.size).toBe(1);
		expect(await listed('/payments/all')).toBe(0);
		expect((await api.get(`/payments/${body.id}`)).status).toBe(401);
		await wait(20);
		expect(receiver.received.map(({ event }) => event.sourceId)).not.toContain(body.id);

		await expect.poll(() => listed('/payments/all'), { timeout: 10_000 }).toBe(1);
		expect((await api.get(`/payments/${body.id}`)).status).toBe(200);
		await expect
			.poll(() => receiver.received.map(({ event }) => event.sourceId))
			.toContain(body.id);
	});

	test('the same seed hides it for the same time', async () => {
		const times: number[] = [];
		for (const seed of [7, 7, 8]) {
			sandbox.reset(seed);
			api = await callerOf(sandbox);
			await api.post('/payerCustomers', CUSTOMER);
			await faults({ chargeLateMs: 1_000_000 });
			const { body } = await charge();
			times.push(sandbox.world.showing.hiddenMs(body.id));
		}
		expect(Math.abs(times[0]! - times[1]!)).toBeLessThan(1_000);
		expect(Math.abs(times[0]! - times[2]!)).toBeGreaterThan(1_000);
	});
});

describe('listLagMs: a list lags behind', () => {
	test('a new record is to be had by its id, and in the list a moment later', async () => {
		await wait(850);
		await faults({ listLagMs: 800 });
		const { body } = await api.post('/receivables/create', RECEIVABLE);
		expect((await api.get(`/receivables/${body.id}/read`)).status).toBe(200);
		expect(await listed('/receivables')).toBe(0);
		expect(await listed('/payerCustomers')).toBe(1);
		await expect.poll(() => listed('/receivables'), { timeout: 10_000 }).toBe(1);
	});
});

describe('pageCap: a page holds so many rows at most', () => {
	test('whatever limit is asked for; the offset goes on from there', async () => {
		for (let number = 2; number <= 7; number++)
			await api.post('/payerCustomers', { ...CUSTOMER, extCustomerId: `CUST-${number}` });
		await faults({ pageCap: 3 });
		const pages = [];
		for (const offset of [0, 3, 6, 7])
			pages.push((await api.get(`/payerCustomers?limit=50&offset=${offset}`)).body.results);
		expect(pages.map(({ length }) => length)).toEqual([3, 3, 1, 0]);
		expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(7);
		expect(await listed('/payerCustomers?limit=2')).toBe(2);
	});
});

describe('declineAs', () => {
	test('refuse: a declined charge is 402', async () => {
		expect((await charge('4000000000000002')).status).toBe(402);
	});

	test('failedPayment: it is a payment that failed', async () => {
		await faults({ declineAs: 'failedPayment' });
		const { status, body } = await charge('4000000000000002');
		expect([status, body.object, body.status]).toEqual([200, 'payment', 'failed']);
	});
});

describe('rateLimitReset', () => {
	test.each([
		['seconds', 1, 61],
		['epoch', Date.now() / 1000, Date.now() / 1000 + 120],
		['epochMs', Date.now(), Date.now() + 120_000],
		['sixtyThousand', 60_000, 60_000],
	] as const)('%s', async (rateLimitReset, least, most) => {
		await faults({ rateLimitReset });
		const { headers } = await api.get('/payerCustomers');
		expect(Number(headers['ratelimit-reset'])).toBeGreaterThanOrEqual(least);
		expect(Number(headers['ratelimit-reset'])).toBeLessThanOrEqual(most);
	});
});

describe('verifyReply', () => {
	const verify = async (verifyReply: FaultSettings['verifyReply']) => {
		await faults({ verifyReply });
		const id = 'n0such0event000000000001';
		const resource = { object: 'payment', id: 'n0such0payment0000000001', status: 'paid' };
		const stamp = '2026-11-23T12:00:00.000Z';
		return await api.post(`/events/${id}/verify`, {
			...{ id, object: 'event', resource, diff: { previous: {}, changes: {} } },
			...{ urls: [], created: stamp, lastUpdated: stamp, status: 'active' },
		});
	};

	test('event: an invented event is refused', async () => {
		expect((await verify('event')).status).toBe(401);
	});

	test.each([
		['html', '<html><body>Down for maintenance</body></html>'],
		['empty', ''],
		['list', []],
		['verifiedFalse', { verified: false }],
		['validFalse', { valid: false }],
		['successFalse', { success: false }],
		['statusInvalid', { status: 'invalid' }],
		['otherEvent', expect.objectContaining({ object: 'event', id: 'an0ther0event0000000001a' })],
		['bare', {}],
	] as const)('%s: 200, also for an invented event', async (kind, reply) => {
		const { status, body } = await verify(kind);
		expect(status).toBe(200);
		expect(body === '' ? '' : body).toEqual(reply);
	});
});

describe('bumpLastUpdated', () => {
	test('each attempt bears another one, and the event keeps its own', async () => {
		await listen();
		await faults({ bumpLastUpdated: true });
		receiver.answer = (request) => (request === 1 ? 500 : 200);
		await charge();
		await sandbox.world.clock.advance(301_000);
		const [first] = receiver.received;
		const attempts = receiver.received.filter(({ event }) => event.id === first!.event.id);
		const { body } = await api.get(`/events/${first!.event.id}`);
		const stamps = attempts.map(({ event }) => event.lastUpdated);
		expect(new Set([...stamps, body.lastUpdated]).size).toBe(3);
		const { sent, attempts: count, lastAttemptSent, ...rest } = first!.event;
		void [sent, count, lastAttemptSent];
		expect(body).toMatchObject({ ...rest, lastUpdated: body.lastUpdated });
		const eight = ['id', 'object', 'resource', 'diff', 'urls', 'created', 'lastUpdated', 'status'];
		const reduced = Object.fromEntries(eight.map((name) => [name, first!.event[name]]));
		expect((await api.post(`/events/${first!.event.id}/verify`, reduced)).status).toBe(200);
	});
});

test.each([
	[{ pageCap: -1 }, 'pageCap'],
	[{ pageCap: 1.5 }, 'pageCap'],
	[{ chargeLateMs: -1 }, 'chargeLateMs'],
	[{ listLagMs: -5 }, 'listLagMs'],
	[{ verifyReply: 'no' }, 'verifyReply'],
	[{ rateLimitReset: 'no' }, 'rateLimitReset'],
	[{ declineAs: 'no' }, 'declineAs'],
])('an impossible setting is refused: %j', async (settings, name) => {
	const { status, body } = await faults(settings as never);
	expect(status).toBeGreaterThan(399);
	expect(JSON.stringify(body)).toContain(name);
});

test('the new settings leave the faults of a seed as they were', () => {
	const drawn = (settings: Partial<FaultSettings>) => {
		sandbox.world.faults.set({ seed: 5, serverError: 0.2, broken: 0.2, ...settings });
		return Array.from({ length: 50 }, () => sandbox.world.faults.draw('GET', '/v3/x').fault);
	};
	expect(
		drawn({ chargeLateMs: 20_000, listLagMs: 5, pageCap: 3, declineAs: 'failedPayment' }),
	).toEqual(drawn({}));
});
