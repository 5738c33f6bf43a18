import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Credentials } from './harness/credentials.mts';
import { useEngine } from './harness/sandbox.mts';
import { TriggerHost, watch } from './harness/trigger.mts';

const engine = useEngine();
let seen: ReturnType<typeof watch>;
const requests = () => seen.requests();
const paths = () => requests().map(({ method, path }) => `${method} ${path.replace('/v3', '')}`);
const host = (parameters = {}) => new TriggerHost(engine.credential, parameters as never);
const eventOf = (kind: string, state?: string) =>
	structuredClone(
		engine.merchant.events
			.all()
			.find(({ resource }) => resource.object === kind && (!state || resource.status === state)),
	) as any;

let paid: any;
afterEach(() => void vi.restoreAllMocks());
beforeEach(async () => {
	engine.merchant.settings.events.enabled = true;
	await engine.addCustomer();
	await engine.addReceivable('1001');
	await engine.pay('1001');
	await engine.call('POST', '/control/clock', { advance: '3d' });
	paid = eventOf('payment', 'paid');
	seen = watch(engine);
});

/** Events that nobody sent, made from a real one. */
const forgeries: Array<[string, (event: any) => unknown]> = [
	['an id nobody gave', (event) => ({ ...event, id: 'zzzzzzzzzzzzzzzzzzzzzzzz' })],
	['another amount', (event) => ({ ...event, resource: { ...event.resource, amount: '9999.00' } })],
	['another status', (event) => ({ ...event, resource: { ...event.resource, status: 'failed' } })],
	['another kind', (event) => ({ ...event, resource: { ...event.resource, object: 'refund' } })],
	[
		'another record',
		(event) => ({ ...event, resource: { ...event.resource, id: 'zzzzzzzzzzzzzzzzzzzzzzzz' } }),
	],
];

describe('Paystand is asked', () => {
	test('with exactly the eight fields that its plugin sends', async () => {
		await host().deliver(paid);
		expect(paths()).toEqual([`POST /events/${paid.id}/verify`]);
		const { id, object, resource, diff, urls, created, lastUpdated, status } = paid;
		expect(requests()[0].body).toEqual({
			id,
			object,
			resource,
			diff,
			urls,
			created,
			lastUpdated,
			status,
		});
	});

	test.each(forgeries)('and denies %s', async (_name, forge) => {
		const trigger = host();
		await trigger.deliver(eventOf('payment', 'created'));
		expect(await trigger.deliver(forge(paid))).toMatchObject({ status: 401, items: [] });
		expect((await trigger.deliver(paid)).items).toHaveLength(1);
	});

	test('also about an altered repeat of an event that is known', async () => {
		const trigger = host();
		await trigger.deliver(paid);
		const altered = { ...paid, resource: { ...paid.resource, amount: '9999.00' } };
		expect(await trigger.deliver(altered)).toMatchObject({ status: 401, items: [] });
		expect(trigger.runs).toHaveLength(1);
	});

	test('forgeries mint no more than one token', async () => {
		const trigger = host();
		await trigger.deliver(paid);
		const before = seen.tokens();
		for (let i = 0; i < 20; i++) {
			await trigger.deliver({ ...paid, id: `zzzzzzzzzzzzzzzzzzzzzz${10 + i}` });
		}
		expect(seen.tokens() - before).toBe(1);
	});

	test("another merchant's event is not ours", async () => {
		const other = new Credentials({
			environment: 'custom',
			baseUrl: engine.baseUrl,
			clientId: 'other-client-id',
			clientSecret: 'other-client-secret',
			customerId: 'b0realis0merchant000001a',
		});
		const trigger = new TriggerHost(other);
		expect(await trigger.deliver(paid)).toMatchObject({ status: 401, items: [] });
	});

	test.each([
		['revoked', '/control/tokens/expire', {}],
		['past its two weeks', '/control/clock', { advance: '15d' }],
	])('with a new token when the former one is %s', async (_state, path, body) => {
		const trigger = host();
		await trigger.deliver(eventOf('payment', 'created'));
		await engine.call('POST', path, body);
		const before = seen.tokens();
		expect((await trigger.deliver(paid)).items).toHaveLength(1);
		expect(seen.tokens() - before).toBe(1);
	});

	test('an event too large to be verified is read back', async () => {
		const stored = engine.merchant.events.get(paid.id)!;
		(stored.resource as any).note = 'x'.repeat(110_000);
		expect((await host().deliver(structuredClone(stored))).items).toHaveLength(1);
		expect(paths()).toEqual([`GET /events/${paid.id}`]);
	});
});

describe('the credential', () => {
	test('is read once for a burst, and again after some seconds', async () => {
		const read = vi.spyOn(engine.credential, 'getDecrypted');
		const trigger = host();
		const events = engine.merchant.events.all().map((event) => structuredClone(event));
		await Promise.all(events.slice(0, 4).map((event) => trigger.deliver(event)));
		expect(trigger.runs).toHaveLength(4);
		expect(read).toHaveBeenCalledTimes(1);
		const now = performance.now.bind(performance);
		vi.spyOn(performance, 'now').mockImplementation(() => now() + 5_000);
		expect((await trigger.deliver(events[4])).items).toHaveLength(1);
		expect(read).toHaveBeenCalledTimes(2);
	});

	test('is read again after a 401: another process may have stored a token', async () => {
		const trigger = host();
		await trigger.deliver(eventOf('payment', 'created'));
		await engine.call('POST', '/control/tokens/expire', {});
		const { clientId, clientSecret } = engine.merchant;
		const { access_token: accessToken } = await engine.call('POST', '/v3/oauth/token', {
			...{ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret },
			scope: 'auth',
		});
		engine.credential.store({ accessToken });
		const before = seen.tokens();
		expect((await trigger.deliver(paid)).items).toHaveLength(1);
		expect(seen.tokens()).toBe(before);
	});

	test('that was wrong and is corrected is used at once', async () => {
		const trigger = host();
		const { clientSecret } = engine.merchant;
		engine.credential.store({ clientSecret: 'mistyped' });
		expect(await trigger.deliver(paid)).toMatchObject({ status: 503, items: [] });
		engine.credential.store({ clientSecret });
		expect((await trigger.deliver(paid)).items).toHaveLength(1);
	});
});

describe('Paystand cannot say', () => {
	test('when it is down: the event shall come again', async () => {
		const trigger = host();
		engine.setFaults({ serverError: 1 });
		const started = Date.now();
		expect(await trigger.deliver(paid)).toMatchObject({ status: 503, items: [] });
		expect(Date.now() - started).toBeLessThan(10_000);
		engine.setFaults({});
		expect((await trigger.deliver(paid)).items).toHaveLength(1);
	});

	test('when it never answers', async () => {
		engine.setFaults({ latencyMs: 30_000 });
		const started = Date.now();
		expect((await host().deliver(paid)).status).toBe(503);
		expect(Date.now() - started).toBeLessThan(10_000);
		engine.setFaults({});
	});
});

describe('where the verify route is refused', () => {
	beforeEach(() => {
		engine.merchant.refusedRoutes = ['verifyEvent'];
	});

	test('the event is read back, and later ones are read at once', async () => {
		const trigger = host();
		const created = eventOf('payment', 'created');
		expect((await trigger.deliver(created)).items).toHaveLength(1);
		expect((await trigger.deliver(paid)).items).toHaveLength(1);
		expect(paths().slice(-2)).toEqual([`GET /events/${created.id}`, `GET /events/${paid.id}`]);
	});

	test.each(forgeries)('%s is denied', async (_name, forge) => {
		const trigger = host();
		await trigger.deliver(eventOf('payment', 'created'));
		expect(await trigger.deliver(forge(paid))).toMatchObject({ status: 401, items: [] });
	});
});

describe('where events cannot be read either', () => {
	beforeEach(() => {
		engine.merchant.refusedRoutes = ['verifyEvent:404', 'getEvent'];
	});

	test.each(['receivableTransaction', 'payment', 'fee'])('the %s itself is read', async (kind) => {
		const all = engine.merchant.events.all().filter(({ resource }) => resource.object === kind);
		const last = structuredClone(all.at(-1)) as any;
		const { items } = await host().deliver(last);
		expect(items[0]).toMatchObject({ resourceId: last.resource.id, changes: {}, previous: {} });
	});

	test.each(forgeries.slice(1))('%s is denied', async (_name, forge) => {
		expect(await host().deliver(forge(paid))).toMatchObject({ status: 401, items: [] });
	});

	test('a late event tells what is so now, once, whatever id it comes under', async () => {
		const trigger = host();
		const late = await trigger.deliver(eventOf('payment', 'created'));
		expect(late.items[0]).toMatchObject({ event: 'payment.paid', resource: { status: 'paid' } });
		await trigger.deliver(paid);
		await trigger.deliver({ ...paid, id: 'zzzzzzzzzzzzzzzzzzzzzzzz' });
		expect(trigger.runs).toHaveLength(1);
	});

	test('a kind that cannot be read is denied', async () => {
		const event = { ...paid, resource: { object: 'mandate', id: 'm1' } };
		expect((await host().deliver(event)).status).toBe(401);
	});
});

describe('a 2xx reply of the verify route is judged', () => {
	const invented = () => ({
		...paid,
		id: 'zzzzzzzzzzzzzzzzzzzzzzzz',
		resource: { ...paid.resource, id: 'yyyyyyyyyyyyyyyyyyyyyyyy', amount: '99999.00' },
		sourceId: 'yyyyyyyyyyyyyyyyyyyyyyyy',
	});
	const kinds = [
		...['html', 'empty', 'list', 'verifiedFalse', 'validFalse', 'successFalse'],
		...['statusInvalid', 'otherEvent', 'bare'],
	] as const;

	test.each(kinds)('%s: an invented event starts nothing, and nothing is learned', async (kind) => {
		const trigger = host();
		engine.setFaults({ verifyReply: kind });
		const { status, items } = await trigger.deliver(invented());
		expect(items).toEqual([]);
		expect([401, 503]).toContain(status);
		expect(trigger.runs).toEqual([]);
		expect(trigger.saved).not.toContain('verify');
		engine.setFaults({});
		expect((await trigger.deliver(paid)).items).toHaveLength(1);
	});

	test.each(['html', 'empty', 'list'] as const)('%s says nothing: 503', async (verifyReply) => {
		engine.setFaults({ verifyReply });
		expect(await host().deliver(paid)).toMatchObject({ status: 503, items: [] });
		expect(paths()).toEqual([`POST /events/${paid.id}/verify`]);
	});

	test.each(['verifiedFalse', 'validFalse', 'successFalse', 'statusInvalid'] as const)(
		'%s is a no, also to a real event',
		async (verifyReply) => {
			engine.setFaults({ verifyReply });
			expect(await host().deliver(paid)).toMatchObject({ status: 401, items: [] });
			expect(paths()).toEqual([`POST /events/${paid.id}/verify`]);
		},
	);

	test.each(['bare', 'otherEvent'] as const)('%s is backed by reading the event', async (kind) => {
		engine.setFaults({ verifyReply: kind });
		const trigger = host();
		expect((await trigger.deliver(paid)).items).toHaveLength(1);
		expect(paths()).toEqual([`POST /events/${paid.id}/verify`, `GET /events/${paid.id}`]);
	});

	test('and where events cannot be read, by the record', async () => {
		engine.merchant.refusedRoutes = ['getEvent'];
		engine.setFaults({ verifyReply: 'bare' });
		const { items } = await host().deliver(paid);
		expect(items[0]).toMatchObject({ resourceId: paid.resource.id });
		expect((await host().deliver(invented())).items).toEqual([]);
	});

	test.each([
		['the event', () => paid],
		['the event, wrapped', () => ({ data: paid })],
		['its id', () => ({ id: paid.id, verified: true })],
		['a good status', () => ({ eventId: paid.id, status: 'verified', error: null })],
	])('%s is a yes', async (_name, reply) => {
		engine.answer(/verify/, reply());
		const trigger = host();
		expect((await trigger.deliver(paid)).items).toHaveLength(1);
		expect(trigger.saved).toContain('verify');
		expect(requests()).toEqual([]);
	});

	test.each([
		['an error', () => ({ ...paid, error: { status: 400 } })],
		['a text for false', () => ({ ...paid, verified: 'false' })],
		['0 for false', () => ({ ...paid, valid: 0 })],
		['a status of HTTP', () => ({ status: 404, message: 'Not found' })],
		[
			'the event with another amount',
			() => ({ ...paid, resource: { ...paid.resource, amount: '1.00' } }),
		],
		['a no that is wrapped', () => ({ result: { verified: false } })],
		['a no under another name', () => ({ id: paid.id, verification: { valid: false } })],
		['a no in two wrappings', () => ({ id: paid.id, data: { check: { isValid: false } } })],
		['a word for no', () => ({ id: paid.id, verified: 'unverified' })],
		['a result', () => ({ id: paid.id, result: 'invalid' })],
		['a flag in capitals', () => ({ id: paid.id, Verified: false })],
		['a flag that says the opposite', () => ({ ...paid, forged: true })],
		['a code of HTTP', () => ({ id: paid.id, statusCode: 404 })],
	])('%s is a no', async (_name, reply) => {
		engine.answer(/verify/, reply());
		expect(await host().deliver(paid)).toMatchObject({ status: 401, items: [] });
	});

	test.each([
		['its id alone', () => ({ id: paid.id })],
		['its id and a word of doubt', () => ({ id: paid.id, message: 'Event could not be verified' })],
		['a yes to nothing', () => ({ verified: true })],
		['a list that has it', () => ({ results: [paid] })],
	])('%s proves nothing, so the event is read', async (_name, reply) => {
		engine.answer(/verify/, reply(), { times: 1 });
		expect((await host().deliver(paid)).items).toHaveLength(1);
		expect(paths()).toEqual([`GET /events/${paid.id}`]);
		const said: object = reply();
		engine.answer(/verify/, 'id' in said ? { ...said, id: invented().id } : said);
		expect((await host().deliver(invented())).items).toEqual([]);
	});

	test('what was confirmed comes out, not what was claimed beside it', async () => {
		const { created } = paid;
		const { items } = await host({ settings: { includeRawEvent: true } }).deliver({
			...paid,
			created: '2020-01-01T00:00:00.000Z',
		});
		expect(items).toEqual([]);
		engine.merchant.refusedRoutes = ['verifyEvent', 'getEvent'];
		const byRecord = await host().deliver({ ...paid, created: '2020-01-01T00:00:00.000Z' });
		expect(byRecord.items[0].occurredAt).toBe(paid.resource.lastUpdated);
		engine.answer(/verify/, { ...paid, created });
		const late = await host().deliver({ ...paid, created: '2020-01-01T00:00:00.000Z' });
		expect(late.items[0].occurredAt).toBe(created);
	});

	test('a payment that failed is no failed verification', async () => {
		const failed = { ...paid, resource: { ...paid.resource, status: 'failed' } };
		engine.answer(/verify/, failed);
		expect((await host().deliver(failed)).items[0]).toMatchObject({ event: 'payment.failed' });
	});

	test.each([
		['a page', '<html></html>', 503],
		['another event', { object: 'event', id: 'other', resource: { id: 'x' } }, 503],
		['an error', { error: { status: 500 } }, 401],
	])('the event is answered with %s', async (_name, reply, status) => {
		engine.setFaults({ verifyReply: 'bare' });
		engine.answer(/^GET .*events/, reply);
		expect(await host().deliver(paid)).toMatchObject({ status, items: [] });
	});

	test('the record is answered with a page', async () => {
		engine.merchant.refusedRoutes = ['getEvent'];
		engine.setFaults({ verifyReply: 'bare' });
		engine.answer(/^GET .*payments/, '<html></html>');
		expect(await host().deliver(paid)).toMatchObject({ status: 503, items: [] });
	});
});

describe('what may differ with each attempt', () => {
	test.each([[[]], [['verifyEvent']]])(
		'lastUpdated of the envelope, routes refused: %s',
		async (routes: string[]) => {
			engine.merchant.refusedRoutes = routes;
			engine.setFaults({ bumpLastUpdated: true });
			const bumped = { ...paid, lastUpdated: '2026-12-24T00:00:00.000Z', attempts: 3 };
			expect((await host().deliver(bumped)).items).toHaveLength(1);
		},
	);

	test('an event of 100 KB in bytes, not in characters, has the two other ways', async () => {
		const stored = engine.merchant.events.get(paid.id)!;
		(stored.resource as any).note = 'ü'.repeat(60_000);
		const large = structuredClone(stored);
		const trigger = host();
		await trigger.deliver(eventOf('payment', 'created'));
		expect((await trigger.deliver(large)).items).toHaveLength(1);
		engine.merchant.refusedRoutes = ['getEvent'];
		const other = host();
		await other.deliver(eventOf('payment', 'created'));
		expect((await other.deliver(large)).items).toHaveLength(1);
		expect(paths().at(-1)).toBe(`GET /payments/${paid.resource.id}`);
	});
});

describe('an event that is older than the memory', () => {
	const inDays = (days: number) => {
		const at = Date.parse(paid.created) + days * 86_400_000;
		vi.spyOn(Date, 'now').mockReturnValue(at);
	};

	test.each([
		['verified', []],
		['read back', ['verifyEvent']],
		['told by its record', ['verifyEvent', 'getEvent']],
	])('%s: a replay is answered with 200 and starts nothing', async (_name, refusedRoutes) => {
		engine.merchant.refusedRoutes = refusedRoutes;
		const trigger = host();
		inDays(0);
		expect((await trigger.deliver(paid)).items).toHaveLength(1);
		inDays(8.1);
		const replay = await trigger.restarted().deliver({ ...paid });
		expect(replay).toMatchObject({ status: 200, message: 'Older than seven days', items: [] });
	});

	test('an attempt within five days starts a run', async () => {
		inDays(4.9);
		expect((await host().deliver(paid)).items).toHaveLength(1);
	});

	test('without a time that can be read it is not taken to be old', async () => {
		engine.answer(/verify/, { id: paid.id, verified: true });
		for (const created of [undefined, null, '', 'yesterday']) {
			const { items } = await host().deliver({ ...paid, created, lastUpdated: undefined });
			expect(items).toHaveLength(1);
		}
	});
});
