import { beforeEach, describe, expect, test } from 'vitest';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine();
const run = (operation: string, parameters: object = {}) =>
	engine.run({ resource: 'fee', operation, parameters: parameters as never });
const picked = (mode: string, value: string) => ({ mode, value, __rl: true });

/** Breaks the first connection and not the second, at a rate of one half. */
const SEED_BROKEN_ONCE = 2;

let customer: { id: string; payer: { id: string } };
let invoice: { id: string };
let payments: { id: string }[];

beforeEach(async () => {
	customer = await engine.addCustomer();
	invoice = await engine.addReceivable('1001');
	await engine.addReceivable('1002');
	await engine.pay('1001');
	await engine.pay('1002');
	payments = engine.merchant.payments.all();
});

describe('Get', () => {
	test('gives the fee with the ID of its payment', async () => {
		const { id } = engine.merchant.fees.all()[0];
		const { json, requests, error } = await run('get', { feeId: id });
		expect(error).toBeUndefined();
		expect(requests).toMatchObject([{ method: 'GET', path: `/v3/fees/${id}` }]);
		expect(json[0]).toMatchObject({ id, feeType: 'paystand', paymentId: payments[0].id });
	});

	test('an account that may not read single fees learns what works', async () => {
		engine.merchant.refusedRoutes.push('getFee');
		const { error } = await run('get', { feeId: engine.merchant.fees.all()[0].id });
		expect(error?.description).toContain("Fee: Get Many with the filter 'Payment'");
	});
});

describe('Get Many', () => {
	test('all, of a kind, of a payment', async () => {
		const all = await run('getAll', { returnAll: true });
		expect(all.json.map(({ paymentId }) => paymentId)).toEqual([payments[1].id, payments[0].id]);
		expect((await run('getAll', { filters: { feeType: 'delayed' } })).json).toEqual([]);

		const { json, requests } = await run('getAll', {
			filters: { payment: picked('id', payments[0].id), feeType: 'paystand' },
		});
		expect(requests[0]).toMatchObject({
			path: '/v3/fees',
			query: { resourceId: payments[0].id },
		});
		expect(json.map(({ paymentId }) => paymentId)).toEqual([payments[0].id]);
	});

	test('where fees may not be listed, those of the payment itself are given', async () => {
		engine.merchant.refusedRoutes.push('listFees');
		const { json, requests, error } = await run('getAll', {
			filters: { payment: picked('id', payments[0].id) },
		});
		expect(error).toBeUndefined();
		expect(requests.at(-1)!.path).toBe(`/v3/payments/${payments[0].id}`);
		expect(json).toHaveLength(1);
		expect(json[0]).toMatchObject({ feeType: 'paystand', paymentId: payments[0].id });
	});

	test('without a payment such an account is told to set it', async () => {
		engine.merchant.refusedRoutes.push('listFees');
		const { error } = await run('getAll');
		expect(error?.description).toContain("Set the filter 'Payment'");
	});
});

describe('Get Plan', () => {
	test('gives the plan as it is', async () => {
		const id = engine.merchant.defaultPlanId;
		const { json, requests } = await run('getPlan', { feeSettingPlanId: id });
		expect(requests).toMatchObject([{ method: 'GET', path: `/v3/feeSettingPlan/${id}` }]);
		expect(json[0]).toMatchObject({ id, cardPaymentFees: { customRate: '0.035' } });
	});

	test.each([401, 422])(
		'an account that may not read plans (%i) is sent to the quote',
		async (status) => {
			engine.merchant.refusedRoutes.push(`getFeeSettingPlan:${status}`);
			const { error } = await run('getPlan', { feeSettingPlanId: engine.merchant.defaultPlanId });
			expect(error?.description).toContain('Fee: Quote');
		},
	);
});

describe('Quote', () => {
	test('asks for all methods, with payer, receivable and plan', async () => {
		const { json, requests, error } = await run('quote', {
			subtotal: 100,
			customer: picked('id', customer.id),
			receivable: picked('key', '1001'),
			additionalFields: {
				feeSettingPlanId: engine.merchant.defaultPlanId,
				extraFields: '{"memo": "x"}',
			},
		});
		expect(error).toBeUndefined();
		expect(requests.at(-1)).toMatchObject({ method: 'POST', path: '/v3/feeSplits/splitFees' });
		expect(requests.at(-1)!.body).toEqual({
			subtotal: '100.00',
			currency: 'USD',
			provider: 'receivable',
			payerId: customer.payer.id,
			invoiceId: invoice.id,
			feeSettingPlanId: engine.merchant.defaultPlanId,
			memo: 'x',
		});
		expect(json[0]).toMatchObject({
			cardPayments: { payerTotal: '103.50', payerTotalFees: '3.50' },
			networkBankPayments: { payerTotal: '100.00' },
		});
	});

	test('an amount alone is enough', async () => {
		const { requests } = await run('quote', { subtotal: '500' });
		expect(requests[0].body).toEqual({
			subtotal: '500.00',
			currency: 'USD',
			provider: 'receivable',
		});
	});

	test.each([
		['quote', 'splitFees'],
		['quoteOneMethod', 'computeFees'],
	])('%s is asked for again when the connection broke', async (operation, paths) => {
		engine.setFaults({ seed: SEED_BROKEN_ONCE, broken: 0.5, paths });
		const { json, requests } = await run(operation, { subtotal: '500' });
		expect(requests.map(({ status }) => status)).toEqual([0, 200]);
		expect(json).toHaveLength(1);
	});

	test('of one method', async () => {
		const { json, requests } = await run('quoteOneMethod', {
			subtotal: '100',
			feeType: 'networkBankPayment.posted',
		});
		expect(requests).toMatchObject([{ method: 'POST', path: '/v3/feeSplits/computeFees' }]);
		expect(requests[0].body).toEqual({
			feeType: 'networkBankPayment.posted',
			subtotal: '100.00',
			currency: 'USD',
		});
		expect(json[0]).toMatchObject({ payerTotal: '100.00', feeSplitType: 'absorb_all_fees' });
	});

	test.each(['quote', 'quoteOneMethod'])('%s refuses what is no amount', async (operation) => {
		const { error, requests } = await run(operation, { subtotal: '1,000' });
		expect(error?.message).toContain("'Amount' is not an amount: '1,000'");
		expect(requests).toHaveLength(0);
	});

	test('a plan that is no ID is refused', async () => {
		const { error } = await run('quote', {
			subtotal: '1',
			additionalFields: { feeSettingPlanId: 'my plan' },
		});
		expect(error?.message).toContain("'Fee Plan ID' must be a Paystand ID");
	});
});
