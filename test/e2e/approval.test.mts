/** The example flow "Approve, then charge", with an n8n of its own that is restarted while it waits. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axios from 'axios';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { saveCredential } from '../../harness/credential.mts';
import { importExample, type Place, rowsOf } from '../../harness/examples.mts';
import { openMailbox, type Mailbox } from '../../harness/mailbox.mts';
import { packedPackage } from '../../harness/package.mts';
import { addReceivable, callerOf, payerWithCards } from '../../harness/records.mts';
import { type N8n, startN8n } from '../../n8n/server.mts';
import type { Row } from '../../n8n/tables.mts';
import { createSandbox, type Sandbox } from '../../sandbox/server.mts';

const TABLE = 'Paystand charges';
const GOOD_CARD = '4242424242424242';
const DECLINED_CARD = '4000000000000002';

let folder: string;
let sandbox: Sandbox;
let n8n: N8n;
let place: Place;
let mailbox: Mailbox;
let workflowId: string;
let cards: { good: string; declined: string };
let call: Awaited<ReturnType<typeof callerOf>>;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'paystand-approval-'));
	sandbox = await createSandbox();
	const address = await sandbox.listen({ port: 0 });
	const merchant = sandbox.world.merchant();
	n8n = await startN8n({ tarball: await packedPackage(folder) });
	mailbox = await openMailbox();
	call = await callerOf(sandbox, merchant);
	const { cardIds } = await payerWithCards(call, 'CUST-1', [GOOD_CARD, DECLINED_CARD]);
	cards = { good: cardIds[0]!, declined: cardIds[1]! };
	const credential = await saveCredential(n8n, address, merchant);
	place = {
		n8n,
		credential,
		others: [await mailbox.credential(n8n)],
		filesFolder: n8n.filesFolder,
	};
	workflowId = await importExample(place, 'approve-and-charge.json');
	// The first run creates the table, and has nothing to charge.
	const first = await n8n.executions.run(workflowId);
	expect(first.status, JSON.stringify(first.resultData.error)).toBe('success');
	expect(mailbox.mails).toEqual([]);
});

afterAll(async () => {
	await n8n?.close();
	await mailbox?.close();
	await sandbox?.close();
	await rm(folder, { recursive: true, force: true });
});

beforeEach(() => {
	mailbox.mails.length = 0;
});

const rows = () => rowsOf(place, TABLE);
const rowOf = async (erpInvoiceId: string) =>
	(await rows()).find((row) => row.erpInvoiceId === erpInvoiceId)!;

async function addRows(...more: Array<Record<string, string>>): Promise<void> {
	const { id } = (await n8n.tables.list()).find(({ name }) => name === TABLE)!;
	const row = {
		...{ erpCustomerId: 'CUST-1', currency: 'USD', payFrom: 'card', fundId: cards.good },
		status: 'to charge',
	};
	await n8n.tables.insert(
		id,
		more.map((fields) => ({ ...row, ...fields })),
	);
}

/** An invoice that is open, and a row that charges it. */
async function addCharge(erpInvoiceId: string, amount: string, more = {}): Promise<void> {
	await addReceivable(call, 'CUST-1', erpInvoiceId, amount);
	await addRows({ erpInvoiceId, amount, ...more });
}

/** Starts a run and waits for its mail. Returns the link that the approver gets. */
async function asked(): Promise<{ id: string; link: string; text: string }> {
	const id = await n8n.executions.start(workflowId);
	const { status, resultData } = await n8n.executions.untilWaiting(id);
	expect(status, JSON.stringify(resultData.error)).toBe('waiting');
	const [mail] = (await mailbox.untilMails(1)).slice(-1);
	const link = /href="([^"]+)"/.exec(mail!.html!)![1]!.replaceAll('&amp;', '&');
	return { id, link, text: `${mail!.subject}\n${mail!.html}` };
}

/** What the browser sends from the form. Returns whether n8n took it as the answer. */
async function answer(link: string, decision: string): Promise<boolean> {
	const form = new FormData();
	form.set('field-0', decision);
	form.set('field-1', 'Robin');
	const { status, data } = await axios.post(link, form, { validateStatus: () => true });
	return status === 200 && !String(data).includes('No action required');
}

const payments = (): Array<Row & { meta: { chargeKey: string }; amount: string }> =>
	sandbox.world
		.merchant()
		.payments.newestFirst()
		.filter(({ status }) => status !== 'failed') as never;
const paymentsOf = (key: string) => payments().filter(({ meta }) => meta?.chargeKey === key);

test('charges what was approved, and says of each row what became of it', async () => {
	await addCharge('INV-1', '1250.00');
	await addCharge('INV-2', '80.50', { fundId: cards.declined });
	await addCharge('INV-3', '99.95', { part: 'March' });
	await addRows({ erpInvoiceId: 'INV-1', amount: '1,250' });
	await addRows({ erpInvoiceId: 'NONE', amount: '5.00' });
	const { id, link, text } = await asked();
	expect(text).toContain('Approve 4 charges: 1435.45 USD');
	expect(text).toContain('INV-3 March: 99.95 USD from the card of customer CUST-1');
	expect(payments()).toEqual([]);

	expect(await answer(link, 'Charge all of them')).toBe(true);
	const execution = await n8n.executions.untilEnded(id);
	expect(execution.status, JSON.stringify(execution.resultData.error)).toBe('success');
	expect(
		payments()
			.map(({ amount }) => amount)
			.sort(),
	).toEqual(['1250.00', '99.95']);
	expect(await rows()).toMatchObject([
		{ status: 'charged', approvedBy: 'Robin', result: expect.stringContaining('1250.00 USD') },
		{ status: 'not charged', result: expect.stringContaining('did not accept') },
		{ status: 'charged', paymentId: paymentsOf('INV-3 March')[0]!.id },
		{ status: 'not charged', result: expect.stringContaining('not complete') },
		{ status: 'not charged', result: expect.stringContaining("'NONE'") },
	]);
});

test('opening the link, as mail scanners do, charges nothing; neither does a second answer', async () => {
	await addCharge('INV-10', '10.00');
	const { id, link } = await asked();
	for (let times = 0; times < 3; times++) {
		expect((await axios.get(link)).data).toContain('INV-10: 10.00 USD from the card');
	}
	expect((await n8n.executions.untilWaiting(id)).status).toBe('waiting');
	expect(paymentsOf('INV-10')).toEqual([]);

	const answers = await Promise.all([
		answer(link, 'Charge all of them'),
		answer(link, 'Charge all of them'),
	]);
	expect(answers).toContain(true);
	await n8n.executions.untilEnded(id);
	expect(await answer(link, 'Charge all of them')).toBe(false);
	expect(paymentsOf('INV-10')).toHaveLength(1);
	expect(await rowOf('INV-10')).toMatchObject({ status: 'charged' });
});

test('a second run takes nothing that waits or is done', async () => {
	await addCharge('INV-20', '20.00');
	const { id, link } = await asked();
	expect((await n8n.executions.run(workflowId)).status).toBe('success');
	expect(mailbox.mails).toHaveLength(1);
	await answer(link, 'Charge all of them');
	await n8n.executions.untilEnded(id);
	expect((await n8n.executions.run(workflowId)).status).toBe('success');
	expect(mailbox.mails).toHaveLength(1);

	// The same charge once more by hand: found while the payment is on its way, and no longer owed
	// when it has arrived.
	for (const result of ['Charged before: 20.00 USD', 'The invoice is paid with 0.00 USD open']) {
		expect(await secondCharge()).toContain(result);
		await call('POST', '/control/clock', { advance: '3d' });
	}
	expect(paymentsOf('INV-20')).toHaveLength(1);
});

/** Charges INV-20 again. Returns what its row says. */
async function secondCharge(): Promise<string> {
	await addRows({ erpInvoiceId: 'INV-20', amount: '20.00' });
	mailbox.mails.length = 0;
	const { id, link } = await asked();
	await answer(link, 'Charge all of them');
	await n8n.executions.untilEnded(id);
	const again = (await rows()).filter(({ erpInvoiceId }) => erpInvoiceId === 'INV-20');
	return String(again.at(-1)!.result);
}

test('a part of an invoice is found by its key, also where enough is open for another', async () => {
	await addCharge('INV-25', '100.00', { part: 'March', amount: '25.00' });
	await addRows({ erpInvoiceId: 'INV-25', part: 'March', amount: '25.00' });
	const { id, link, text } = await asked();
	expect(text).toContain('Approve 1 charge: 25.00 USD');
	expect(text).toContain('listed twice, charged once');
	await answer(link, 'Charge all of them');
	await n8n.executions.untilEnded(id);
	expect(paymentsOf('INV-25 March')).toHaveLength(1);
	const results = (await rows()).filter(({ erpInvoiceId }) => erpInvoiceId === 'INV-25');
	expect(results.map(({ status }) => status)).toEqual(['charged', 'charged']);
	expect(results.map(({ result }) => String(result)).join()).toContain('Charged before: 25.00 USD');
});

test('declined, nothing is charged', async () => {
	await addCharge('INV-30', '30.00');
	const { id, link } = await asked();
	await answer(link, 'Charge none');
	await n8n.executions.untilEnded(id);
	expect(paymentsOf('INV-30')).toEqual([]);
	expect(await rowOf('INV-30')).toMatchObject({
		...{ status: 'not approved', result: 'Declined by Robin' },
	});
});

test('what was paid while it waited is not charged', async () => {
	await addCharge('INV-40', '40.00');
	const { id, link } = await asked();
	const { id: merchantId } = sandbox.world.merchant();
	const pay = { merchantId, receivables: [{ extId: 'INV-40' }], card: GOOD_CARD };
	await call('POST', '/control/pay', pay);
	await call('POST', '/control/clock', { advance: '3d' });
	await answer(link, 'Charge all of them');
	await n8n.executions.untilEnded(id);
	expect(paymentsOf('INV-40')).toEqual([]);
	expect((await rowOf('INV-40')).result).toContain('The invoice is paid with 0.00 USD open');
});

test('what was shown is charged, whatever the row says by then, unless it was withdrawn', async () => {
	await addCharge('INV-45', '45.00', { amount: '4.50' });
	await addCharge('INV-46', '46.00');
	const { id, link } = await asked();
	const table = (await n8n.tables.list()).find(({ name }) => name === TABLE)!;
	await n8n.tables.update(table.id, (await rowOf('INV-45')).id, { amount: '45.00' });
	await n8n.tables.update(table.id, (await rowOf('INV-46')).id, { status: 'hold' });
	await answer(link, 'Charge all of them');
	await n8n.executions.untilEnded(id);
	expect(paymentsOf('INV-45')).toMatchObject([{ amount: '4.50' }]);
	expect(paymentsOf('INV-46')).toEqual([]);
	expect(await rowOf('INV-46')).toMatchObject({ status: 'hold' });
});

test('an outcome that is unknown is looked up by the next run, never sent again', async () => {
	await addCharge('INV-50', '50.00');
	const { id, link } = await asked();
	const faults = { paths: '^POST /v3/payments', brokenAfter: 1, chargeLateMs: 20_000 };
	await call('PUT', '/control/faults', faults);
	await answer(link, 'Charge all of them');
	await n8n.executions.untilEnded(id);
	await call('PUT', '/control/faults', { brokenAfter: 0, chargeLateMs: 0 });
	expect(await rowOf('INV-50')).toMatchObject({
		...{ status: 'look up', result: expect.stringContaining('went through is unknown') },
	});
	expect(paymentsOf('INV-50')).toHaveLength(1);
});

test('n8n restarted while it waits: the same link charges once', async () => {
	await addCharge('INV-60', '60.00');
	const { id, link } = await asked();
	await n8n.restart();
	expect((await n8n.executions.untilWaiting(id)).status).toBe('waiting');
	expect(await answer(link, 'Charge all of them')).toBe(true);
	await n8n.executions.untilEnded(id);
	expect(await answer(link, 'Charge all of them')).toBe(false);
	expect(paymentsOf('INV-60')).toHaveLength(1);
	expect(await rowOf('INV-60')).toMatchObject({ status: 'charged' });
});

test('without a mail server the rows are as before', async () => {
	await addCharge('INV-70', '70.00');
	await mailbox.close();
	await n8n.executions.run(workflowId);
	expect(await rowOf('INV-70')).toMatchObject({
		...{ status: 'to charge', result: expect.stringContaining('e-mail could not be sent') },
	});
	expect(paymentsOf('INV-70')).toEqual([]);
});
