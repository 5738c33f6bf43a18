import { beforeEach, describe, expect, test } from 'vitest';
import { changeKeyOf } from '../../nodes/events/changeKey.ts';
import { useEngine } from './harness/sandbox.mts';
import { TriggerHost } from './harness/trigger.mts';

const engine = useEngine({ extraEvents: true });

/** Where the API lists the records that events are about; payments list their fees too. */
const LISTS = [
	'/payments/all',
	'/refunds/all',
	'/disputes/all',
	'/transfers/all',
	'/withdrawals/all',
	'/fees',
	'/creditMemos',
	'/payerCustomers',
];

beforeEach(async () => {
	engine.merchant.settings.events.enabled = true;
	await engine.addCustomer();
	await engine.addReceivable('1001');
	const memo = await engine.call('POST', '/v3/creditMemos', {
		extId: 'CM-1',
		extKey: 'CM-2026-1',
		amount: 5,
		amountRemaining: 5,
		extCustomerId: 'CUST-1',
		extCreationDate: '11-20-2026',
		extPostedDate: '11-20-2026',
		status: 'active',
	});
	await engine.call('POST', '/control/clock', { advance: '1h' });
	await engine.call('PATCH', `/v3/creditMemos/${memo.id}/cancel`);
	await engine.pay('1001');
	const paymentId = engine.merchant.payments.all()[0].id;
	await engine.call('POST', '/control/refund', { paymentId, amount: '25.00' });
	await engine.call('POST', '/control/dispute', { paymentId, outcome: 'lost' });
	await engine.call('POST', '/control/clock', { advance: '30d' });
});

/** The records as somebody who polls sees them now. */
async function polled(): Promise<any[]> {
	const rows: any[] = [];
	for (const list of LISTS) rows.push(...rowsOf(await engine.call('GET', `/v3${list}?limit=50`)));
	for (const { id } of engine.merchant.receivables.all()) {
		rows.push(...rowsOf(await engine.call('GET', `/v3/receivables/${id}/transactions`)));
	}
	const fees = rows.flatMap(({ object, fees: own }) => (object === 'payment' ? own : []));
	return [...rows, ...fees];
}

const rowsOf = (reply: any): any[] => (Array.isArray(reply) ? reply : reply.results);

describe.each([true, false])('Only When the Status Changes: %s', (onlyStatusChanges) => {
	test('a change has one key, whether an event or a list told of it', async () => {
		const settings = { authenticity: 'none' };
		const trigger = new TriggerHost(engine.credential, { onlyStatusChanges, settings } as never);
		const latest = new Map<string, string>();
		const keys: string[] = [];
		for (const event of engine.merchant.events.all()) {
			// What may differ with each attempt.
			const attempt = { ...structuredClone(event), lastUpdated: '2027-01-01T00:00:00.000Z' };
			const { items } = await trigger.deliver(attempt);
			for (const item of items as any[]) {
				latest.set(`${item.resourceType} ${item.resourceId}`, item.changeKey);
				keys.push(item.changeKey);
			}
		}
		const rows = await polled();
		const seen = new Set<string>();
		for (const row of rows) {
			const key = latest.get(`${row.object} ${row.id}`);
			if (key === undefined) continue;
			expect(changeKeyOf(row, onlyStatusChanges, undefined)).toBe(key);
			seen.add(row.object);
		}
		expect([...seen].toSorted()).toEqual(
			expect.arrayContaining(['dispute', 'fee', 'payment', 'receivableTransaction', 'refund']),
		);
		expect(seen.size).toBe(new Set([...latest.keys()].map((name) => name.split(' ')[0])).size);
		// No two changes of one record share a key.
		expect(new Set(keys).size).toBe(keys.length);
	});

	test('an event that is confirmed by its record, which has moved on since, has the key of that state', async () => {
		const refusal = { error: { code: 'forbidden' } };
		engine.answer(/\/v3\/events\//, refusal, { status: 403 });
		const trigger = new TriggerHost(engine.credential, { onlyStatusChanges } as never);
		const now = new Map((await polled()).map((row) => [`${row.object} ${row.id}`, row]));
		const events = engine.merchant.events
			.all()
			.filter(({ resource: { object, id } }) => now.has(`${object} ${id}`));
		let movedOn = 0;
		for (const event of events) {
			const { items } = await trigger.deliver(structuredClone(event));
			const { object, id, lastUpdated } = event.resource;
			const row = now.get(`${object} ${id}`);
			if (lastUpdated !== row.lastUpdated) movedOn += items.length;
			for (const { changeKey } of items as any[]) {
				expect(changeKey).toBe(changeKeyOf(row, onlyStatusChanges, undefined));
			}
		}
		expect(movedOn).toBeGreaterThan(3);
	});
});
