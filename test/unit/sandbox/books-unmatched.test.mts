import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { toDecimal, toMinor } from '../../../sandbox/money.mts';
import type { Sandbox } from '../../../sandbox/server.mts';
import { callerOf, CUSTOMER, RECEIVABLE, send, startSandbox, type Caller } from './support.mts';

/** Payments that do not match their invoice, in books that add up all the same. */
const DAY = 86_400_000;
const start = new Date('2026-11-23T18:00:00Z');
const AT_ONCE = '4000000000000077';
const GOOD_BANK = { accountNumber: '000123456789', routingNumber: '110000000' };

let sandbox: Sandbox;
let api: Caller;
beforeAll(async () => void (sandbox = await startSandbox({ start, speed: 0 })));
beforeEach(async () => {
	sandbox.reset();
	api = await callerOf(sandbox);
	await api.post('/payerCustomers', CUSTOMER);
});
afterAll(() => sandbox.close());

const control = (method: string, path: string, body?: object) =>
	send(sandbox, method, `/control${path}`, body);

async function bill(erpId: string, totalAmount = '100.00', currency = 'USD') {
	const body = { ...RECEIVABLE, erpId, totalAmount, amountDue: totalAmount, currency };
	expect((await api.post('/receivables/create', body)).status).toBe(200);
}

async function pay(extId: string, more: object = { card: AT_ONCE }) {
	const { status, body } = await control('POST', '/pay', { receivables: [{ extId }], ...more });
	expect(status).toBe(200);
	return body;
}

async function pass(ms: number) {
	await sandbox.world.clock.advance(ms);
	api = await callerOf(sandbox);
}

/** Every transfer with its entries, through the API, each checked to add up. */
async function payouts() {
	const { results } = (await api.get('/transfers?order=created')).body;
	const told: string[] = [];
	for (const { id, amount, currency } of results) {
		const entries = (await api.get(`/transfers/${id}/report/entries?order=created`)).body.results;
		const sum = entries.reduce(
			(total: number, entry: { amount: string }) => total + toMinor(entry.amount),
			0,
		);
		expect(toDecimal(sum)).toBe(amount);
		const parts = entries.map(
			(entry: { resourceType: string; amount: string; currency: string }) => {
				expect(entry.currency).toBe(currency);
				return `${entry.resourceType} ${entry.amount}`;
			},
		);
		told.push(`${amount} ${currency}: ${parts.join(', ')}`);
	}
	return told;
}

describe('what does not match its invoice', () => {
	test('an overpaid one: the receivable gets its amount, the rest stays unapplied', async () => {
		await bill('A');
		const { id, amount } = await pay('A', { card: AT_ONCE, unapplied: '25.50' });
		expect(amount).toBe('125.50');
		await pass(DAY);
		const { results } = (await api.get('/receivables/read')).body;
		expect(results[0]).toMatchObject({ amountPaid: '100.00', status: 'paid' });
		expect(await payouts()).toEqual(['122.08 USD: Payment 125.50, Fee -3.42']);
		expect((await api.get(`/payments/${id}`)).body.feeSplit.subtotal).toBe('125.50');
	});

	test('an unapplied one, for no receivable at all', async () => {
		const body = { extCustomerId: CUSTOMER.extCustomerId, unapplied: '80.00', currency: 'CAD' };
		const { body: made } = await control('POST', '/pay', { ...body, card: AT_ONCE });
		expect(made).toMatchObject({ amount: '80.00', currency: 'CAD' });
		await pass(DAY);
		expect(api.merchant.transactions.size).toBe(0);
		expect((await payouts())[0]).toContain('Payment 80.00');
	});

	test('needs someone who pays, and an amount', async () => {
		expect((await control('POST', '/pay', { card: AT_ONCE, unapplied: '1.00' })).status).toBe(400);
		const body = { card: AT_ONCE, extCustomerId: CUSTOMER.extCustomerId };
		expect((await control('POST', '/pay', body)).status).toBe(400);
	});

	test('a discounted one: the payer pays less, the receivable is paid in full', async () => {
		const plan = { name: 'Early', key: 'early', ach: { discountRate: '0.02' } };
		expect((await control('POST', '/fee-plans', plan)).status).toBe(200);
		await bill('A');
		const quoted = await api.post('/feeSplits/splitFees', {
			...{ subtotal: '100.00', currency: 'USD', feesIncentivesUrlKey: 'early' },
		});
		expect(quoted.body.achBankPayments).toMatchObject({
			payerDiscount: '2.00',
			payerTotal: '98.00',
		});
		const body = await pay('A', { bank: GOOD_BANK, feePlan: 'early' });
		expect(body).toMatchObject({
			amount: '98.00',
			feeSplit: { subtotal: '100.00', payerDiscount: '2.00', payerTotalFees: '0.00' },
		});
		await pass(5 * DAY);
		expect((await api.get('/receivables/read')).body.results[0].amountPaid).toBe('100.00');
		expect(api.merchant.transactions.all()[0]!.amountApplied).toBe('100.00');
		expect(await payouts()).toEqual(['97.22 USD: Payment 98.00, Fee -0.78']);
	});
});
