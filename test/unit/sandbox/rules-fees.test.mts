import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../../sandbox/server.mts';
import { callerOf, CUSTOMER, RECEIVABLE, send, startSandbox, type Caller } from './support.mts';

let sandbox: Sandbox;
let api: Caller;
let payerId: string;
let receivableId: string;
beforeAll(async () => void (sandbox = await startSandbox()));
beforeEach(async () => {
	sandbox.reset();
	api = await callerOf(sandbox);
	payerId = (await api.post('/payerCustomers', CUSTOMER)).body.payer.id;
	receivableId = (await api.post('/receivables/create', RECEIVABLE)).body.id;
});
afterAll(() => sandbox.close());

const QUOTE = { subtotal: '100.00', currency: 'USD', provider: 'receivable' };

describe('quotes', () => {
	test('splitFees quotes every rail; the card plan takes 3.5 % from the payer', async () => {
		const { status, body } = await api.post('/feeSplits/splitFees', {
			...QUOTE,
			payerId,
			invoiceId: receivableId,
		});
		expect(status).toBe(200);
		expect(body.cardPayments).toMatchObject({
			feeSplitType: 'recoup_custom_of_subtotal',
			customRate: '0.035',
			customFlat: '0.00',
			subtotal: '100.00',
			payerTotalFees: '3.50',
			payerTotal: '103.50',
			payerDiscount: '0.00',
		});
		for (const rail of ['networkBankPayments', 'achBankPayments', 'bankPayments'])
			expect(body[rail]).toMatchObject({
				feeSplitType: 'absorb_all_fees',
				payerTotalFees: '0.00',
				payerTotal: '100.00',
			});
	});

	test('10 a subtotal and a currency are enough for the default plan', async () => {
		const { status, body } = await api.post('/feeSplits/splitFees', {
			subtotal: '33.33',
			currency: 'USD',
		});
		expect(status).toBe(200);
		expect(body.cardPayments.payerTotalFees).toBe('1.17');
	});

	test('another plan can be chosen by id or by url key', async () => {
		const [plan] = api.merchant.feePlans.all();
		api.merchant.feePlans.insert({
			...structuredClone(plan!),
			id: 'plan0000000000000000free',
			feesIncentivesUrlKey: 'free',
			cardPaymentFees: { customRate: '0.00', customFlat: '0.00', feeSplitType: 'absorb_all_fees' },
		});
		for (const choice of [
			{ feeSettingPlanId: 'plan0000000000000000free' },
			{ feesIncentivesUrlKey: 'free' },
		]) {
			const { body } = await api.post('/feeSplits/splitFees', { ...QUOTE, ...choice });
			expect(body.cardPayments.payerTotal).toBe('100.00');
		}
	});

	test('a payer, an invoice or a plan of another merchant is 401', async () => {
		const other = await callerOf(sandbox, 1);
		for (const foreign of [
			{ payerId },
			{ invoiceId: receivableId },
			{ feeSettingPlanId: api.merchant.defaultPlanId },
			{ feesIncentivesUrlKey: 'nothing' },
		])
			expect((await other.post('/feeSplits/splitFees', { ...QUOTE, ...foreign })).status).toBe(401);
	});

	test('the public twin wants the publishable key only', async () => {
		const path = '/v3/feeSplits/splitFees/public';
		const key = { 'x-publishable-key': api.merchant.publishableKey };
		const { status, body } = await send(sandbox, 'POST', path, QUOTE, key);
		expect(status).toBe(200);
		expect(body.cardPayments.payerTotal).toBe('103.50');
		expect((await send(sandbox, 'POST', path, QUOTE)).status).toBe(401);
		expect((await send(sandbox, 'POST', path, QUOTE, api.headers)).status).toBe(401);
	});

	test.each([
		['cardPayment.posted', '103.50'],
		['debitCardPayment.posted', '103.50'],
		['networkBankPayment.posted', '100.00'],
		['achBankPayment.posted', '100.00'],
		['wirePayment.posted', '100.00'],
		['achPushPayment.posted', '100.00'],
	])('computeFees quotes one rail: %s', async (feeType, payerTotal) => {
		const { status, body } = await api.post('/feeSplits/computeFees', {
			feeType,
			subtotal: '100.00',
			currency: 'USD',
		});
		expect(status).toBe(200);
		expect(body).toMatchObject({ feeType, payerTotal });
	});

	test('computeFees accepts no payer, invoice or plan, and no other fee type', async () => {
		const one = { feeType: 'cardPayment.posted', subtotal: '100.00', currency: 'USD' };
		const withPayer = await api.post('/feeSplits/computeFees', { ...one, payerId });
		expect(withPayer.status).toBe(400);
		expect(withPayer.body.error.details.parameter).toBe('payerId');
		const unknown = await api.post('/feeSplits/computeFees', { ...one, feeType: 'x.posted' });
		expect(unknown.status).toBe(422);
	});
});

describe('fees and plans', () => {
	test('a fee plan shows its rails; there is no list of plans', async () => {
		const { status, body } = await api.get(`/feeSettingPlan/${api.merchant.defaultPlanId}`);
		expect(status).toBe(200);
		expect(body.cardPaymentFees).toEqual({
			customRate: '0.035',
			customFlat: '0.00',
			feeSplitType: 'recoup_custom_of_subtotal',
		});
		for (const rail of ['networkBankPaymentFees', 'achBankPaymentFees', 'amexPaymentFees'])
			expect(body[rail]).toHaveProperty('feeSplitType');
		expect((await api.get('/feeSettingPlan')).status).toBe(404);
		expect((await api.get('/feeSettingPlan/aaaaaaaaaaaaaaaaaaaaaaaa')).status).toBe(401);
	});

	test('the fees of a payment are found by resourceId', async () => {
		for (const erpId of ['A', 'B']) {
			const { body } = await api.post('/receivables/create', { ...RECEIVABLE, erpId });
			await send(sandbox, 'POST', '/control/pay', {
				receivables: [{ id: body.id }],
				card: '4242424242424242',
			});
		}
		const [payment] = api.merchant.payments.all();
		expect((await api.get('/fees')).body.results).toHaveLength(2);
		const { body } = await api.get(`/fees?resourceId=${payment!.id}`);
		expect(body.results).toMatchObject([{ object: 'fee', feeType: 'delayed' }]);
		expect(body.results[0]).not.toHaveProperty('amount');
		const one = await api.get(`/fees/${body.results[0].id}`);
		expect(one.body).toEqual(body.results[0]);
	});

	test('the merchant may be refused the fee routes with 401', async () => {
		const routes = ['listFees', 'getFee', 'computeFees', 'getFeeSettingPlan'];
		api.merchant.refusedRoutes.push(...routes);
		for (const reply of [
			await api.get('/fees'),
			await api.get('/fees/aaaaaaaaaaaaaaaaaaaaaaaa'),
			await api.post('/fees/compute', { feeType: 'cardPayment.posted', subtotal: '1.00' }),
			await api.get(`/feeSettingPlan/${api.merchant.defaultPlanId}`),
		])
			expect(reply.status).toBe(401);
		expect((await api.get('/payments/all')).status).toBe(200);
	});

	test('a fee plan may be refused with 422 Body cannot be empty', async () => {
		api.merchant.refusedRoutes.push('getFeeSettingPlan:422');
		const { status, body } = await api.get(`/feeSettingPlan/${api.merchant.defaultPlanId}`);
		expect(status).toBe(422);
		expect(body.error.details.explanation).toBe('Body cannot be empty');
	});
});
