/** What a process keeps of a list serves later executions, and is never believed where it is wrong. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Receivable, shown } from '../../sandbox/resources.mts';
import type { Credentials } from './harness/credentials.mts';
import { credentialOf, useEngine, type EngineResult } from './harness/sandbox.mts';

const engine = useEngine({ freshIds: true });
const ROWS = 300;
const PAGE = 10;
const LIST = '/v3/receivables/read';
const MINUTE_MS = 60_000;
/** The first reading of the list: pages share a row, later two. */
const WHOLE = 36;

let credential: Credentials;

/** Receivables of CUST-1 with the keys 0, 1, …, one a minute; some of the older ones were changed. */
async function fillBooks(): Promise<void> {
	await engine.addCustomer();
	const { id } = await engine.addReceivable('pattern');
	const { receivables } = engine.merchant;
	const pattern = receivables.get(id) as Receivable;
	receivables.remove(pattern);
	const start = Date.parse(pattern.created) - 3 * 86_400_000;
	const at = (minute: number) => new Date(start + minute * MINUTE_MS).toISOString();
	for (let n = 0; n < ROWS; n++) {
		receivables.insert({
			...structuredClone(pattern),
			...{ id: `${id.slice(0, -4)}${String(n).padStart(4, '0')}`, extId: String(n) },
			...{ created: at(n), lastUpdated: at(n) },
		});
	}
	[200, 100, 50].forEach((n, index) => {
		receivables.update(rowOf(String(n)), { lastUpdated: at(ROWS + 2 * index) });
	});
	engine.setFaults({ pageCap: PAGE, onDuplicate: 'duplicate' });
}

function rowOf(key: string): Receivable {
	return engine.merchant.receivables.byKey(key)!;
}

const upsert = async (erpIds: string[], more: object = {}) =>
	await engine.run({
		...{ resource: 'receivable', operation: 'upsert', credential },
		items: erpIds.map((key) => ({ json: { key } })),
		parameters: {
			customer: { mode: 'key', value: 'CUST-1', __rl: true },
			...{ erpId: '={{ $json.key }}', erpRef: 'No. pattern', totalAmount: '100.00' },
			...{ postingDate: '2026-11-01', dueDate: '2026-11-30' },
			...more,
		} as never,
	});

/** How many pages of the list were read: whole, and for what has changed. */
function pagesIn({ requests }: Pick<EngineResult, 'requests'>) {
	const lists = requests.filter(({ path, method }) => method === 'GET' && path === LIST);
	const isOrdered = ({ query }: (typeof lists)[0]) => 'order' in (query as object);
	return {
		whole: lists.filter((each) => !isOrdered(each)).length,
		changes: lists.filter(isOrdered).length,
	};
}

const outcomes = ({ json }: Pick<EngineResult, 'json'>) => json.map(({ outcome }) => outcome);
const keysInBooks = () => engine.merchant.receivables.all().map(({ extId }) => extId);
const pass = async (duration = '1h') =>
	await engine.call('POST', '/control/clock', { advance: duration });

/** Somebody else changes a receivable by other means. */
async function change(key: string, changes: object): Promise<void> {
	await engine.call('PUT', `/v3/receivables/${rowOf(key).id}/update`, {
		...{ erpId: key, erpRef: 'No. pattern', totalAmount: '100.00', amountDue: '100.00' },
		...{ currency: 'USD', postingDate: '2026-11-01', dueDate: '2026-11-30' },
		...{ extCustomerId: 'CUST-1', ...changes },
	});
}

/** The list is in the order of creation, whatever order is asked for. */
function ignoreOrder(): void {
	engine.rewrite((request, body) => {
		const [path, query] = request.replace('GET ', '').split('?');
		const asked = new URLSearchParams(query);
		if (path !== LIST || !asked.has('order')) return body;
		const offset = Number(asked.get('offset'));
		const rows = engine.merchant.receivables.newestFirst().slice(offset, offset + PAGE);
		return { ...(body as object), results: rows.map((row) => ({ ...shown(row) })) };
	});
}

beforeEach(async () => {
	credential = engine.credential;
	await fillBooks();
});
afterEach(() => vi.restoreAllMocks());

describe('a later execution', () => {
	beforeEach(async () => {
		const first = await upsert(['7']);
		expect(outcomes(first)).toEqual(['unchanged']);
		expect(pagesIn(first)).toEqual({ whole: WHOLE, changes: 0 });
		await pass();
	});

	test('reads what has changed, and each record once', async () => {
		const keys = ['1', '2', '150', '298', '299'];
		const again = await upsert(keys);
		expect(outcomes(again)).toEqual(keys.map(() => 'unchanged'));
		expect(pagesIn(again).whole).toBe(0);
		// 25 rows as they are known, and what is asked for in advance.
		expect(pagesIn(again).changes).toBeLessThan(9);
		expect(again.requests.length).toBe(pagesIn(again).changes + keys.length);
	});

	test('updates with two requests, creates with one', async () => {
		const rows = await upsert(['1', '2', 'new'], { totalAmount: '120.00' });
		expect(outcomes(rows)).toEqual(['updated', 'updated', 'created']);
		expect(pagesIn(rows).whole).toBe(0);
		expect(rows.requests.length).toBe(pagesIn(rows).changes + 2 + 2 + 1);
		await pass();
		const again = await upsert(['1', '2', 'new'], { totalAmount: '120.00' });
		expect(outcomes(again)).toEqual(['unchanged', 'unchanged', 'unchanged']);
		expect(pagesIn(again).whole).toBe(0);
	});

	test('sees what another writer has created: its key is not there twice', async () => {
		await engine.addReceivable('theirs', { erpRef: 'No. pattern' });
		const rows = await upsert(['theirs']);
		expect(outcomes(rows)).toEqual(['unchanged']);
		expect(pagesIn(rows).whole).toBe(0);
		expect(keysInBooks().filter((key) => key === 'theirs')).toHaveLength(1);
	});

	test('sees what another writer has changed, and brings it back', async () => {
		await change('20', { totalAmount: '55.00', amountDue: '55.00' });
		expect(outcomes(await upsert(['20', '21']))).toEqual(['updated', 'unchanged']);
		expect(rowOf('20').amount).toBe('100.00');
	});

	test('sees what was paid: the balance stays', async () => {
		await engine.pay('20', '30.00');
		const { json } = await upsert(['20'], { totalAmount: '120.00' });
		expect(json).toMatchObject([{ outcome: 'updated', amountPaid: '30.00', openBalance: '90.00' }]);
	});

	test('sees what was cancelled', async () => {
		await engine.call('POST', `/v3/receivables/${rowOf('20').id}/cancel`);
		const { json } = await upsert(['20']);
		expect(json).toMatchObject([{ status: 'cancelled' }]);
	});

	test('sees another key: the new one is found, the former one is free', async () => {
		await change('20', { erpId: 'moved' });
		const rows = await upsert(['moved', '20']);
		expect(outcomes(rows)).toEqual(['unchanged', 'created']);
		expect(pagesIn(rows).whole).toBe(0);
		expect(keysInBooks().length).toBe(ROWS + 1);
	});

	test('a key that was one of two is still found when the other one has left it', async () => {
		const { id } = await engine.addReceivable('20', { erpRef: 'No. pattern' });
		expect((await upsert(['20'])).json).toMatchObject([{ id, outcome: 'unchanged' }]);
		engine.merchant.receivables.update(engine.merchant.receivables.get(id)!, {
			extId: 'moved',
			lastUpdated: new Date(Date.now() + 2 * 3_600_000).toISOString(),
		});
		const rows = await upsert(['20']);
		expect(rows.json).toMatchObject([{ id: rowOf('20').id, outcome: 'unchanged' }]);
		expect(pagesIn(rows).whole).toBe(0);
	});

	test('does not believe in a record that was removed: it is created anew', async () => {
		engine.merchant.receivables.remove(rowOf('20'));
		const rows = await upsert(['20', '21']);
		expect(outcomes(rows)).toEqual(['created', 'unchanged']);
		expect(keysInBooks().length).toBe(ROWS);
	});

	test('reads the list whole when one of those that changed last was removed', async () => {
		engine.merchant.receivables.remove(rowOf('299'));
		const rows = await upsert(['298', 'new']);
		expect(outcomes(rows)).toEqual(['unchanged', 'created']);
		expect(pagesIn(rows).whole).toBeGreaterThan(30);
	});

	test('a key that leaves its record at the last moment is not taken for it', async () => {
		const { id } = rowOf('20');
		engine.before(new RegExp(`^GET .*${id}/read`), () => change('20', { erpId: 'moved' }));
		const { json } = await upsert(['20']);
		expect(json).toMatchObject([{ outcome: 'created', extId: '20' }]);
		expect(json[0].id).not.toBe(id);
	});

	test('a change that is listed late is found when it is', async () => {
		// It took half a minute until the list showed it.
		const [latest] = engine.merchant.receivables.all().sort(byChange);
		const late = new Date(Date.parse(latest!.lastUpdated) - MINUTE_MS / 2).toISOString();
		engine.merchant.receivables.update(rowOf('20'), { extId: 'moved', lastUpdated: late });
		const rows = await upsert(['moved']);
		expect(outcomes(rows)).toEqual(['unchanged']);
		expect(pagesIn(rows).whole).toBe(0);
	});

	test.each([
		['is refused', 422],
		['cannot be read', 500],
	])('reads the list whole when the order %s', async (_, status) => {
		await change('20', { erpId: 'moved' });
		engine.answer(/order=lastUpdated/, { error: { status: String(status) } }, { status });
		const rows = await upsert(['moved']);
		expect(outcomes(rows)).toEqual(['unchanged']);
		expect(pagesIn(rows).whole).toBeGreaterThan(30);
	});

	test('reads the list whole when it is not in the order that was asked for', async () => {
		await change('20', { erpId: 'moved' });
		ignoreOrder();
		const rows = await upsert(['moved']);
		expect(outcomes(rows)).toEqual(['unchanged']);
		expect(pagesIn(rows).whole).toBeGreaterThan(30);
	});

	test('reads the list whole when the records cannot be read by their IDs', async () => {
		engine.answer(/^GET .*\/receivables\/\w{24}/, { error: {} }, { status: 403 });
		const rows = await upsert(['20', '21', 'new']);
		expect(outcomes(rows)).toEqual(['unchanged', 'unchanged', 'created']);
		// Once for all of them.
		expect(pagesIn(rows).whole).toBe(WHOLE);
	});

	test('reads the list whole when it was last read a day ago', async () => {
		const now = performance.now.bind(performance);
		vi.spyOn(performance, 'now').mockImplementation(() => now() + 25 * 3_600_000);
		expect(pagesIn(await upsert(['20']))).toEqual({ whole: WHOLE, changes: 0 });
	});

	test('reads the list whole for more items than it has pages', async () => {
		const keys = Array.from({ length: 40 }, (_, n) => String(n));
		const rows = await upsert(keys);
		expect(outcomes(rows)).toEqual(keys.map(() => 'unchanged'));
		expect(pagesIn(rows)).toEqual({ whole: WHOLE, changes: 0 });
		expect(rows.requests.length).toBe(WHOLE);
	});

	test('with another API key reads for itself: it may see other records', async () => {
		const { clientId } = engine.merchant;
		engine.merchant.clientId = `other-${clientId}`;
		credential = credentialOf(engine.baseUrl, engine.merchant);
		expect(pagesIn(await upsert(['20']))).toEqual({ whole: WHOLE, changes: 0 });
		engine.merchant.clientId = clientId;
		credential = engine.credential;
		expect(pagesIn(await upsert(['20'])).whole).toBe(0);
	});

	test('two at once share what they read, and their keys', async () => {
		await engine.addReceivable('theirs', { erpRef: 'No. pattern' });
		const alone = pagesIn(await upsert(['theirs'])).changes;
		const before = engine.journal.length;
		const [one, two] = await Promise.all([upsert(['theirs', '1']), upsert(['theirs', '2'])]);
		expect([outcomes(one), outcomes(two)]).toEqual([
			['unchanged', 'unchanged'],
			['unchanged', 'unchanged'],
		]);
		const { whole, changes } = pagesIn({ requests: engine.journal.slice(before) });
		expect(whole).toBe(0);
		expect(changes).toBeLessThanOrEqual(alone + 1);
	});

	test('one that is cancelled while it reads the changes does not stop another', async () => {
		engine.setFaults({ pageCap: PAGE, onDuplicate: 'duplicate', latencyMs: 60 });
		const item = { json: { key: '20' } };
		const cancelled = engine.run({
			...{ resource: 'receivable', operation: 'get', credential, cancelAfterMs: 90 },
			items: [item],
			parameters: { receivable: { mode: 'key', value: '={{ $json.key }}', __rl: true } },
		});
		const [, other] = await Promise.all([cancelled, upsert(['20', 'new'])]);
		expect(outcomes(other)).toEqual(['unchanged', 'created']);
		expect(pagesIn(other).whole).toBe(0);
	});

	test('finds the record of a locator as well: for a read, and for a write', async () => {
		const receivable = { mode: 'key', value: '20', __rl: true };
		const got = await engine.run({
			...{ resource: 'receivable', operation: 'get', credential, parameters: { receivable } },
		});
		expect(got.json).toMatchObject([{ id: rowOf('20').id, extId: '20' }]);
		expect(pagesIn(got).whole).toBe(0);
		engine.merchant.receivables.remove(rowOf('20'));
		const { error } = await engine.run({
			...{ resource: 'receivable', operation: 'cancel', credential, parameters: { receivable } },
		});
		expect(error?.message).toContain("No receivable with ERP Invoice ID '20' exists");
	});
});

describe('where the order was never seen to be obeyed', () => {
	test('a list that nobody has changed is read whole: it may be the order of creation', async () => {
		engine.merchant.receivables.all().forEach((row) => (row.lastUpdated = row.created));
		await upsert(['7']);
		await pass();
		ignoreOrder();
		await change('20', { erpId: 'moved' });
		const rows = await upsert(['moved']);
		expect(outcomes(rows)).toEqual(['unchanged']);
		expect(pagesIn(rows).whole).toBeGreaterThan(30);
		expect(keysInBooks().filter((key) => key === 'moved')).toHaveLength(1);
	});

	test('what is seen once holds: later nothing has to have changed', async () => {
		await upsert(['7']);
		await pass();
		expect(pagesIn(await upsert(['7'])).whole).toBe(0);
		for (let n = 0; n < 30; n++) {
			await engine.addReceivable(`later ${n}`);
			await pass('5m');
		}
		expect(pagesIn(await upsert(['7'])).whole).toBe(0);
		expect(pagesIn(await upsert(['8'])).whole).toBe(0);
	});
});

test('two that begin at once, with nothing known, read the list once', async () => {
	const before = engine.journal.length;
	const both = await Promise.all([upsert(['1', 'new']), upsert(['2'])]);
	expect(both.map(outcomes)).toEqual([['unchanged', 'created'], ['unchanged']]);
	expect(pagesIn({ requests: engine.journal.slice(before) }).whole).toBe(WHOLE);
});

test('a list that is shorter than the items is read whole, as long as nothing is gained', async () => {
	engine.setFaults({ pageCap: 0 });
	await upsert(['1']);
	await pass();
	expect(pagesIn(await upsert(['1', '2', '3', '4', '5', '6']))).toEqual({ whole: 8, changes: 0 });
});

test('customers and credit memos are kept as well', async () => {
	engine.setFaults({ pageCap: 2, onDuplicate: 'duplicate' });
	const customer = {
		...{ resource: 'customer', operation: 'upsert', credential },
		parameters: { extCustomerId: 'C-3', customerName: 'Acme', email: 'ap@example.com' },
	};
	for (let n = 0; n < 60; n++) {
		await engine.addCustomer(`C-${n}`);
		if (n % 3 === 2) {
			const { id } = engine.merchant.customers.byKey(`C-${n - 1}`)!;
			await engine.call('PUT', `/v3/payerCustomers/${id}`, { customerName: 'Acme Inc' });
		}
		await pass('10m');
	}
	expect(outcomes(await engine.run(customer))).toEqual(['updated']);
	await pass();
	const { requests, json } = await engine.run(customer);
	expect(outcomes({ json })).toEqual(['unchanged']);
	const lists = requests.filter(({ path }) => path === '/v3/payerCustomers');
	expect(lists.every(({ query }) => (query as { order?: string }).order)).toBe(true);
	expect(lists.length).toBeLessThan(50);
});

function byChange(a: Receivable, b: Receivable): number {
	return b.lastUpdated < a.lastUpdated ? -1 : 1;
}
