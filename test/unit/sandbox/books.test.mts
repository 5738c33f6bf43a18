import { describe, expect, test } from 'vitest';
import { api, bill, control, GOOD_BANK, pass, pay, payouts, useBooks } from './books-world.mts';

/** What a month holds for cash application: every payout explained to the cent by its report. */
const DAY = 86_400_000;
const HOUR = 3_600_000;

useBooks();

describe('payouts', () => {
	test('in two currencies are two transfers to two banks, each with a report of its own', async () => {
		await bill('US', '100.00');
		await bill('CA', '200.00', 'CAD');
		await pay('US');
		await pay('CA');
		await pass(DAY);
		expect(await payouts()).toEqual([
			'97.21 USD: Payment 100.00, Fee -2.79',
			'194.72 CAD: Payment 200.00, Fee -5.28',
		]);
		const [usd, cad] = (await api.get('/transfers?order=created')).body.results;
		expect(usd.bankId).not.toBe(cad.bankId);
		expect([usd.bank.country, cad.bank.country]).toEqual(['USA', 'CAN']);
	});

	test('below zero wait, or are debited where the merchant has it so', async () => {
		await bill('A');
		const { id: paymentId } = await pay('A');
		await pass(DAY);
		await control('POST', '/refund', { paymentId });
		await pass(3 * DAY);
		expect(await payouts()).toHaveLength(1);
		await control('PATCH', '/merchants', { negativePayouts: 'debit' });
		await bill('B', '10.00');
		await pay('B');
		await pass(DAY);
		expect((await payouts()).at(-1)).toBe('-90.55 USD: Refund -100.00, Payment 10.00, Fee -0.55');
	});

	test('by a withdrawal tell what they leave, and the next one begins with it', async () => {
		await control('PATCH', '/merchants', { autoWithdrawal: false });
		await bill('A');
		await pay('A');
		await pass(DAY);
		expect(await payouts()).toEqual([]);
		const { id: bankId } = (await control('POST', '/payout-banks', { currency: 'USD' })).body;
		const withdrawal = { amount: '50.00', currency: 'USD', bankId };
		expect((await api.post('/withdrawals', withdrawal)).status).toBe(200);
		await control('PATCH', '/merchants', { autoWithdrawal: true });
		await bill('B', '10.00');
		await pay('B');
		await pass(DAY);
		expect(await payouts()).toEqual([
			'50.00 USD: Payment 100.00, Fee -2.79, Withdrawal -47.21',
			'56.66 USD: Withdrawal 47.21, Payment 10.00, Fee -0.55',
		]);
	});
});

describe('money that is taken back', () => {
	test('a late ACH return, weeks after its payout, is lost and takes a later payout down', async () => {
		await bill('A', '500.00');
		const { id: paymentId } = await pay('A', { bank: GOOD_BANK });
		await pass(60 * DAY);
		const dispute = await control('POST', '/dispute', { paymentId, type: 'Bank' });
		expect(dispute.body).toMatchObject({ disputeType: 'Bank', reason: 'R01 Insufficient Funds' });
		await pass(2 * DAY);
		await bill('B', '1000.00');
		await pay('B');
		await pass(DAY);
		expect((await payouts()).at(-1)).toBe(
			'439.80 USD: Fee -35.00, Dispute -500.00, Payment 1000.00, Fee -25.20',
		);
		expect((await api.get(`/payments/${paymentId}`)).body).toMatchObject({ status: 'paid' });
		expect((await api.get(`/disputes/${dispute.body.id}`)).body.status).toBe('lost');
	});

	test('a return cannot be contested', async () => {
		await bill('A');
		const { id: paymentId } = await pay('A', { bank: GOOD_BANK });
		await pass(5 * DAY);
		const body = { paymentId, type: 'Bank', outcome: 'won' };
		expect((await control('POST', '/dispute', body)).status).toBe(400);
	});

	test('a dispute that is won comes back with a later payout', async () => {
		await bill('A');
		const { id: paymentId } = await pay('A');
		await pass(DAY);
		await control('POST', '/dispute', { paymentId, outcome: 'won' });
		await pass(16 * DAY);
		await bill('B', '50.00');
		await pay('B');
		await pass(DAY);
		const parts = (await payouts()).slice(1).join(', ');
		for (const part of ['Fee -35.00', 'Dispute -100.00', 'Dispute 100.00', 'Payment 50.00'])
			expect(parts).toContain(part);
	});
});

test('the books show all of it, and what is not paid out yet', async () => {
	await bill('A');
	await pay('A');
	await pass(HOUR);
	const { body } = await control('GET', '/books');
	for (const table of ['payments', 'balanceChanges', 'payoutBanks', 'withdrawals', 'reportEntries'])
		expect(body).toHaveProperty(table);
	expect(body.account).toEqual({
		balances: { usd: { default: { available: '97.21', pending: '0.00', current: '97.21' } } },
		movements: [
			expect.objectContaining({ resourceType: 'Payment', amount: '100.00', currency: 'USD' }),
			expect.objectContaining({ resourceType: 'Fee', amount: '-2.79' }),
		],
	});
});

test('a merchant is changed in what is named, and an unknown one is 404', async () => {
	const { body } = await control('PATCH', '/merchants', { olderRoutes: 403 });
	expect(body).toMatchObject({ olderRoutes: 403, autoWithdrawal: true, negativePayouts: 'wait' });
	expect((await control('PATCH', '/merchants', { merchantId: 'nobody' })).status).toBe(404);
	expect((await control('PATCH', '/merchants', { negativePayouts: 'maybe' })).status).toBe(400);
});
