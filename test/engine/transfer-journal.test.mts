import { beforeEach, describe, expect, test } from 'vitest';
import { toMinor } from '../../sandbox/money.mts';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine();
const AT_ONCE = '4000000000000077';

const control = (path: string, body: object) => engine.call('POST', `/control/${path}`, body);
const transfers = () => engine.merchant.transfers.all();

async function entries(id: string, parameters: object = {}, more: object = {}) {
	const transfer = { mode: 'id', value: id, __rl: true };
	return await engine.run({
		resource: 'transfer',
		operation: 'getJournalEntries',
		parameters: { transfer, ...parameters } as never,
		...more,
	});
}

type Row = Record<string, unknown>;

/** Debits less credits in cents, by account or by entry. */
function sums(rows: Row[], by: 'account' | 'entryId') {
	const all: Record<string, number> = {};
	for (const row of rows) {
		const name = String(row[by]);
		all[name] = (all[name] ?? 0) + toMinor(String(row.debit)) - toMinor(String(row.credit));
	}
	return all;
}

/** Two invoices paid at once with the payer's fee and 10.00 too much, and paid out. */
beforeEach(async () => {
	await engine.addCustomer();
	await engine.addReceivable('1001');
	await engine.addReceivable('1002');
	await control('pay', {
		receivables: [{ extId: '1001' }, { extId: '1002' }],
		card: AT_ONCE,
		payerFee: true,
		unapplied: '10.00',
	});
	await control('clock', { advance: '2d' });
});

test('every entry balances, clearing is zero, and invoices carry the keys of the ERP', async () => {
	const [{ id, amount }] = transfers();
	const { json, error } = await entries(id);
	expect(error).toBeUndefined();
	expect(Object.values(sums(json, 'entryId')).every((sum) => sum === 0)).toBe(true);
	expect(sums(json, 'account')).toEqual({
		'Paystand Clearing': 0,
		'Accounts Receivable': -20000,
		'Convenience Fee Income': -735,
		'Unapplied Cash': -1000,
		'Merchant Fees': 21735 - toMinor(amount),
		Bank: toMinor(amount),
	});
	expect(json).toContainEqual(
		expect.objectContaining({
			account: 'Accounts Receivable',
			credit: '100.00',
			debit: '0.00',
			currency: 'USD',
			extId: '1002',
			extCustomerId: 'CUST-1',
		}),
	);
});

test('each line has an ID of its own, which begins with that of its entry', async () => {
	const { json } = await entries(transfers()[0].id);
	const ids = json.map(({ lineId }) => String(lineId));
	expect(new Set(ids).size).toBe(ids.length);
	for (const { lineId, entryId } of json) expect(lineId).toMatch(new RegExp(`^${entryId}-\\d$`));
	expect(ids.filter((id) => id.includes('-payout-'))).toHaveLength(2);
});

test('a second run, days later, gives the same lines', async () => {
	const [{ id }] = transfers();
	const first = await entries(id);
	await engine.call('POST', '/v3/receivables/create', {
		...{ erpId: '1003', erpRef: 'No. 1003', totalAmount: '1.00', amountDue: '1.00' },
		...{ currency: 'USD', postingDate: '2026-11-01', dueDate: '2026-11-30' },
		extCustomerId: 'CUST-1',
	});
	await control('clock', { advance: '5d' });
	expect((await entries(id)).json).toEqual(first.json);
});

test('a summary has one entry with the sums, and the names that the person gave', async () => {
	const [{ id }] = transfers();
	const each = await entries(id);
	const { json } = await entries(id, {
		detail: 'summary',
		accounts: { receivables: '1200' },
		entity: 'US',
		dimensions: '{"department": "Finance"}',
	});
	const { 'Accounts Receivable': receivables, ...others } = sums(each.json, 'account');
	delete others['Paystand Clearing'];
	expect(sums(json, 'account')).toEqual({ ...others, 1200: receivables });
	expect(sums(json, 'entryId')).toEqual({ [`${id}-summary`]: 0 });
	expect(json[0]).toMatchObject({ entity: 'US', department: 'Finance' });
});

test('a discount is debited, and the invoice is credited in full', async () => {
	await engine.addReceivable('1003');
	const twoOff = { discountRate: '0.02', feeSplitType: 'absorb_all_fees' };
	await control('fee-plans', { name: 'Early payment', key: 'early', card: twoOff });
	await control('pay', { receivables: [{ extId: '1003' }], card: AT_ONCE, feePlan: 'early' });
	await control('clock', { advance: '2d' });
	const { id, amount } = transfers()[1];
	const { json } = await entries(id);
	expect(sums(json, 'account')).toEqual({
		'Paystand Clearing': 0,
		'Accounts Receivable': -10000,
		'Incentives and Discounts': 200,
		'Merchant Fees': 9800 - toMinor(amount),
		Bank: toMinor(amount),
	});
	expect(Object.values(sums(json, 'entryId')).every((sum) => sum === 0)).toBe(true);
});

describe('posting date', () => {
	const daysOf = (rows: Row[]) => [...new Set(rows.map(({ postingDate }) => postingDate))];
	const showDay = (dateToPost: string) =>
		engine.rewrite((request, body) =>
			/transfers\/\w+$/.test(request) ? { ...(body as object), dateToPost } : body,
		);

	test('is the day in the time zone of the account, whatever that of the workflow is', async () => {
		const [{ id, dateToPost }] = transfers();
		// The last moment of the 23rd in Los Angeles.
		expect(dateToPost).toBe('2026-11-24T07:59:59.999Z');
		for (const timezone of ['Pacific/Auckland', 'America/Los_Angeles']) {
			const { json, requests } = await entries(id, {}, { timezone });
			expect(daysOf(json)).toEqual(['2026-11-23']);
			expect(requests.filter(({ path }) => path.endsWith('/timezone'))).toHaveLength(1);
		}
	});

	test('takes the time zone that the person gave, without asking Paystand', async () => {
		const { json, requests } = await entries(transfers()[0].id, { timezone: ' Europe/Berlin ' });
		expect(daysOf(json)).toEqual(['2026-11-24']);
		expect(requests.some(({ path }) => path.endsWith('/timezone'))).toBe(false);
		const { error } = await entries(transfers()[0].id, { timezone: 'Berlin' });
		expect(error?.message).toContain("'Time Zone' is not known: Berlin");
	});

	test.each(['2026-11-24', '2026-11-24T00:00:00.000Z', '11-24-2026'])(
		'of a day written as %s is that day',
		async (dateToPost) => {
			showDay(dateToPost);
			expect(daysOf((await entries(transfers()[0].id)).json)).toEqual(['2026-11-24']);
		},
	);

	test('is the day of its creation where Paystand shows no day to post', async () => {
		engine.rewrite((request, body) =>
			/transfers\/\w+$/.test(request)
				? { ...(body as object), dateToPost: null, created: '2026-11-25T06:00:00.000Z' }
				: body,
		);
		expect(daysOf((await entries(transfers()[0].id)).json)).toEqual(['2026-11-24']);
	});

	test('is asked for when Paystand does not tell the time zone', async () => {
		engine.merchant.refusedRoutes = ['getMerchantTimezone:400'];
		const refused = await entries(transfers()[0].id);
		expect(refused.error?.message).toContain('does not tell the time zone');
		expect(refused.error?.description).toContain("Enter it in 'Time Zone'");
		engine.answer(/customers\/timezone/, { object: 'settings', zone: '' });
		engine.merchant.refusedRoutes = [];
		expect((await entries(transfers()[0].id)).error?.message).toContain('does not tell');
		expect((await entries(transfers()[0].id, { timezone: 'UTC' })).json).not.toEqual([]);
	});

	test('that Paystand cannot tell just now is an error of its own', async () => {
		engine.answer(/customers\/timezone/, {}, { status: 500 });
		expect((await entries(transfers()[0].id)).error?.message).not.toContain('does not tell');
	});

	test.each(['soon', '2026-11-24Tsoon'])('is not made up of %s', async (dateToPost) => {
		showDay(dateToPost);
		const { error } = await entries(transfers()[0].id);
		expect(error?.message).toContain('shows no day of this transfer');
	});
});

test('a failed transfer has no entries, and nobody is told to try again', async () => {
	transfers()[0].status = 'failed';
	const { error, json } = await entries(transfers()[0].id);
	expect(json).toEqual([]);
	expect(error?.message).toContain('has no journal entries: it failed');
	expect(error?.description).toContain('nothing arrived at the bank');
	expect(error?.description).not.toContain('ry again');
});

test('an unexplained payout gives entries only on request; the rest stays in clearing', async () => {
	const [transfer] = transfers();
	transfer.amount = (Number(transfer.amount) + 1.23).toFixed(2);
	const { json, error } = await entries(transfer.id);
	expect(json).toEqual([]);
	expect(error?.message).toContain('is unexplained by 1.23 USD');
	const wanted = await entries(transfer.id, { includeUnexplained: true });
	expect(sums(wanted.json, 'account')['Paystand Clearing']).toBe(-123);
});

test('a report that is not complete has no entries, and says when to try again', async () => {
	engine.merchant.reports.all()[0].status = 'processing';
	const { error } = await entries(transfers()[0].id);
	expect(error?.message).toContain('no journal entries yet');
	expect(error?.description).toContain('Try again at 20');
});

test('refund, lost dispute and its fee on a negative payout', async () => {
	engine.merchant.negativePayouts = 'debit';
	await engine.addReceivable('1004');
	const refunded = engine.merchant.payments.all()[0];
	const disputed = await control('pay', { receivables: [{ extId: '1004' }], card: AT_ONCE });
	await control('clock', { advance: '2d' });
	await control('refund', { paymentId: refunded.id, amount: '50.00' });
	await control('dispute', { paymentId: disputed.id, outcome: 'lost' });
	await control('clock', { advance: '4d' });
	const rows: Row[] = [];
	for (const { id } of transfers().slice(2)) rows.push(...(await entries(id)).json);
	expect(sums(rows, 'account')).toEqual({
		'Paystand Clearing': 0,
		'Accounts Receivable': 5000,
		Disputes: 10000,
		'Merchant Fees': 3500,
		Bank: -18500,
	});
});
