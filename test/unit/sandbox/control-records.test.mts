import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../../sandbox/server.mts';
import { startReceiver, type Receiver } from './receiver.mts';
import { CUSTOMER, RECEIVABLE, callerOf, send, startSandbox } from './support.mts';

let sandbox: Sandbox;
let receiver: Receiver;
let invoiceId: string;
beforeAll(async () => {
	sandbox = await startSandbox({ speed: 0, start: new Date('2026-11-23T20:00:00.000Z') });
	receiver = await startReceiver();
});
afterAll(async () => {
	await sandbox.close();
	await receiver.close();
});

const control = async (method: string, path: string, body?: object) => {
	const reply = await send(sandbox, method, `/control${path}`, body);
	expect(reply.body.error).toBeUndefined();
	return reply.body;
};
const advance = (span: string) => control('POST', '/clock', { advance: span });
const list = (table: string, query = '') => control('GET', `/records/${table}${query}`);
const page = (table: string, id: string) => control('GET', `/records/${table}/${id}`);
const ids = (views: { record: { id: string } }[]) => views.map(({ record }) => record.id);

beforeEach(async () => {
	receiver.received.length = 0;
	sandbox.reset(1);
	sandbox.world.clock.setSpeed(0);
	const caller = await callerOf(sandbox);
	await control('PUT', '/webhooks', { enabled: true, urls: [receiver.url] });
	await caller.post('/payerCustomers', CUSTOMER);
	const more = { about: 'what the caller says', extra: 1250 };
	invoiceId = (await caller.post('/receivables/create', { ...RECEIVABLE, ...more })).body.id;
});

const payment = (more: object = { card: '4242424242424242' }) =>
	control('POST', '/pay', { receivables: [{ id: invoiceId, amount: '60.00' }], ...more });

describe('receivables', () => {
	test('stand as the API shows them, with number, customer, and what is open and being paid', async () => {
		await payment();
		const { total, rows } = await list('receivables');
		expect(total).toBe(1);
		expect(rows[0].record).toMatchObject({ extId: 'TEST-INV-1', about: 'what the caller says' });
		expect(rows[0].record).not.toHaveProperty('inner');
		expect(rows[0].about).toEqual({
			invoices: [{ id: invoiceId, number: 'INV-1' }],
			customer: { id: expect.any(String), key: 'CUST-42974F02', name: 'Acme Dental Group' },
			...{ open: '40.00', pending: '60.00' },
		});
		await advance('1m');
		const { record, about } = (await list('receivables')).rows[0];
		expect(record.amountPaid).toBe('60.00');
		expect(about).toMatchObject({ open: '40.00', pending: '0.00' });
	});

	test.each([
		['inv-1', 1],
		['acme dental', 1],
		['1,250', 1],
		['100.00', 1],
		['amountPaid', 0],
		['undefined', 0],
		['null', 0],
	])('a search for %s finds %i by what is shown, not by names of fields', async (text, found) => {
		expect((await list('receivables', `?search=${encodeURIComponent(text)}`)).total).toBe(found);
	});

	test('have a page with payments, transactions, refunds, disputes and all their events', async () => {
		const { id } = await payment();
		await advance('3d');
		const refund = await control('POST', '/refund', { paymentId: id, amount: '10.00' });
		const dispute = await control('POST', '/dispute', { paymentId: id, outcome: 'open' });
		await advance('1d');
		const { related, totals } = await page('receivables', invoiceId);
		expect(ids(related.payments)).toEqual([id]);
		expect(ids(related.refunds)).toEqual([refund.id]);
		expect(ids(related.disputes)).toEqual([dispute.id]);
		expect(related.transactions.map(({ record }: any) => record.resourceType)).toEqual([
			...['Payment', 'Refund'],
		]);
		const told = related.events.map(({ record }: any) => record.resource.object);
		expect(new Set(told)).toEqual(
			new Set(['payment', 'receivableTransaction', 'refund', 'dispute']),
		);
		expect(totals.deliveries).toBe(related.events.length);
	});
});

test('refunds, disputes, fees and report entries name the invoice and customer they are about', async () => {
	const { id } = await payment();
	await advance('3d');
	await control('POST', '/refund', { paymentId: id, amount: '10.00' });
	await control('POST', '/dispute', { paymentId: id, outcome: 'open' });
	await advance('2d');
	for (const table of ['refunds', 'disputes', 'fees', 'reportEntries']) {
		const { rows } = await list(table);
		expect(rows.length, table).toBeGreaterThan(0);
		for (const { about } of rows)
			expect(about, table).toMatchObject({
				invoices: [{ id: invoiceId, number: 'INV-1' }],
				...{ customer: { name: 'Acme Dental Group' }, paymentId: id },
			});
	}
	const [{ record: transfer }] = (await list('transfers')).rows;
	const { related } = await page('transfers', transfer.id);
	expect(related.reports[0].record.status).toBe('completed');
	expect(ids((await page('payments', id)).related.transfers)).toContain(transfer.id);
	const cents = related.reportEntries.map(({ record }: any) => Math.round(record.amount * 100));
	expect(cents.reduce((sum: number, part: number) => sum + part, 0)).toBe(
		Math.round(transfer.amount * 100),
	);
});

test('a dispute’s fee has a page, and explains its line in the payout’s report', async () => {
	const { id } = await payment();
	await advance('3d');
	const receivables = [{ id: invoiceId, amount: '40.00' }];
	await control('POST', '/pay', { receivables, unapplied: '200.00', card: '4242424242424242' });
	const dispute = await control('POST', '/dispute', { paymentId: id, outcome: 'open' });
	await advance('3d');
	const [fee] = (await page('disputes', dispute.id)).related.fees;
	expect(fee.record).toMatchObject({ amount: '35.00', resourceType: 'Dispute' });
	expect((await list('fees')).rows).toContainEqual(fee);
	expect((await control('GET', '/state')).merchants[0].counts.fees).toBe(3);
	const entry = (await list('reportEntries')).rows.find(
		({ record }: any) => record.resourceId === fee.record.id,
	);
	expect(entry.record.amount).toBe('-35.00');
	expect(entry.about).toEqual(fee.about);
	const { record, related } = await page('fees', fee.record.id);
	expect(record).toEqual(fee.record);
	expect(related.transfers).toHaveLength(1);
	expect((await list('payments', '?search=60.00')).rows[0].about.refundable).toBe('0.00');
});

test('a delivery has its event’s amount, invoice and body, and is found by the invoice', async () => {
	await payment();
	await advance('1m');
	const { rows, total } = await list('deliveries', '?search=INV-1&limit=1000');
	expect(total).toBe(receiver.received.length);
	const { record, about } = rows.find((row: any) => row.record.kind === 'receivableTransaction');
	expect(about).toMatchObject({
		invoices: [{ id: invoiceId, number: 'INV-1', amount: '60.00' }],
		event: { amount: '60.00', currency: 'USD', sourceTable: 'transactions' },
	});
	const sent = receiver.received.find(({ event }) => event.id === record.eventId)!.event;
	const { event } = await page('deliveries', record.id);
	expect(event.resource).toEqual(sent.resource);
	expect(event.diff).toEqual(sent.diff);
});

test('another merchant’s records and unknown tables are not found', async () => {
	const other = [...sandbox.world.merchants.keys()][1];
	for (const path of [
		`receivables/${invoiceId}?merchantId=${other}`,
		...['receivables/x', 'settings', 'name', 'constructor', 'deliveries/x'],
	])
		expect((await send(sandbox, 'GET', `/control/records/${path}`)).status, path).toBe(404);
	expect(await list('receivables', `?merchantId=${other}`)).toEqual({ total: 0, rows: [] });
	expect(await list('deliveries', `?merchantId=${other}`)).toEqual({ total: 0, rows: [] });
});

test('a customer’s page has invoices and payments, the newest ones of many', async () => {
	const { merchant } = await callerOf(sandbox);
	const one = merchant.receivables.get(invoiceId)!;
	for (let number = 0; number < 250; number++)
		merchant.receivables.insert({ ...one, id: `copy${number}`, extId: `COPY-${number}` });
	const [customer] = merchant.customers.all();
	const { related, totals } = await page('customers', customer!.id);
	expect(totals.receivables).toBe(251);
	expect(related.receivables).toHaveLength(200);
	expect(related.receivables.at(-1).record.id).toBe('copy249');
});
