import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, refusalOf, startLife, type Life } from './life.mts';

let life: Life;
beforeEach(() => {
	life = startLife();
});

describe('what a payment pays', () => {
	it('each receivable gets a transaction of its own, with the invoice key and the net amount', async () => {
		const receivables = [life.bill('289.82', 'REC-C4F6D4CE'), life.bill('10.18', 'REC-2')];
		const payment = life.pay(receivables);
		await life.world.clock.advance(MINUTE);
		const told = life.told('receivableTransaction');
		expect(told).toHaveLength(2);
		expect(told[0]).toMatchObject({
			receivableId: receivables[0]!.id,
			paymentId: payment.id,
			resourceId: payment.id,
			resourceType: 'Payment',
			paymentOrigin: 'reminder',
			amountApplied: '289.82',
			status: 'active',
			receivable: {
				object: 'receivable',
				extId: 'REC-C4F6D4CE',
				extCustomerId: 'CUST-42974F02',
				amountPaid: '289.82',
				dateDue: '2026-12-01T00:00:00.000Z',
			},
			payment: { id: payment.id, currency: 'USD' },
		});
		expect(told[1]).toMatchObject({ amountApplied: '10.18' });
	});

	it('a receivable is paid when nothing is open, and stays active until then', async () => {
		const receivable = life.bill('100.00');
		const part = (amount: string) =>
			life.pay([], { amount, receivables: [{ receivableId: receivable.id, amount }] });
		part('30.00');
		await life.world.clock.advance(MINUTE);
		expect(receivable).toMatchObject({ amountPaid: '30.00', status: 'active', datePaid: null });
		part('70.00');
		await life.world.clock.advance(MINUTE);
		expect(receivable).toMatchObject({ amountPaid: '100.00', status: 'paid' });
		expect(receivable.datePaid).not.toBeNull();
	});

	it('the amount is gross; what is applied leaves the payer’s fee out', async () => {
		const receivable = life.bill('100.00');
		life.pay([receivable], { amount: '103.50' });
		await life.world.clock.advance(MINUTE);
		expect(receivable.amountPaid).toBe('100.00');
		expect(life.told('payment')[0]).toMatchObject({ amount: '103.50' });
		expect(life.told('receivableTransaction')[0]).toMatchObject({ amountApplied: '100.00' });
	});

	it('a payment without a receivable is unapplied', async () => {
		const payment = life.pay([], { amount: '25.00' });
		await life.world.clock.advance(3 * DAY);
		expect(payment.status).toBe('paid');
		expect(life.merchant.transactions.size).toBe(0);
	});

	it('does not take more than is open, counting payments that are not posted yet', async () => {
		const receivable = life.bill('100.00');
		life.pay([receivable]);
		expect(refusalOf(() => life.pay([receivable])).status).toBe(422);
		await life.world.clock.advance(MINUTE);
		expect(refusalOf(() => life.pay([receivable])).status).toBe(422);
		expect(life.merchant.payments.size).toBe(1);
	});

	it('refuses a cancelled receivable, another currency, and the same receivable twice', () => {
		const cancelled = life.bill('10.00');
		cancelled.status = 'cancelled';
		const canadian = life.bill('10.00', 'REC-CAD', 'CAD');
		const twice = life.bill('10.00');
		for (const receivables of [[cancelled], [life.bill('1.00'), canadian], [twice, twice]])
			expect(refusalOf(() => life.pay(receivables)).status).toBe(422);
		expect(life.merchant.payments.size).toBe(0);
	});
});

describe('the merchant’s fee', () => {
	it('is delayed without an amount, then paystand with 7.52 on 289.82, on the same id', async () => {
		life.pay([life.bill('289.82')]);
		await life.world.clock.advance(29 * MINUTE);
		expect(life.told('fee')).toHaveLength(1);
		await life.world.clock.advance(MINUTE);
		const [delayed, final] = life.told('fee');
		expect(delayed).toMatchObject({
			feeType: 'delayed',
			status: 'active',
			resourceAmount: '289.82',
			resource: { object: 'payment', amount: '289.82', payerId: life.customer.payer.id },
		});
		expect(delayed).not.toHaveProperty('amount');
		expect(final).toMatchObject({ id: delayed!.id, feeType: 'paystand', amount: '7.52' });
	});

	it('stands in the payment’s fees[] as it is now', async () => {
		const payment = life.pay([life.bill('289.82')]);
		expect(payment.fees).toEqual([expect.objectContaining({ feeType: 'delayed' })]);
		await life.world.clock.advance(HOUR);
		expect(payment.fees).toEqual([
			expect.objectContaining({ feeType: 'paystand', amount: '7.52' }),
		]);
	});
});
