import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { useEngine } from './harness/sandbox.mts';
import { TriggerHost, watch } from './harness/trigger.mts';

/** Long enough for a repeat to arrive and to wait. */
const RUN_MS = 300;

const engine = useEngine();
let seen: ReturnType<typeof watch>;
const host = (parameters = {}) => new TriggerHost(engine.credential, parameters as never);
/** Until an answer's 'close', which was put off in the same way, has been heard. */
const settle = () => setImmediate();

let events: any[];
beforeEach(async () => {
	engine.merchant.settings.events.enabled = true;
	await engine.addCustomer();
	await engine.addReceivable('1001');
	await engine.pay('1001');
	events = engine.merchant.events.all().map((event) => structuredClone(event));
	seen = watch(engine);
});

describe('answering at once', () => {
	test('a repeat starts nothing, is answered with 200 and costs no call', async () => {
		const trigger = host();
		await trigger.deliver(events[0]);
		const before = seen.requests().length;
		expect(await trigger.deliver(events[0])).toMatchObject({ status: 200, items: [] });
		expect(seen.requests().length).toBe(before);
	});

	test('deliveries at the same moment start one run', async () => {
		const trigger = host();
		const all = await Promise.all([1, 2, 3, 4].map(() => trigger.deliver(events[0])));
		expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
		expect(trigger.runs).toHaveLength(1);
	});

	test('a burst is known after a restart, although each delivery saves its own copy', async () => {
		const trigger = host();
		await Promise.all(events.map((event) => trigger.deliver(event)));
		const after = trigger.restarted();
		for (const event of events) await after.deliver(event);
		expect(trigger.runs).toHaveLength(events.length);
		expect(after.runs).toEqual([]);
	});

	test('a test run gets what production has had, and tells production nothing', async () => {
		const trigger = host();
		await trigger.deliver(events[0]);
		expect((await trigger.deliverToTest(events[0])).items).toHaveLength(1);
		expect((await trigger.deliverToTest(events[1])).items).toHaveLength(1);
		expect((await trigger.deliver(events[1])).items).toHaveLength(1);
	});
});

describe('answering when the workflow has finished', () => {
	const parameters = { respond: 'lastNode' };

	test('a failed run is answered with 500 and its event may come again', async () => {
		const trigger = host(parameters);
		expect((await trigger.deliver(events[0], { run: 'fails' })).status).toBe(500);
		await settle();
		expect(await trigger.deliver(events[0])).toMatchObject({ status: 200 });
		await settle();
		expect(await trigger.deliver(events[0])).toMatchObject({ status: 200, items: [] });
		expect(trigger.runs).toHaveLength(2);
	});

	/** A delivery whose workflow goes on until `end` is called. */
	const begun = async (trigger: TriggerHost, event: any, run?: 'fails') => {
		const { promise: until, resolve: end } = Promise.withResolvers<void>();
		const before = trigger.runs.length;
		const answer = trigger.deliver(event, { until, run });
		await vi.waitFor(() => expect(trigger.runs).toHaveLength(before + 1));
		return { answer, end };
	};

	test('a repeat waits for the first one: done with it, or its turn', async () => {
		const trigger = host(parameters);
		const good = await begun(trigger, events[0]);
		const afterGood = trigger.deliver(events[0]);
		setTimeout(good.end, RUN_MS);
		expect(await good.answer).toMatchObject({ status: 200 });
		expect(await afterGood).toMatchObject({ status: 200, items: [] });

		const bad = await begun(trigger, events[1], 'fails');
		const afterBad = trigger.deliver(events[1]);
		setTimeout(bad.end, RUN_MS);
		expect(await bad.answer).toMatchObject({ status: 500 });
		expect(await afterBad).toMatchObject({ status: 200, items: [{ eventId: events[1].id }] });
	});

	test('a repeat during a long run shall come again', async () => {
		const trigger = host(parameters);
		const first = await begun(trigger, events[0]);
		expect(await trigger.deliver(events[0])).toMatchObject({ status: 503, items: [] });
		first.end();
		expect(await first.answer).toMatchObject({ status: 200 });
	});

	test('what was done before the last save is known after a restart', async () => {
		const trigger = host(parameters);
		await trigger.deliver(events[0]);
		await settle();
		await trigger.deliver(events[1]);
		expect((await trigger.restarted().deliver(events[0])).items).toEqual([]);
	});

	test('after a kill right behind a run, the event itself tells how that went', async () => {
		const trigger = host(parameters);
		const answered = { ...events[0], urls: [trigger.url], sent: true };
		const unanswered = { ...events[1], urls: [trigger.url], sent: false };
		const elsewhere = { ...events[2], urls: ['https://erp.example.com/hook'], sent: true };
		for (const event of [answered, unanswered, elsewhere]) {
			Object.assign(engine.merchant.events.get(event.id)!, { urls: event.urls });
			await trigger.deliver(event);
			const after = trigger.restarted();
			const known = event === answered;
			expect((await after.deliver(event)).items).toHaveLength(known ? 0 : 1);
		}
	});
});
