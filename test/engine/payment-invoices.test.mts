import { beforeEach, describe, expect, test } from 'vitest';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine();
const CARD = '4242424242424242';
const byId = (value: string) => ({ mode: 'id', value, __rl: true });
const run = (resource: string, operation: string, parameters: object, typeVersion = 2) =>
	engine.run({ resource, operation, typeVersion, parameters: parameters as never });
const payment = () => engine.merchant.payments.all()[0];
const transfer = () => engine.merchant.transfers.all()[0];

/** One payment of two invoices, refunded in part, and paid out. */
beforeEach(async () => {
	await engine.addCustomer();
	for (const erpId of ['1001', '1002', '1003']) await engine.addReceivable(erpId);
	await engine.call('POST', '/control/pay', {
		receivables: [
			{ extId: '1001', amount: '60.00' },
			{ extId: '1002', amount: '40.00' },
		],
		card: CARD,
	});
	await engine.call('POST', '/control/clock', { advance: '5d' });
});
const INVOICES = [
	{ extId: '1001', amountApplied: '60.00' },
	{ extId: '1002', amountApplied: '40.00' },
];

describe('the invoices of a payment', () => {
	test.each(['get', 'getAll'])('%s tells them when asked', async (operation) => {
		const picked = operation === 'get' ? { payment: byId(payment().id) } : {};
		const asked = await run('payment', operation, { ...picked, includeInvoices: true });
		expect(asked.error).toBeUndefined();
		expect(asked.json).toHaveLength(1);
		expect(asked.json[0]).toMatchObject({ extCustomerId: 'CUST-1', invoices: INVOICES });
		const plain = await run('payment', operation, picked);
		expect(plain.json[0]).not.toHaveProperty('invoices');
		expect(plain.requests).toHaveLength(operation === 'get' ? 1 : plain.requests.length);
		expect(JSON.stringify(plain.requests)).not.toContain('/transactions');
	});

	test('also stand in the whole record', async () => {
		const parameters = { payment: byId(payment().id), includeInvoices: true, simplify: false };
		const { json } = await run('payment', 'get', parameters);
		expect(json[0]).toMatchObject({ object: 'payment', invoices: INVOICES });
	});

	test('are none where the payment paid none', async () => {
		engine.answer(/^GET .*\/transactions/, { results: [] });
		const parameters = { payment: byId(payment().id), includeInvoices: true };
		const { json } = await run('payment', 'get', parameters);
		expect(json[0].invoices).toEqual([]);
	});
});

describe('the entries of a payout', () => {
	const entries = async (parameters: object = {}, typeVersion = 2) =>
		await run(
			'transfer',
			'getReportEntries',
			{ transfer: byId(transfer().id), ...parameters },
			typeVersion,
		);

	test('name the payment and the customer, of fees too', async () => {
		const { json, error, requests } = await entries();
		expect(error).toBeUndefined();
		const known = { paymentId: payment().id, extCustomerId: 'CUST-1', transferId: transfer().id };
		expect(json).toMatchObject([
			{ resourceType: 'Fee', ...known },
			{ resourceType: 'Payment', amount: '100.00', ...known },
		]);
		expect(Object.keys(json[0])).not.toContain('invoices');
		expect(JSON.stringify(requests)).not.toContain('/transactions');
	});

	test('and the invoices, when asked', async () => {
		const { json } = await entries({ includeInvoices: true });
		expect(json.map(({ invoices }) => invoices)).toMatchObject([INVOICES, INVOICES]);
		const whole = await entries({ includeInvoices: true, simplify: false });
		expect(whole.json[0]).toMatchObject({ object: 'transferReportEntry', invoices: INVOICES });
	});

	test('of an adjustment, which belongs to no payment, are told as they are', async () => {
		const adjustment = { id: 'a1', resourceType: 'Adjustment', amount: '-1.00', currency: 'USD' };
		engine.answer(/^GET .*\/entries/, { results: [adjustment] }, { times: 1 });
		engine.answer(/^GET .*\/entries/, { results: [] });
		const { json, error } = await entries();
		expect(error).toBeUndefined();
		expect(json).toEqual([
			{
				...{ resourceType: 'Adjustment', amount: '-1.00', currency: 'USD' },
				transferId: transfer().id,
			},
		]);
	});

	test('say nothing of a payment that Paystand does not show', async () => {
		engine.answer(/^GET .*\/payments\//, { error: { description: 'no' } }, { status: 404 });
		const { json, error } = await entries({ includeInvoices: true });
		expect(error).toBeUndefined();
		expect(json[1]).toMatchObject({ resourceType: 'Payment', amount: '100.00', invoices: [] });
		expect(json.flatMap(({ extCustomerId }) => extCustomerId ?? [])).toEqual([]);
	});

	test('are as Paystand sends them in version 1, and with Simplify off', async () => {
		for (const one of [await entries({}, 1), await entries({ simplify: false })]) {
			expect(one.json[0]).toMatchObject({
				object: 'transferReportEntry',
				transferId: transfer().id,
			});
			expect(one.json[0]).not.toHaveProperty('paymentId');
			expect(one.requests).toHaveLength(one.requests.filter(isEntries).length);
		}
	});
});

const isEntries = ({ path }: { path: string }) => path.endsWith('/report/entries');
