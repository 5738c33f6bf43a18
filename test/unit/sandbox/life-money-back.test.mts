import { beforeEach, describe, expect, it } from 'vitest';
import { openDispute } from '../../../sandbox/life/dispute.mts';
import { refund } from '../../../sandbox/life/refund.mts';
import { DAY, HOUR, MINUTE, refusalOf, startLife, type Life } from './life.mts';

let life: Life;
beforeEach(() => {
	life = startLife();
});

async function posted(amounts: string[], gross?: string) {
	const receivables = amounts.map((amount) => life.bill(amount));
	const payment = life.pay(receivables, gross ? { amount: gross } : {});
	await life.world.clock.advance(MINUTE);
	return { payment, receivables };
}

describe('a refund', () => {
	it('goes through created, processing and paid', async () => {
		const { payment } = await posted(['100.00']);
		refund(life.world, life.merchant, payment);
		await life.world.clock.advance(DAY);
		expect(life.states('refund')).toEqual(['created', 'processing', 'paid']);
	});

	it('its event nests the payment with amounts as JSON numbers, its own being strings', async () => {
		const { payment } = await posted(['289.82']);
		refund(life.world, life.merchant, payment);
		expect(life.told('refund')[0]).toMatchObject({
			amount: '289.82',
			feesRefunded: false,
			paymentId: payment.id,
			resourceId: payment.id,
			resourceType: 'Payment',
			ownerId: life.merchant.id,
			resource: { object: 'payment', amount: 289.82, settlementAmount: 289.82, status: 'posted' },
		});
	});

	it('a refund makes the receivable open again at once, by a transaction with a positive amount', async () => {
		const { payment, receivables } = await posted(['100.00']);
		refund(life.world, life.merchant, payment, '40.00');
		expect(receivables[0]).toMatchObject({ amountPaid: '60.00', status: 'active', datePaid: null });
		expect(life.told('receivableTransaction').at(-1)).toMatchObject({
			resourceType: 'Refund',
			amountApplied: '40.00',
			resourceId: life.merchant.refunds.all()[0]!.id,
			paymentId: payment.id,
			receivable: { amountPaid: '60.00' },
		});
	});

	it('takes from each receivable what it got, and no more over several refunds', async () => {
		const { payment, receivables } = await posted(['30.00', '70.00']);
		refund(life.world, life.merchant, payment, '50.00');
		refund(life.world, life.merchant, payment, '50.00');
		await life.world.clock.advance(DAY);
		expect(receivables.map(({ amountPaid }) => amountPaid)).toEqual(['0.00', '0.00']);
		const applied = life.told('receivableTransaction').slice(2);
		expect(applied.map(({ amountApplied }) => amountApplied)).toEqual(['30.00', '20.00', '50.00']);
		expect(payment.refunds).toHaveLength(2);
		expect(refusalOf(() => refund(life.world, life.merchant, payment, '0.01')).status).toBe(422);
	});

	it('can take from one receivable only, up to what was applied to it', async () => {
		const { payment, receivables } = await posted(['30.00', '70.00']);
		const [, second] = receivables;
		const { world, merchant } = life;
		expect(refusalOf(() => refund(world, merchant, payment, '70.01', second!.id)).status).toBe(422);
		refund(world, merchant, payment, undefined, second!.id);
		await world.clock.advance(DAY);
		expect(receivables.map(({ amountPaid }) => amountPaid)).toEqual(['30.00', '0.00']);
	});

	it('gives the payer’s fee back too when all of it is refunded', async () => {
		const { payment, receivables } = await posted(['100.00'], '103.50');
		const row = refund(life.world, life.merchant, payment);
		expect(row.amount).toBe('103.50');
		await life.world.clock.advance(DAY);
		expect(receivables[0]!.amountPaid).toBe('0.00');
		expect(life.told('receivableTransaction').at(-1)).toMatchObject({ amountApplied: '100.00' });
	});

	it('is refused before the payment is posted', () => {
		const payment = life.pay([life.bill('10.00')]);
		const refusal = refusalOf(() => refund(life.world, life.merchant, payment));
		expect(refusal).toMatchObject({ status: 400, details: { code: 'apiError' } });
	});

	it('leaves a cancelled receivable cancelled', async () => {
		const { payment, receivables } = await posted(['10.00']);
		receivables[0]!.status = 'cancelled';
		refund(life.world, life.merchant, payment);
		await life.world.clock.advance(DAY);
		expect(receivables[0]).toMatchObject({ amountPaid: '0.00', status: 'cancelled' });
	});
});

describe('a card dispute', () => {
	it('8 card 0259 is disputed after it is posted, and the payment stays posted', async () => {
		const receivable = life.bill('289.82');
		const payment = life.pay([receivable], { source: life.card('4000000000000259') });
		await life.world.clock.advance(2 * MINUTE);
		expect(life.told('dispute')[0]).toMatchObject({
			status: 'created',
			reason: 'fraudulent',
			disputeType: 'Card',
			amount: '289.82',
			resource: { amount: 289.82, status: 'posted', source: { last4: '0259' } },
		});
		await life.world.clock.advance(30 * DAY);
		expect(payment).toMatchObject({ status: 'posted', disputedAmount: '289.82' });
		expect(life.merchant.transfers.size).toBe(0);
	});

	it.each(['won', 'lost'] as const)('goes through the states until it is %s', async (outcome) => {
		const { payment } = await posted(['100.00']);
		openDispute(life.world, life.merchant, payment, {
			type: 'Card',
			reason: 'fraudulent',
			outcome,
		});
		await life.world.clock.advance(30 * DAY);
		expect(life.states('dispute')).toEqual([
			...['created', 'processing', 'acceptingEvidence', 'underReview'],
			outcome,
		]);
		expect(payment.disputes).toEqual([expect.objectContaining({ status: outcome })]);
	});

	it('can wait for evidence without an end', async () => {
		const { payment } = await posted(['100.00']);
		openDispute(life.world, life.merchant, payment, {
			type: 'Card',
			reason: 'fraudulent',
			outcome: 'open',
		});
		await life.world.clock.advance(60 * DAY);
		expect(life.states('dispute').at(-1)).toBe('acceptingEvidence');
	});

	it('releases the payment when it is won before the payment was paid', async () => {
		const { payment } = await posted(['100.00']);
		openDispute(life.world, life.merchant, payment, {
			type: 'Card',
			reason: 'fraudulent',
			outcome: 'won',
		});
		await life.world.clock.advance(3 * DAY);
		expect(payment.status).toBe('posted');
		await life.world.clock.advance(12 * DAY);
		expect(payment.status).toBe('paid');
	});

	it('costs 35.00', async () => {
		const { payment } = await posted(['100.00']);
		openDispute(life.world, life.merchant, payment, { type: 'Card', reason: 'fraudulent' });
		await life.world.clock.advance(HOUR);
		expect(life.told('dispute').at(-1)).toMatchObject({
			fees: [{ object: 'fee', amount: '35.00', feeType: 'paystand' }],
		});
	});

	it('is refused before the payment is posted, and a second time', async () => {
		const request = { type: 'Card', reason: 'fraudulent' } as const;
		const early = life.pay([life.bill('10.00')]);
		expect(refusalOf(() => openDispute(life.world, life.merchant, early, request)).status).toBe(
			400,
		);
		const { payment } = await posted(['100.00']);
		openDispute(life.world, life.merchant, payment, request);
		expect(refusalOf(() => openDispute(life.world, life.merchant, payment, request)).status).toBe(
			400,
		);
	});
});
