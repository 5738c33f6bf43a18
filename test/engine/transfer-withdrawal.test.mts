import { beforeEach, describe, expect, test } from 'vitest';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine();
const run = (resource: string, operation: string, parameters: object = {}, items?: object[]) =>
	engine.run({
		resource,
		operation,
		parameters: parameters as never,
		...(items && { items: items as never }),
	});
const byId = (value: string) => ({ mode: 'id', value, __rl: true });

/** A paid invoice whose money has been paid out. */
beforeEach(async () => {
	await engine.addCustomer();
	await engine.addReceivable('1001');
	await engine.pay('1001');
	await engine.call('POST', '/control/clock', { advance: '5d' });
});

const transfer = () => engine.merchant.transfers.all()[0];
const withdrawal = () => engine.merchant.withdrawals.all()[0];

describe('Transfer', () => {
	test('Get gives at most ten fields, with the withdrawal it carries out', async () => {
		const { id } = transfer();
		const { json, requests, error } = await run('transfer', 'get', { transfer: byId(id) });
		expect(error).toBeUndefined();
		expect(requests).toMatchObject([{ method: 'GET', path: `/v3/transfers/${id}` }]);
		expect(json[0]).toMatchObject({ id, status: 'paid', resourceId: withdrawal().id });
		expect(Object.keys(json[0]).length).toBeLessThanOrEqual(10);
	});

	test('Get Many unfiltered and by days', async () => {
		const all = await run('transfer', 'getAll', { order: 'lastUpdated DESC' });
		expect(all.requests[0]).toMatchObject({
			path: '/v3/transfers/all',
			query: { order: 'lastUpdated DESC' },
		});
		expect(all.json).toMatchObject([{ id: transfer().id }]);
		const byDay = await run('transfer', 'getAll', {
			filters: { period: 'between', from: '2026-11-23', to: '2026-12-10', status: ['paid'] },
		});
		expect(byDay.requests[0].path).toBe('/v3/transfers');
		expect(byDay.json).toHaveLength(1);
	});

	test('Get Report and its entries, which add up to the transfer', async () => {
		const { id, amount } = transfer();
		const report = await run('transfer', 'getReport', { transfer: byId(id) });
		expect(report.requests).toMatchObject([{ path: `/v3/transfers/${id}/report` }]);
		expect(report.json[0]).toMatchObject({ transferId: id, status: 'completed' });

		const { json, requests } = await run('transfer', 'getReportEntries', { transfer: byId(id) });
		expect(requests[0].path).toBe(`/v3/transfers/${id}/report/entries`);
		expect(json.every(({ transferId }) => transferId === id)).toBe(true);
		const cents = json.reduce((sum, entry) => sum + Math.round(Number(entry.amount) * 100), 0);
		expect((cents / 100).toFixed(2)).toBe(amount);
		const first = await run('transfer', 'getReportEntries', { transfer: byId(id), limit: 1 });
		expect(first.json).toHaveLength(1);
	});

	test('without reports in the account it says whom to ask', async () => {
		const { id } = transfer();
		engine.merchant.settings.transfers = { report: { enabled: false } };
		for (const operation of ['getReport', 'getReportEntries']) {
			const { error } = await run('transfer', operation, { transfer: byId(id) });
			expect(error?.description).toContain('enabled transfer reports for your account');
			expect(error?.message).toContain('Transfer reports are not enabled');
		}
	});

	test('no transfer picked is said', async () => {
		const { error } = await run('transfer', 'get', { transfer: byId(' ') });
		expect(error?.message).toContain("'Transfer' is empty");
	});
});

describe('Withdrawal', () => {
	test('Get gives at most ten fields', async () => {
		const { id } = withdrawal();
		const { json, requests } = await run('withdrawal', 'get', { withdrawal: byId(id) });
		expect(requests.map(({ path }) => path)).toEqual([`/v3/withdrawals/${id}`]);
		expect(json).toMatchObject([{ id }]);
		expect(Object.keys(json[0]).length).toBeLessThanOrEqual(10);
	});

	test('Get Many unfiltered, by days, by state; raw on request', async () => {
		const { json, requests } = await run('withdrawal', 'getAll', { simplify: false });
		expect(requests[0].path).toBe('/v3/withdrawals/all');
		expect(json[0]).toMatchObject({ object: 'withdrawal', id: withdrawal().id });
		const byDay = await run('withdrawal', 'getAll', {
			filters: { from: '2026-11-23', to: '2026-12-24' },
		});
		expect(byDay.requests[0].path).toBe('/v3/withdrawals');
		expect(byDay.json).toHaveLength(1);
		const other = await run('withdrawal', 'getAll', { filters: { status: ['failed'] } });
		expect(other.json).toEqual([]);
	});
});
