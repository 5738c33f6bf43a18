import { beforeEach, describe, expect, test, vi } from 'vitest';
import { dayIn } from '../../client/dates.ts';
import { FAMILIES } from '../../nodes/events/families.ts';
import { pollableTriggerOn } from '../../nodes/events/triggerOn.ts';
import { MAX_ITEMS } from '../../nodes/PaystandPollingTrigger/poll.ts';
import { sourcesFor } from '../../nodes/PaystandPollingTrigger/sources.ts';
import { PollHost } from './harness/polling.mts';
import { useEngine } from './harness/sandbox.mts';
import { TriggerHost } from './harness/trigger.mts';

const engine = useEngine({ extraEvents: true });
const APPLIED = ['receivableTransaction.payment'];

/** Moves the time on, for Paystand and for n8n. */
async function advance(by: string): Promise<void> {
	const { now } = await engine.call('POST', '/control/clock', { advance: by });
	const aheadMs = Date.parse(now) - performance.now();
	vi.mocked(Date.now).mockImplementation(() => aheadMs + performance.now());
}

async function pay(extId: string, amount?: string): Promise<void> {
	const receivables = [{ extId, amount }];
	await engine.call('POST', '/control/pay', { receivables, card: '4242424242424242' });
}

const keys = (items: any[]) => items.map(({ changeKey }) => changeKey).toSorted();
const arrivedAt = (path: RegExp) => engine.journal.filter((entry) => path.test(entry.path));
/** Where n8n keeps the static data of the node. */
const PLACE = 'node:Trigger';
const cursorOf = (host: PollHost) => JSON.parse(host.saved)[PLACE].cursor;
/** Changes the cursor that n8n has saved. */
const setCursor = (host: PollHost, changes: object) => {
	host.saved = JSON.stringify({ [PLACE]: { cursor: { ...cursorOf(host), ...changes } } });
};

beforeEach(async () => {
	engine.merchant.settings.events.enabled = true;
	await engine.addCustomer();
});

describe('Payment Applied to Receivable', () => {
	test('each transaction comes once, with the applied amount and the keys of the ERP', async () => {
		await engine.addReceivable('1001');
		await engine.addReceivable('1002');
		await advance('1h');
		const host = new PollHost(engine.credential, { events: APPLIED });
		expect(await host.poll()).toEqual([]);
		await advance('10m');
		const receivables = [{ extId: '1001', amount: '40.00' }, { extId: '1002' }];
		await engine.call('POST', '/control/pay', { receivables, card: '4242424242424242' });
		await advance('1m');
		const items = await host.poll();
		const shown = items.map(({ erpInvoiceId, erpCustomerId, amountApplied, event }) => [
			erpInvoiceId,
			erpCustomerId,
			amountApplied,
			event,
		]);
		expect(shown.toSorted()).toEqual([
			['1001', 'CUST-1', '40.00', 'receivableTransaction.payment'],
			['1002', 'CUST-1', '100.00', 'receivableTransaction.payment'],
		]);
		await advance('1m');
		await pay('1001', '10.00');
		await advance('1m');
		expect((await host.poll()).map(({ amountApplied }) => amountApplied)).toEqual(['10.00']);
		for (let day = 0; day < 6; day++) {
			await advance('1d');
			expect(await host.poll()).toEqual([]);
		}
	});

	test('a transaction that shows up after its receivable has changed is not missed', async () => {
		await engine.addReceivable('1001');
		await advance('1h');
		const host = new PollHost(engine.credential, { events: APPLIED });
		await host.poll();
		await pay('1001');
		await advance('1m');
		engine.answer(/GET \/v3\/receivables\/[^/]+\/transactions/, { results: [] }, { times: 1 });
		expect(await host.poll()).toEqual([]);
		await advance('1m');
		expect(await host.poll()).toHaveLength(1);
	});

	test('a receivable is read no more once it has been quiet for an hour', async () => {
		await engine.addReceivable('1001');
		await engine.addReceivable('1002');
		const host = new PollHost(engine.credential, { events: APPLIED, startFrom: '2026-11-20' });
		await advance('1h');
		await pay('1001');
		await advance('2h');
		await host.poll();
		const before = arrivedAt(/transactions/).length;
		// The receivable that nobody has touched is not read either.
		expect(new Set(arrivedAt(/transactions/).map(({ path }) => path)).size).toBe(1);
		await advance('1m');
		expect(await host.poll()).toEqual([]);
		expect(arrivedAt(/transactions/)).toHaveLength(before);
	});

	test('transactions of long ago do not come again with a new one', async () => {
		await engine.addReceivable('1001');
		await advance('1h');
		const host = new PollHost(engine.credential, { events: APPLIED });
		await host.poll();
		await pay('1001', '10.00');
		await advance('1m');
		expect(await host.poll()).toHaveLength(1);
		for (const _week of [1, 2, 3, 4, 5, 6]) {
			await advance('7d');
			await host.poll();
		}
		await pay('1001', '20.00');
		await advance('1m');
		expect((await host.poll()).map(({ amountApplied }) => amountApplied)).toEqual(['20.00']);
	});
});

describe('the first poll', () => {
	test('without a day it starts at publishing', async () => {
		await engine.addReceivable('1001');
		await pay('1001', '10.00');
		await advance('1h');
		const host = new PollHost(engine.credential);
		expect(await host.poll()).toEqual([]);
		await pay('1001', '20.00');
		await advance('1m');
		const applied = (await host.poll()).filter(({ amountApplied }) => amountApplied);
		expect(applied.map(({ amountApplied }) => amountApplied)).toEqual(['20.00']);
	});

	test('with a day it starts with that day', async () => {
		await engine.addReceivable('1001');
		await pay('1001', '10.00');
		await advance('3d');
		await pay('1001', '20.00');
		await advance('1h');
		const from = async (startFrom: string) =>
			await new PollHost(engine.credential, { events: APPLIED, startFrom }).poll();
		expect(await from('2026-11-23')).toHaveLength(2);
		expect(await from('2026-11-24T00:00:00')).toHaveLength(1);
		expect(await from('2026-11-27')).toHaveLength(0);
	});

	test.each([
		[{ startFrom: 'soon' }, "'Start From' is no day"],
		[{ options: { timezone: 'Mars/Olympus' } }, "'Time Zone' is not known: Mars/Olympus"],
		[{ options: { lookbackDays: 1.5 } }, "'Lookback Days' has to be a whole number"],
	])('%j is refused before anything is sent', async (parameters, message) => {
		const sent = engine.journal.length;
		await expect(new PollHost(engine.credential, parameters).poll()).rejects.toThrow(message);
		expect(engine.journal).toHaveLength(sent);
	});
});

describe('nothing lost, nothing twice', () => {
	test('fees come with their payments, delayed and then final', async () => {
		await engine.addReceivable('1001');
		const host = new PollHost(engine.credential, { events: ['fee'] });
		await host.poll();
		await pay('1001');
		await advance('1m');
		expect((await host.poll()).map(({ event }) => event)).toEqual(['fee.delayed']);
		await advance('2h');
		const [final, ...others] = await host.poll();
		expect([final.event, final.resource.resourceId, others.length]).toEqual([
			'fee.paystand',
			engine.merchant.payments.all()[0]!.id,
			0,
		]);
	});

	test('a paid payment that changes again is not paid a second time', async () => {
		await engine.addReceivable('1001');
		const host = new PollHost(engine.credential, { events: ['payment.paid'] });
		await host.poll();
		await engine.pay('1001');
		await advance('2d');
		expect(await host.poll()).toHaveLength(1);
		const [payment] = engine.merchant.payments.all();
		for (const _day of [1, 2, 3, 4, 5]) {
			await advance('4d');
			payment!.lastUpdated = new Date(Date.now()).toISOString();
			expect(await host.poll()).toEqual([]);
		}
		host.parameters.onlyStatusChanges = false;
		expect(await host.poll()).toHaveLength(1);
	});

	test.each(['pageCap', 'orderIgnored', 'filterIgnored', 'bareArray'])(
		'a Paystand that deviates (%s) loses no change',
		async (name) => {
			await engine.call('PUT', '/control/deviation', { name });
			for (let at = 0; at < 60; at++) await engine.addReceivable(`R-${at}`);
			await advance('1h');
			const host = new PollHost(engine.credential, { events: APPLIED });
			await host.poll();
			for (let at = 0; at < 60; at++) await pay(`R-${at}`);
			await advance('1m');
			const all = engine.merchant.transactions.all();
			expect(all).toHaveLength(60);
			const same = all[0]!.created;
			for (const row of [...all, ...engine.merchant.receivables.all()]) row.lastUpdated = same;
			const found = keys(await host.poll());
			expect(found).toEqual(all.map(({ id }) => `receivableTransaction/${id}/payment`).toSorted());
			expect(await host.poll()).toEqual([]);
		},
	);

	test.each(['2026-10-31T12:00:00Z', '2027-03-13T12:00:00Z'])(
		'no hour of a change of daylight saving is left out (%s)',
		async (at) => {
			const host = new PollHost(engine.credential, { events: ['customer'] });
			const hours = Array.from({ length: 48 }, (_, hour) => Date.parse(at) + hour * 3_600_000);
			let shown = 0;
			for (const [index, time] of hours.entries()) {
				vi.mocked(Date.now).mockImplementation(() => time + 60_000);
				if (index === 0) await host.poll();
				const row = engine.merchant.customers.all()[0]!;
				row.lastUpdated = new Date(time).toISOString();
				const items = await host.poll();
				shown += items.length;
			}
			expect(shown).toBe(48);
		},
	);

	test('a change that shows up a day late is reported; one that is older than the lookback is not', async () => {
		const row = (id: string, lastUpdated: string) => ({ id, status: 'paid', lastUpdated });
		const late = row('late', '2026-11-22T12:00:00.000Z');
		const old = row('old', '2026-11-19T12:00:00.000Z');
		const host = new PollHost(engine.credential, { events: ['refund'], startFrom: '2026-11-01' });
		expect(await host.poll()).toEqual([]);
		engine.answer(/GET \/v3\/refunds.*offset=0/, [old, late]);
		engine.answer(/GET \/v3\/refunds/, []);
		expect(keys(await host.poll())).toEqual(['refund/late/paid']);
		expect(await host.poll()).toEqual([]);
	});

	test('an error leaves the cursor as it was, and the next poll brings all', async () => {
		await engine.addReceivable('1001');
		const host = new PollHost(engine.credential);
		await host.poll();
		await engine.pay('1001');
		await advance('1m');
		const { saved } = host;
		engine.answer(/GET \/v3\/refunds/, { error: { code: 'no' } }, { status: 404, times: 1 });
		await expect(host.poll()).rejects.toThrow();
		expect(host.saved).toBe(saved);
		expect((await host.poll()).length).toBeGreaterThan(2);
	});

	test('killed before the cursor is saved, the changes come again with the same keys', async () => {
		await engine.addReceivable('1001');
		const host = new PollHost(engine.credential);
		await host.poll();
		await engine.pay('1001');
		await advance('1m');
		const first = await host.poll({ isKilled: true });
		expect(first.length).toBeGreaterThan(0);
		expect(keys(await host.poll())).toEqual(keys(first));
	});

	test('another account starts anew', async () => {
		const host = new PollHost(engine.credential, { events: ['customer'], startFrom: '2026-11-01' });
		expect(await host.poll()).toHaveLength(1);
		setCursor(host, { account: 'another' });
		expect(await host.poll()).toHaveLength(1);
	});
});

describe('the time zone of the days', () => {
	const asked = () => arrivedAt(/customers\/timezone/).length;
	const zones = () => [...new Set(arrivedAt(/refunds/).map(({ query }) => query['f.timezone']))];
	const start = { events: ['refund'], startFrom: '2026-11-20' };

	test('is that of the account, which is asked once', async () => {
		const host = new PollHost(engine.credential, start);
		await host.poll();
		await host.poll();
		expect([asked(), zones()]).toEqual([1, ['America/Los_Angeles']]);
	});

	test('is what is set on the node; Paystand is not asked', async () => {
		const options = { timezone: ' Asia/Tokyo ' };
		await new PollHost(engine.credential, { ...start, options }).poll();
		expect([asked(), zones()]).toEqual([0, ['Asia/Tokyo']]);
	});

	test.each([
		[{ timeZone: 'Europe/Berlin' }, 'Europe/Berlin'],
		['America/Chicago', 'America/Chicago'],
		[{ id: 'x', timezone: 'Mars/Olympus' }, 'America/New_York'],
		[{ country: 'Cuba' }, 'America/New_York'],
		[{}, 'America/New_York'],
		[[], 'America/New_York'],
		['<html>Maintenance</html>', 'America/New_York'],
	])('Paystand answers %j', async (reply, zone) => {
		engine.answer(/GET \/v3\/customers\/timezone/, reply);
		await new PollHost(engine.credential, start).poll();
		expect(zones()).toEqual([zone]);
	});

	test.each([400, 401, 403, 404, 405])(
		'where the account may not read it (%s), it is that of the workflow, and stays so',
		async (status) => {
			const refusal = { error: { code: 'apiError' } };
			engine.answer(/GET \/v3\/customers\/timezone/, refusal, { status });
			const host = new PollHost(engine.credential, start);
			await host.poll();
			const times = asked();
			host.timezone = 'Asia/Tokyo';
			await host.poll();
			expect([asked() - times, zones()]).toEqual([0, ['America/New_York']]);
		},
	);

	test('a Paystand that is out of order is an error, and is asked again', async () => {
		engine.answer(/GET \/v3\/customers\/timezone/, 'Bad Gateway', { status: 502, times: 9 });
		const host = new PollHost(engine.credential, start);
		await expect(host.poll()).rejects.toMatchObject({ httpCode: '502' });
		expect([host.saved, zones()]).toEqual(['{}', []]);
	});

	test('another account is asked for its own', async () => {
		const host = new PollHost(engine.credential, start);
		await host.poll();
		setCursor(host, { account: 'another', timezone: 'Asia/Tokyo' });
		await host.poll();
		expect([asked(), zones()]).toEqual([2, ['America/Los_Angeles']]);
	});

	test('a by-hand look does not ask', async () => {
		const host = new PollHost(engine.credential, { events: ['customer'] });
		await host.poll({ mode: 'manual' });
		expect(asked()).toBe(0);
	});

	test.each([
		['Pacific/Auckland', 'America/Los_Angeles'],
		['America/Los_Angeles', 'Pacific/Auckland'],
		['Pacific/Kiritimati', 'Pacific/Pago_Pago'],
	])('no hour is left out when it is changed from %s to %s in a backlog', async (one, other) => {
		for (let hour = 0; hour < 96; hour += 4) {
			await engine.addReceivable(`R-${hour}`);
			await pay(`R-${hour}`);
			await advance('4h');
		}
		const all = engine.merchant.transactions.all();
		expect(all).toHaveLength(24);
		const options = { timezone: one };
		const host = new PollHost(engine.credential, { ...start, events: APPLIED, options });
		await host.poll();
		const unreported = { ...cursorOf(host), reported: {}, read: {} };
		host.parameters.options = { timezone: other };
		for (const from of ['2026-11-24', '2026-11-25', '2026-11-26']) {
			// So far n8n's time for a poll was enough.
			setCursor(host, { ...unreported, from, since: from });
			const isUnread = ({ created }: { created: string }) =>
				dayIn(one, Date.parse(created)) >= from;
			const unread = all.filter(isUnread).map(({ id }) => `receivableTransaction/${id}/payment`);
			expect(keys(await host.poll())).toEqual(expect.arrayContaining(unread));
		}
	});

	test('nothing from before the first day comes when it is changed', async () => {
		await engine.addReceivable('1001');
		await pay('1001', '1.00');
		await advance('1d');
		const options = { timezone: 'America/Los_Angeles' };
		const host = new PollHost(engine.credential, {
			events: APPLIED,
			startFrom: '2026-11-24',
			options,
		});
		expect(await host.poll()).toEqual([]);
		host.parameters.options = { timezone: 'America/New_York' };
		expect(await host.poll()).toEqual([]);
		await pay('1001', '2.00');
		await advance('1m');
		expect(await host.poll()).toHaveLength(1);
	});
});

describe('choices', () => {
	const values = pollableTriggerOn.options!.map((option) => (option as { value: string }).value);

	test.each(values.filter((value) => value !== '*'))('%s is read from one list', (value) => {
		const [source, ...others] = sourcesFor([value]);
		expect(source!.events).toContain(value.split('.')[0]);
		expect(others).toEqual([]);
	});

	test('All Events reads every kind', () => {
		const read = sourcesFor(['*']).flatMap(({ events }) => events);
		expect(read.toSorted()).toEqual(Object.keys(FAMILIES).toSorted());
		expect(values).not.toContain('other');
	});
});

describe('refused', () => {
	test.each([401, 403, 404, 405])(
		'a list that answers %s is an error, not a skip',
		async (status) => {
			const host = new PollHost(engine.credential);
			engine.answer(/GET \/v3\/withdrawals/, { error: { code: 'no' } }, { status });
			await expect(host.poll()).rejects.toMatchObject({
				httpCode: String(status),
				description: expect.stringContaining('Nothing was skipped'),
			});
			host.parameters.events = ['payment'];
			expect(await host.poll()).toEqual([]);
		},
	);

	test.each([
		['an HTML page', '<html>Maintenance</html>'],
		['an empty object', {}],
		['rows without a time', { results: [{ id: 'x', status: 'paid' }] }],
		['rows without an ID', { results: [{ lastUpdated: '2026-11-23T12:00:00Z', status: 'paid' }] }],
	])('%s is an error', async (_what, reply) => {
		const host = new PollHost(engine.credential, { events: ['refund'] });
		engine.answer(/GET \/v3\/refunds/, reply);
		await expect(host.poll()).rejects.toThrow();
		expect(host.saved).toBe('{}');
	});
});

describe('one poll', () => {
	test('more than one run may hold goes on in the next, and none comes twice', async () => {
		const rows = Array.from({ length: MAX_ITEMS + 7 }, (_, at) => ({
			id: `r${at}`,
			object: 'refund',
			status: 'paid',
			lastUpdated: '2026-11-23T11:00:00.000Z',
		}));
		engine.answer(/GET \/v3\/refunds.*offset=0/, rows);
		engine.answer(/GET \/v3\/refunds/, []);
		const host = new PollHost(engine.credential, { events: ['refund'], startFrom: '2026-11-20' });
		const all = [await host.poll(), await host.poll(), await host.poll()];
		expect(all.map(({ length }) => length)).toEqual([MAX_ITEMS, 7, 0]);
		expect(new Set(keys(all.flat())).size).toBe(MAX_ITEMS + 7);
	});

	test('a backlog that takes longer than n8n gives goes on day by day', async () => {
		await engine.addReceivable('1001');
		for (const _day of [1, 2, 3, 4, 5, 6, 7, 8]) {
			await pay('1001', '1.00');
			await advance('1d');
		}
		const host = new PollHost(engine.credential, { events: APPLIED, startFrom: '2026-11-23' });
		engine.setFaults({ latencyMs: 40 } as never);
		const found: any[] = [];
		let polls = 0;
		for (; found.length < 8 && polls < 20; polls++)
			found.push(...(await host.poll({ budgetMs: 500 })));
		expect(new Set(keys(found)).size).toBe(8);
		expect(found).toHaveLength(8);
	});

	test('a day that cannot be read in the time given is an error, not silence', async () => {
		const options = { timezone: 'UTC' };
		const host = new PollHost(engine.credential, { events: ['payment'], options });
		await engine.addReceivable('1001');
		await pay('1001');
		// What one page holds is progress; a second poll makes none.
		expect(await host.poll({ budgetMs: 0 })).toHaveLength(1);
		await expect(host.poll({ budgetMs: 0 })).rejects.toThrow('could not be read in the time');
	});

	test('it reads the credential once, and runs in an n8n that tells no budget', async () => {
		const read = vi.spyOn(engine.credential, 'getDecrypted');
		const host = new PollHost(engine.credential);
		await host.poll({ budgetMs: null });
		read.mockClear();
		await host.poll();
		expect(read).toHaveBeenCalledTimes(1);
	});

	test('the cursor stays small and plain', async () => {
		const rows = Array.from({ length: 900 }, (_, at) => ({
			id: `r${at}`,
			status: 'paid',
			lastUpdated: '2026-11-23T11:00:00.000Z',
		}));
		engine.answer(/GET \/v3\/refunds.*offset=0/, rows, { times: 1 });
		engine.answer(/GET \/v3\/refunds/, []);
		const host = new PollHost(engine.credential, { events: ['refund'], startFrom: '2026-11-23' });
		expect(await host.poll()).toHaveLength(900);
		expect(host.saved.length).toBeLessThan(900 * 8 + 300);
		// What is too old for a repeat is forgotten.
		await advance('40d');
		await host.poll();
		await host.poll();
		expect(host.saved.length).toBeLessThan(300);
	});
});

describe('by hand', () => {
	test('recent changes are shown, newest first, and the cursor is left alone', async () => {
		await engine.addReceivable('1001');
		await engine.pay('1001');
		await advance('2d');
		const host = new PollHost(engine.credential, { events: [...APPLIED, 'payment.paid'] });
		const items = await host.poll({ mode: 'manual' });
		expect(items.map(({ event }) => event)).toEqual([
			'payment.paid',
			'receivableTransaction.payment',
		]);
		expect(host.saved).toBe('{}');
	});

	test('nothing to show is said', async () => {
		const host = new PollHost(engine.credential, { events: ['dispute'] });
		await expect(host.poll({ mode: 'manual' })).rejects.toThrow('Nothing of what you chose');
	});
});

test('a change that both triggers tell of has one key', async () => {
	await engine.addReceivable('1001');
	const host = new PollHost(engine.credential);
	await host.poll();
	const polled: any[] = [];
	const poll = async () => polled.push(...(await host.poll()));
	await pay('1001');
	await poll();
	for (let hour = 0; hour < 60; hour++) {
		await advance('1h');
		await poll();
	}
	const webhook = new TriggerHost(engine.credential, { settings: { authenticity: 'none' } });
	for (const event of engine.merchant.events.all()) await webhook.deliver(event);
	const told = new Set(keys(webhook.runs));
	const missed = keys(polled).filter((key) => !told.has(key));
	// Of customers that were there before the trigger nothing was told.
	expect(missed.filter((key) => !key.startsWith('customer/'))).toEqual([]);
	expect(keys(polled).filter((key) => key.startsWith('receivableTransaction/'))).toHaveLength(1);
});
