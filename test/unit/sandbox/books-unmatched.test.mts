import { describe, expect, test } from 'vitest';
import {
	api,
	AT_ONCE,
	bill,
	control,
	GOOD_BANK,
	pass,
	pay,
	payouts,
	useBooks,
} from './books-world.mts';
import { CUSTOMER } from './support.mts';

/** Payments that do not match their invoice, in books that add up all the same. */
const DAY = 86_400_000;

useBooks();

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
