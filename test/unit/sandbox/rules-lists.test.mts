import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../../sandbox/server.mts';
import { callerOf, CUSTOMER, RECEIVABLE, startSandbox, type Caller } from './support.mts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let sandbox: Sandbox;
let api: Caller;
/**
 * 60 receivables: INV-1 at midnight of Los Angeles (08:00 UTC) of 2 November, then every 4 hours,
 * six a day. On 13 November INV-1 is cancelled.
 */
beforeAll(async () => {
	sandbox = await startSandbox({ start: new Date('2026-11-02T08:00:00Z'), speed: 0 });
	api = await callerOf(sandbox);
	await api.post('/payerCustomers', CUSTOMER);
	for (let number = 1; number <= 60; number++) {
		const amount = `${number}.00`;
		await api.post('/receivables/create', {
			...RECEIVABLE,
			erpId: `INV-${number}`,
			totalAmount: amount,
			amountDue: amount,
		});
		await sandbox.world.clock.advance(4 * HOUR);
	}
	await sandbox.world.clock.advance(DAY);
	const first = api.merchant.receivables.byKey('INV-1')!;
	await api.post(`/receivables/${first.id}/cancel`);
});
afterAll(() => sandbox.close());

const numbers = async (query: string, path = '/receivables') => {
	const { status, body } = await api.get(`${path}?${query}`);
	expect(status).toBe(200);
	return body.results.map(({ extId }: { extId: string }) => Number(extId.slice(4)));
};
const filter = (query: string) => numbers(`f.querytype=by-query-filters&${query}`);

describe('5 envelope and pages', () => {
	test('5 the envelope is results, count, settings; 50 rows, most recent first', async () => {
		const { body } = await api.get('/receivables');
		expect(Object.keys(body).sort()).toEqual(['count', 'results', 'settings']);
		expect(body.results).toHaveLength(50);
		expect(body.count).toBe(60);
		expect(body.settings).toEqual({ limit: 50, offset: 0, order: 'created DESC' });
		expect(body.results[0].extId).toBe('INV-60');
	});

	test('5 limit, offset and order', async () => {
		expect(await numbers('limit=3')).toEqual([60, 59, 58]);
		expect(await numbers('limit=3&offset=57')).toEqual([3, 2, 1]);
		expect(await numbers('limit=3&offset=60')).toEqual([]);
		expect(await numbers('limit=2&order=created%20ASC')).toEqual([1, 2]);
		expect(await numbers('limit=2&order=amount%20DESC')).toEqual([60, 59]);
	});

	test.each(['limit=-1', 'limit=x', 'offset=1.5', 'order=%3Bdrop'])(
		'5 %s is 422',
		async (query) => {
			expect((await api.get(`/receivables?${query}`)).status).toBe(422);
		},
	);

	test('5 harmless keys such as format=json do no harm', async () => {
		expect(await numbers('limit=1&format=json&method=get&whatever=1')).toEqual([60]);
	});
});

describe('5 pattern A', () => {
	test('5 without f.querytype the other f keys are ignored', async () => {
		const query = 'f.datepreset=custom&f.datestart=2026-11-02&f.dateend=2026-11-02&f.limit=1';
		expect(await numbers(query)).toHaveLength(50);
	});

	test('5 a window of days, the end day included, borders in the time zone of the merchant', async () => {
		const custom = 'f.datepreset=custom';
		expect(await filter(`${custom}&f.datestart=2026-11-02&f.dateend=2026-11-02`)).toEqual([
			6, 5, 4, 3, 2, 1,
		]);
		const both = await filter(`${custom}&f.datestart=2026-11-02&f.dateend=2026-11-03`);
		expect(both).toHaveLength(12);
		expect(await filter(`${custom}&f.datestart=2026-11-01&f.dateend=2026-11-01`)).toEqual([]);
	});

	test('5 f.timezone shifts the day borders', async () => {
		const day = 'f.datepreset=custom&f.datestart=2026-11-02&f.dateend=2026-11-02';
		expect(await filter(`${day}&f.timezone=UTC`)).toEqual([4, 3, 2, 1]);
		expect(await filter(`${day}&f.timezone=Asia/Tokyo`)).toEqual([2, 1]);
		expect(
			(await api.get('/receivables?f.querytype=by-query-filters&f.timezone=Mars')).status,
		).toBe(422);
	});

	test('5 f.datetype lastUpdated looks at the last change', async () => {
		const window = 'f.datepreset=custom&f.datestart=2026-11-13&f.dateend=2026-11-13';
		expect(await filter(`${window}&f.datetype=lastUpdated`)).toEqual([1]);
		expect(await filter(`${window}&f.datetype=created`)).toEqual([]);
	});

	test('5 f.limit, f.offset and f.order', async () => {
		expect(await filter('f.limit=2')).toEqual([60, 59]);
		expect(await filter('f.limit=2&f.offset=1')).toEqual([59, 58]);
		expect(await filter('f.limit=1&f.order=lastUpdated%20DESC')).toEqual([1]);
	});

	test('5 a preset such as past7days', async () => {
		const rows = await filter('f.datepreset=past7days');
		expect(rows.at(-1)).toBe(25);
		expect(rows).toHaveLength(36);
		const unknown = 'f.querytype=by-query-filters&f.datepreset=lastEaster';
		expect((await api.get(`/receivables?${unknown}`)).status).toBe(422);
	});

	test('5 a custom preset needs both days, as YYYY-MM-DD', async () => {
		const query = 'f.querytype=by-query-filters&f.datepreset=custom&f.datestart=2026-11-02';
		expect((await api.get(`/receivables?${query}`)).status).toBe(422);
		expect((await api.get(`/receivables?${query}&f.dateend=11-03-2026`)).status).toBe(422);
	});

	test('5 /receivables/read knows limit, offset and order only', async () => {
		const query = 'f.querytype=by-query-filters&f.limit=1&limit=2&order=created%20ASC';
		expect(await numbers(query, '/receivables/read')).toEqual([1, 2]);
	});

	test.each([
		'/payments/all',
		'/refunds',
		'/refunds/all',
		'/disputes',
		'/disputes/all',
		'/transfers',
		'/withdrawals',
		'/withdrawals/all',
	])('5 %s takes the filters too', async (path) => {
		const { status, body } = await api.get(`${path}?f.querytype=by-query-filters&f.limit=7`);
		expect(status).toBe(200);
		expect(body.settings.limit).toBe(7);
	});

	test.each(['/transfers/all', '/fees', '/payerCustomers'])('5 %s does not', async (path) => {
		const { body } = await api.get(`${path}?f.querytype=by-query-filters&f.limit=7`);
		expect(body.settings.limit).toBe(50);
	});
});
