import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { useEngine } from './harness/sandbox.mts';
import { TriggerHost } from './harness/trigger.mts';

/** Long enough for the check of some events, short enough for many tests. */
const WINDOW_MS = 150;

const engine = useEngine();
const host = (parameters: object = {}, settings: object = { collectMs: WINDOW_MS }) =>
	new TriggerHost(engine.credential, { settings, ...parameters } as never);

let events: any[];
beforeEach(async () => {
	engine.merchant.settings.events.enabled = true;
	await engine.addCustomer();
	await engine.addReceivable('1001');
	await engine.pay('1001');
	await engine.call('POST', '/control/clock', { advance: '3d' });
	events = engine.merchant.events.all().map((event) => structuredClone(event));
	expect(events.length).toBeGreaterThan(4);
});

afterEach(() => void vi.restoreAllMocks());

const idsOf = (items: any[]) => items.map(({ eventId }) => eventId).toSorted();
const statusesOf = (all: Array<{ status: number }>) => all.map(({ status }) => status);

test('deliveries that arrive together start one run with an item each, and all are answered', async () => {
	const trigger = host();
	const all = await Promise.all(events.map((event) => trigger.deliver(event)));
	expect(statusesOf(all)).toEqual(events.map(() => 200));
	expect(trigger.started).toHaveLength(1);
	expect(idsOf(trigger.started[0])).toEqual(idsOf(events.map(({ id }) => ({ eventId: id }))));
});

test('what arrives after the window starts a run of its own', async () => {
	const trigger = host();
	await trigger.deliver(events[0]);
	await trigger.deliver(events[1]);
	expect(trigger.started.map(({ length }) => length)).toEqual([1, 1]);
});

test('without the option each delivery starts a run', async () => {
	const trigger = host({}, {});
	await Promise.all(events.map((event) => trigger.deliver(event)));
	expect(trigger.started).toHaveLength(events.length);
});

describe('nobody is answered before the run has started', () => {
	/** Two deliveries that are collected, whose run n8n starts when told. */
	const collected = async (trigger: TriggerHost, run?: 'cannotStart') => {
		const { promise: startAfter, resolve: start } = Promise.withResolvers<void>();
		const answered: string[] = [];
		const leader = trigger.deliver(events[0], { startAfter, run });
		await wait(WINDOW_MS / 3);
		const follower = trigger.deliver(events[1], { run });
		void leader.then(() => answered.push('leader'));
		void follower.then(() => answered.push('follower'));
		await wait(WINDOW_MS * 2);
		return { leader, follower, start, answered };
	};

	test('it starts: 200 for all', async () => {
		const trigger = host();
		const { leader, follower, start, answered } = await collected(trigger);
		expect(answered).toEqual([]);
		start();
		expect(statusesOf(await Promise.all([leader, follower]))).toEqual([200, 200]);
		expect(trigger.started).toHaveLength(1);
	});

	test('it does not: 500 from n8n and 503, and both events may come again', async () => {
		const trigger = host();
		const { leader, follower, start } = await collected(trigger, 'cannotStart');
		start();
		expect(statusesOf(await Promise.all([leader, follower]))).toEqual([500, 503]);
		expect(trigger.started).toEqual([]);
		expect(trigger.saved).not.toContain('days":{"');
		const again = await Promise.all([events[0], events[1]].map((event) => trigger.deliver(event)));
		expect(statusesOf(again)).toEqual([200, 200]);
		expect(trigger.runs).toHaveLength(2);
	});

	test('it takes too long: 503, and what was started after all is known', async () => {
		const trigger = host();
		const { leader, follower, start } = await collected(trigger);
		const now = performance.now.bind(performance);
		vi.spyOn(performance, 'now').mockImplementation(() => now() + 12_000);
		expect(await follower).toMatchObject({ status: 503, items: [] });
		start();
		expect((await leader).status).toBe(200);
		expect(await trigger.deliver(events[1])).toMatchObject({ status: 200, items: [] });
		expect(trigger.runs).toHaveLength(2);
	});

	test('n8n is ended before that: nothing was answered, noted or lost', async () => {
		const trigger = host();
		const { answered } = await collected(trigger);
		expect(answered).toEqual([]);
		const after = trigger.restarted();
		expect(after.saved).toBe('{}');
		await Promise.all([after.deliver(events[0]), after.deliver(events[1])]);
		expect(after.runs).toHaveLength(2);
	});
});

test('n8n is ended right after the first answer: all events of the run are known', async () => {
	const trigger = host();
	const [first] = await Promise.all([
		trigger.deliver(events[0]).then(() => trigger.restarted()),
		trigger.deliver(events[1]),
	]);
	for (const event of events.slice(0, 2)) {
		expect(await first.deliver(event)).toMatchObject({ status: 200, items: [] });
	}
});

test('the first sender hangs up while others are collected: the run starts with all', async () => {
	const trigger = host();
	const all = await Promise.all([
		trigger.deliver(events[0], { hangsUp: true }),
		trigger.deliver(events[1]),
	]);
	expect(statusesOf(all)).toEqual([200, 200]);
	expect(trigger.started.map(({ length }) => length)).toEqual([2]);
	expect(await trigger.deliver(events[0])).toMatchObject({ status: 200, items: [] });
});

test('one event that arrives several times is one item', async () => {
	const trigger = host();
	const all = await Promise.all([0, 0, 1, 0].map((at) => trigger.deliver(events[at])));
	expect(statusesOf(all)).toEqual([200, 200, 200, 200]);
	expect(trigger.started.map(({ length }) => length)).toEqual([2]);
});

test('an invented event among real ones is denied and is not in the run', async () => {
	const trigger = host();
	await trigger.deliver(events[0]);
	const invented = { ...events[1], id: 'zzzzzzzzzzzzzzzzzzzzzzzz' };
	const all = await Promise.all(
		[invented, events[2], events[3]].map((one) => trigger.deliver(one)),
	);
	expect(statusesOf(all)).toEqual([401, 200, 200]);
	expect(idsOf(trigger.started.at(-1)!)).toEqual([events[2].id, events[3].id].toSorted());
});

test('an event that arrives in time and is checked for long is waited for', async () => {
	const trigger = host();
	await trigger.deliver(events[0]);
	engine.setFaults({ latencyMs: WINDOW_MS * 2 });
	const slow = trigger.deliver(events[1]);
	const known = trigger.deliver(events[2]);
	await wait(WINDOW_MS);
	engine.setFaults({ latencyMs: WINDOW_MS * 4 });
	const slower = trigger.deliver(events[3]);
	expect(statusesOf(await Promise.all([slow, known, slower]))).toEqual([200, 200, 200]);
	expect(trigger.started.map(({ length }) => length)).toEqual([1, 3]);
	engine.setFaults({});
});

test('a run has 200 items at most', async () => {
	const trigger = host({}, { collectMs: WINDOW_MS, authenticity: 'none' });
	const many = Array.from({ length: 205 }, (_, at) => ({
		...events[0],
		id: `many${String(at).padStart(20, '0')}`,
	}));
	const all = await Promise.all(many.map((event) => trigger.deliver(event)));
	expect(new Set(statusesOf(all))).toEqual(new Set([200]));
	expect(trigger.started.map(({ length }) => length)).toEqual([200, 5]);
});

test('n8n saves what is known once for all, and again only for the next run', async () => {
	const trigger = host();
	await Promise.all(events.map((event) => trigger.deliver(event)));
	expect(trigger.saves).toBe(1);
});

test('a run that is answered when it finishes is never shared', async () => {
	const trigger = host({ respond: 'lastNode' });
	await Promise.all(events.map((event) => trigger.deliver(event)));
	expect(trigger.started).toHaveLength(events.length);
});

test('a test run gets its event at once', async () => {
	const trigger = host({}, { collectMs: 2_000 });
	const from = performance.now();
	expect((await trigger.deliverToTest(events[0])).items).toHaveLength(1);
	expect(performance.now() - from).toBeLessThan(1_000);
});
