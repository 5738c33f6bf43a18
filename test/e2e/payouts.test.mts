/** The example flows "Payouts to journal entries" and "Merchant fees", from import to the tables. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { saveCredential } from '../../harness/credential.mts';
import {
	createTables,
	importExample,
	type Place,
	rowsOf,
	runToEnd,
} from '../../harness/examples.mts';
import { addCustomer, addReceivable, callerOf } from '../../harness/records.mts';
import { connect } from '../../n8n/client.mts';
import type { Row } from '../../n8n/tables.mts';
import type { Merchant } from '../../sandbox/merchants.mts';
import { toMinor } from '../../sandbox/money.mts';
import { createSandbox, type Sandbox } from '../../sandbox/server.mts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** The account's noon, within the seven days in which an event still starts a workflow. */
const START = new Date(Math.floor((Date.now() - 6.75 * DAY_MS) / DAY_MS) * DAY_MS + 20 * HOUR_MS);
/** Posted and paid within a minute. */
const AT_ONCE = '4000000000000077';

let sandbox: Sandbox;
let place: Place;
let merchant: Merchant;
let payouts: string;
let fees: string;

const entries = async () => await rowsOf(place, 'Paystand journal entries');
/** Of our own payouts: the n8n is that of all tests. */
const attention = async () =>
	(await rowsOf(place, 'Paystand needs attention')).filter(({ attentionKey }) =>
		String(attentionKey).startsWith('payout '),
	);

function sums(rows: Row[], by: string): Record<string, number> {
	const all: Record<string, number> = {};
	for (const row of rows) {
		const name = String(row[by]);
		all[name] = (all[name] ?? 0) + toMinor(String(row.debit)) - toMinor(String(row.credit));
	}
	return all;
}

/** A payout that balances, one with a dispute in it, one with a difference of 1.23, and one that failed. */
beforeAll(async () => {
	const n8n = await connect(inject('n8nUrl'), inject('n8nCookies'));
	sandbox = await createSandbox({ speed: 0, start: START });
	merchant = sandbox.world.merchant();
	merchant.negativePayouts = 'debit';
	const address = await sandbox.listen({ port: 0 });
	const credential = await saveCredential(n8n, address, merchant, 'Paystand of the payouts');
	place = { n8n, credential, filesFolder: inject('filesFolder') };
	await createTables(place);
	payouts = await importExample(place, 'payout-journal.json');
	fees = await importExample(place, 'merchant-fees.json');
	await n8n.workflows.activate(fees);

	const call = await callerOf(sandbox, merchant);
	await addCustomer(call, 'CUST-1');
	const pass = async (advance: string) => await call('POST', '/control/clock', { advance });
	const pay = async (erpIds: string[], more: object = {}) => {
		for (const id of erpIds) await addReceivable(call, 'CUST-1', id, '100.00');
		const receivables = erpIds.map((extId) => ({ extId }));
		const body = { receivables, card: AT_ONCE, ...more };
		return await call<{ id: string }>('POST', '/control/pay', body);
	};
	const { id } = await pay(['1001', '1002'], { payerFee: true, unapplied: '10.00' });
	await pass('1d');
	await call('POST', '/control/dispute', { paymentId: id, outcome: 'lost' });
	await pay(['1003']);
	await pass('1d');
	await pay(['1004']);
	await pass('1d');
	await pay(['1005']);
	await pass('62h');
	const transfers = merchant.transfers.all();
	expect(transfers.map(({ status }) => status)).toEqual(['paid', 'paid', 'paid', 'paid']);
	transfers[2].amount = '98.44';
	Object.assign(transfers[3], { status: 'failed', reason: 'Account closed' });
});

afterAll(async () => {
	if (fees) await place.n8n.workflows.deactivate(fees);
	if (place) await place.n8n.credentials.delete(place.credential.id);
	await sandbox?.close();
});

test('payouts become journal entries, and what is not explained is told', async () => {
	await runToEnd(place, payouts);
	const rows = await entries();
	const [first, second, planted, failed] = merchant.transfers.all();
	expect(new Set(rows.map(({ transferId }) => transferId))).toEqual(new Set([first.id, second.id]));
	expect(new Set(Object.values(sums(rows, 'entryId')))).toEqual(new Set([0]));
	expect(sums(rows, 'account')).toEqual({
		'Paystand Clearing': 0,
		'Accounts Receivable': -30000,
		'Convenience Fee Income': -735,
		'Unapplied Cash': -1000,
		'Merchant Fees': 571 + 279 + 3500,
		Disputes: 21735,
		Bank: toMinor(first.amount) + toMinor(second.amount),
	});
	expect(rows).toContainEqual(
		expect.objectContaining({ erpInvoiceId: '1002', erpCustomerId: 'CUST-1', credit: '100.00' }),
	);
	const told = await attention();
	expect(told.map(({ attentionKey, kind, amount }) => [attentionKey, kind, amount])).toEqual([
		[`payout ${planted.id}`, 'Payout, unexplained', '1.23'],
		[`payout ${failed.id}`, 'Payout, failed', failed.amount],
	]);
	expect(told[0].whatToDo).toContain('of 98.44 USD is 1.23 USD more than its payments');
	expect(told[1].whatToDo).toContain("failed ('Account closed')");
});

test('a second run changes nothing, and what is done stays done', async () => {
	const before = { rows: await entries(), told: await attention() };
	await runToEnd(place, payouts);
	expect({ rows: await entries(), told: await attention() }).toEqual(before);
});

test('what is explained later is written, and the entry says that nothing is left to do', async () => {
	const planted = merchant.transfers.all()[2];
	planted.amount = '97.21';
	await runToEnd(place, payouts);
	const rows = (await entries()).filter(({ transferId }) => transferId === planted.id);
	expect(sums(rows, 'account')).toMatchObject({ 'Paystand Clearing': 0, Bank: 9721 });
	expect((await attention())[0]).toMatchObject({ kind: 'Payout, balanced', done: 'yes' });
});

test('lines that are written stay as they are when Paystand tells otherwise, and that is told', async () => {
	const before = await entries();
	merchant.transactions.all()[0].receivable.extId = 'RENAMED';
	await runToEnd(place, payouts);
	expect(await entries()).toEqual(before);
	expect(await attention()).toContainEqual(
		expect.objectContaining({
			attentionKey: `payout ${merchant.transfers.all()[0].id} entries`,
			kind: 'Payout, written otherwise',
		}),
	);
});

test.each([
	['Payout, not read', 'could not be read', () => (merchant.refusedRoutes = ['getTransfer:403'])],
	['Payout, not ready', 'Wait', () => (merchant.reports.all()[0].status = 'processing')],
	['Payout without entries', 'Time Zone', () => (merchant.refusedRoutes = ['getMerchantTimezone'])],
])('"%s" is told while it lasts, and then is done', async (kind, words, begin) => {
	const before = await entries();
	const [{ id }] = merchant.transfers.all();
	const told = async () =>
		(await attention()).find(({ attentionKey }) => attentionKey === `payout ${id}`);
	begin();
	await runToEnd(place, payouts);
	expect(await told()).toMatchObject({ kind, done: '' });
	expect((await told())!.whatToDo).toContain(words);
	merchant.refusedRoutes = [];
	merchant.reports.all()[0].status = 'completed';
	await runToEnd(place, payouts);
	expect(await told()).toMatchObject({ kind: 'Payout, balanced', done: 'yes' });
	expect(await entries()).toEqual(before);
});

test('each final fee is one row, those of disputes too, and a second run changes nothing', async () => {
	await runToEnd(place, fees);
	const rows = await rowsOf(place, 'Paystand merchant fees');
	const shown = rows.map(({ feeId, kind, amount, currency }) => [feeId, kind, amount, currency]);
	const [dispute] = merchant.disputes.all();
	const disputeFee = (dispute.fees as { id: string }[])[0];
	const wanted = merchant.fees.all().map((fee) => [fee.id, 'Payment', fee.amount, 'USD']);
	expect(shown.sort()).toEqual([...wanted, [disputeFee.id, 'Dispute', '35.00', 'USD']].sort());
	expect(rows.every(({ paymentId }) => merchant.payments.get(String(paymentId)))).toBe(true);

	const event = merchant.events.all().find(({ resource }) => resource.feeType === 'paystand')!;
	const call = await callerOf(sandbox, merchant);
	await call('POST', `/control/events/${event.id}/send`, {});
	await runToEnd(place, fees);
	const content = ({ updatedAt: _, ...row }: Row) => row;
	expect((await rowsOf(place, 'Paystand merchant fees')).map(content)).toEqual(rows.map(content));
});
