import { beforeEach, describe, expect, test } from 'vitest';
import type { Event } from '../../sandbox/resources.mts';
import { useEngine } from './harness/sandbox.mts';
import { TriggerHost, watch } from './harness/trigger.mts';

const engine = useEngine();
const copy = (event: Event) => structuredClone(event) as any;
let seen: ReturnType<typeof watch>;
const requests = () => seen.requests();
/** The stored events of one kind, oldest first, as Paystand would deliver them. */
const events = (kind: string, state?: string) =>
	engine.merchant.events
		.all()
		.filter(({ resource }) => resource.object === kind && (!state || resource.status === state))
		.map(copy);
const host = (parameters = {}) => new TriggerHost(engine.credential, parameters as never);

beforeEach(async () => {
	engine.merchant.settings.events.enabled = true;
	await engine.addCustomer();
	await engine.addReceivable('1001');
	await engine.pay('1001');
	await engine.call('POST', '/control/clock', { advance: '3d' });
	seen = watch(engine);
});

describe('an event comes out as one item', () => {
	test('with what cash application needs at the top', async () => {
		const trigger = host();
		const [event] = events('receivableTransaction');
		const { status, items } = await trigger.deliver(event);
		expect(status).toBe(200);
		expect(items).toEqual([
			{
				eventId: event.id,
				event: 'receivableTransaction.payment',
				changeKey: `receivableTransaction/${event.resource.id}/payment`,
				occurredAt: event.created,
				resourceType: 'receivableTransaction',
				resourceId: event.resource.id,
				amountApplied: '100.00',
				currency: 'USD',
				appliedBy: 'Payment',
				erpInvoiceId: '1001',
				erpCustomerId: 'CUST-1',
				receivableId: event.resource.receivableId,
				paymentId: event.resource.paymentId,
				resource: event.resource,
				changes: event.diff.changes,
				previous: {},
			},
		]);
	});

	test('the plural spelling comes out in the singular', async () => {
		const [event] = events('receivableTransaction');
		event.resource.object = 'receivableTransactions';
		const { items } = await host({ settings: { authenticity: 'none' } }).deliver(event);
		expect(items[0]).toMatchObject({
			event: 'receivableTransaction.payment',
			resourceType: 'receivableTransaction',
			resource: { object: 'receivableTransaction' },
		});
	});

	test('the raw event is there on request', async () => {
		const [event] = events('payment', 'paid');
		const { items } = await host({ settings: { includeRawEvent: true } }).deliver(event);
		expect(items[0]).toMatchObject({
			event: 'payment.paid',
			rawEvent: { id: event.id, sent: false },
		});
	});
});

describe('only what was chosen starts the workflow', () => {
	test('by state, by kind, by everything', async () => {
		const names = async (chosen: string[]) => {
			const trigger = host({ events: chosen });
			for (const event of engine.merchant.events.all().map(copy)) {
				expect((await trigger.deliver(event)).status).toBe(200);
			}
			return trigger.runs.map(({ event }) => event);
		};
		expect(await names(['payment.paid'])).toEqual(['payment.paid']);
		expect(await names(['fee', 'payment.posted'])).toEqual(
			expect.arrayContaining(['fee.delayed', 'fee.paystand', 'payment.posted']),
		);
		expect(await names(['other', 'dispute'])).toEqual([]);
		expect((await names(['*'])).length).toBe(engine.merchant.events.all().length);
	});

	test('nothing is asked about an event that nobody listens to', async () => {
		const [event] = events('payment', 'paid');
		await host({ events: ['refund'] }).deliver(event);
		expect(requests()).toEqual([]);
	});

	test('a later change to a paid payment is not a second "paid", unless it is wanted', async () => {
		const [event] = events('payment', 'paid');
		const later = {
			...event,
			id: 'later0000000000000000000',
			diff: { previous: { a: 1 }, changes: { a: 2 } },
		};
		const settings = { authenticity: 'none' };
		expect((await host({ settings }).deliver(later)).items).toEqual([]);
		const all = await host({ settings, onlyStatusChanges: false }).deliver(later);
		expect(all.items[0].changes).toEqual({ a: 2 });
	});

	test('a kind nobody has heard of comes out under its own name', async () => {
		const event = {
			object: 'event',
			id: 'new00000000000000000000a',
			resource: { object: 'mandate', id: 'm1', status: 'signed' },
			diff: { previous: { note: 'a' }, changes: { note: 'b' } },
		};
		for (const chosen of [['*'], ['other']]) {
			const trigger = host({ events: chosen, settings: { authenticity: 'none' } });
			expect((await trigger.deliver(event)).items[0].event).toBe('mandate.signed');
		}
	});

	test('an older state than the known one is skipped on request', async () => {
		const trigger = host({ settings: { skipOlder: true } });
		const [paid] = events('payment', 'paid');
		const [created] = events('payment', 'created');
		await trigger.deliver(paid);
		expect(await trigger.deliver(created)).toMatchObject({ status: 200, items: [] });
		expect((await host().deliver(created)).items).toHaveLength(1);
	});
});

describe('a delivery that is none is refused without asking Paystand', () => {
	const refusals: Array<[string, object, number]> = [
		['no JSON', { raw: '{"object": "event"' }, 400],
		['an empty body', { raw: '' }, 400],
		['a list', { raw: '[]' }, 400],
		['no event', { raw: '{"object":"payment","id":"x"}' }, 400],
		['an event without an id', { raw: '{"object":"event","resource":{"object":"payment"}}' }, 400],
		[
			'an id that is a path',
			{ raw: '{"object":"event","id":"../fees","resource":{"object":"fee"}}' },
			400,
		],
		['an event without a resource', { raw: '{"object":"event","id":"x"}' }, 400],
		[
			'a bottomless body',
			{
				raw: `{"object":"event","id":"x","resource":{"object":"fee","a":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`,
			},
			400,
		],
		['a large body', { raw: `{"a":"${'x'.repeat(1024 * 1024)}"}` }, 413],
		[
			'a large body that claims to be small',
			{ raw: `{"a":"${'x'.repeat(1024 * 1024)}"}`, headers: { 'content-length': '9' } },
			413,
		],
	];
	const versions = [1, 2].flatMap((version) =>
		refusals.map((refusal) => [version, ...refusal] as const),
	);
	test.each(versions)('version %i: %s', async (typeVersion, _name, options, status) => {
		const trigger = Object.assign(host(), { typeVersion });
		expect(await trigger.deliver(undefined, options)).toMatchObject({ status, items: [] });
		expect(requests()).toEqual([]);
	});

	test('a body over the limit that was set', async () => {
		const [event] = events('payment', 'paid');
		const { status } = await host({ settings: { sizeLimit: 1 } }).deliver(event);
		expect(status).toBe(413);
	});

	test('a missing or wrong secret', async () => {
		const [event] = events('payment', 'paid');
		const trigger = host({ settings: { urlSecret: 'olive tree' } });
		expect((await trigger.deliver(event)).status).toBe(401);
		expect((await trigger.deliver(event, { query: { secret: 'olive' } })).status).toBe(401);
		expect(requests()).toEqual([]);
		expect((await trigger.deliver(event, { query: { secret: 'olive tree' } })).items).toHaveLength(
			1,
		);
	});

	test('a foreign address', async () => {
		const [event] = events('payment', 'paid');
		const trigger = host({ settings: { allowedIps: '203.0.113.0/28, 198.51.100.7' } });
		expect((await trigger.deliver(event, { ip: '203.0.113.16' })).status).toBe(403);
		expect(requests()).toEqual([]);
		expect((await trigger.deliver(event, { ip: '::ffff:203.0.113.15' })).items).toHaveLength(1);
	});
});
