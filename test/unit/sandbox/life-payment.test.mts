import { beforeEach, describe, expect, it } from 'vitest';
import { refund } from '../../../sandbox/life/refund.mts';
import { DAY, HOUR, MINUTE, refusalOf, startLife, type Life } from './life.mts';

let life: Life;
beforeEach(() => {
	life = startLife();
});

describe('a card payment', () => {
	it('goes through created, processing, posted and paid, and never back', async () => {
		life.pay([life.bill('289.82')]);
		expect(life.states('payment')).toEqual(['created']);
		await life.world.clock.advance(2_000);
		expect(life.states('payment')).toEqual(['created', 'processing']);
		await life.world.clock.advance(MINUTE);
		expect(life.states('payment')).toEqual(['created', 'processing', 'posted']);
		await life.world.clock.advance(30 * DAY);
		expect(life.states('payment')).toEqual(['created', 'processing', 'posted', 'paid']);
	});

	it('the first event has an empty diff.previous, later ones what changed', async () => {
		life.pay([life.bill('289.82')]);
		await life.world.clock.advance(2_000);
		const [created, , processing] = life.merchant.events.all();
		expect(created!.diff.previous).toEqual({});
		expect(created!.diff.changes).toMatchObject({ amount: '289.82', status: 'created' });
		expect(processing!.diff.previous).toMatchObject({ status: 'created' });
		expect(processing!.diff.changes).toMatchObject({ status: 'processing' });
		expect(processing!.diff.changes).not.toHaveProperty('amount');
	});

	it('an event shows payer, card and empty lists, and nothing the sandbox keeps to itself', () => {
		life.pay([life.bill('289.82')], { meta: { order: 7 } });
		expect(life.told('payment')[0]).toMatchObject({
			amount: '289.82',
			settlementAmount: '289.82',
			sourceType: 'Card',
			ownerId: life.merchant.id,
			payerId: life.customer.payer.id,
			payer: { object: 'payer', externalId: 'CUST-42974F02' },
			source: { brand: 'visa', last4: '4242', funding: 'credit', expirationYear: '2028' },
			accountKey: 'default',
			meta: { order: 7 },
			refunds: [],
			disputes: [],
			holds: [],
			customValues: [],
		});
		expect(JSON.stringify(life.merchant.events.all().map((event) => event.resource))).not.toMatch(
			/"inner"|4242424242424242/,
		);
	});

	it('8 card 0077 skips holding: paid when posted, and paid out the same day', async () => {
		const payment = life.pay([life.bill('100.00')], { source: life.card('4000000000000077') });
		await life.world.clock.advance(MINUTE);
		expect(payment.status).toBe('paid');
		expect(payment.datePaid).toBe(payment.datePosted);
		await life.world.clock.advance(12 * HOUR);
		const [transfer] = life.merchant.transfers.all();
		// Noon in Los Angeles was 20:00 UTC, so that day ends at 08:00 UTC.
		expect(transfer!.created).toBe('2026-11-24T07:59:59.999Z');
	});

	it.each([
		['4000000000000002', 'Generic decline'],
		['4000000000000069', 'The card has expired'],
		['4000000000000127', 'The security code is incorrect'],
	])(
		'8 card %s is refused with 402 cardFailure and the failed payment is kept',
		async (number, why) => {
			const receivable = life.bill('50.00');
			const refusal = refusalOf(() => life.pay([receivable], { source: life.card(number) }));
			expect(refusal.status).toBe(402);
			expect(refusal.details).toMatchObject({ code: 'cardFailure', explanation: why });
			expect(life.states('payment')).toEqual(['created', 'failed']);
			expect(life.merchant.payments.all()[0]).toMatchObject({ status: 'failed' });
			expect(life.merchant.payments.all()[0]!.dateFailed).not.toBeNull();
			await life.world.clock.advance(10 * DAY);
			expect(receivable).toMatchObject({ amountPaid: '0.00', status: 'active' });
			expect(life.merchant.fees.size).toBe(0);
			expect(life.merchant.transfers.size).toBe(0);
		},
	);

	it('8 a number that is no test card is refused with 422', () => {
		const refusal = refusalOf(() => life.card('4111111111111111'));
		expect(refusal.status).toBe(422);
	});
});

describe('a bank payment', () => {
	it.each([
		['USD', '110000000'],
		['CAD', '11000-000'],
	])('8 the %s test account is posted after a day, then paid', async (currency, routing) => {
		const receivable = life.bill('80.00', 'REC-1', currency);
		const payment = life.pay([receivable], {
			source: life.bank('000123456789', routing, currency),
		});
		await life.world.clock.advance(DAY);
		expect(payment.status).toBe('posted');
		await life.world.clock.advance(3 * DAY);
		expect(payment.status).toBe('paid');
		expect(life.merchant.disputes.size).toBe(0);
	});

	it('a returned debit leaves the payment posted and brings a dispute of type Bank', async () => {
		const receivable = life.bill('80.00');
		const payment = life.pay([receivable], { source: life.bank('000999999999', '110000000') });
		await life.world.clock.advance(30 * DAY);
		expect(payment.status).toBe('posted');
		expect(receivable).toMatchObject({ status: 'paid', amountPaid: '80.00' });
		expect(life.told('dispute').at(-1)).toMatchObject({ disputeType: 'Bank', status: 'lost' });
		expect(life.states('dispute')).toEqual(['created', 'processing', 'active', 'lost']);
	});
});

describe('8 the limits of Paystand’s own sandbox', () => {
	it('can be lifted', () => {
		life.world.faults.set({ limits: false });
		expect(() => life.pay([life.bill('9000.00')])).not.toThrow();
	});

	it.each([
		['card', '5000.00', '5000.01', 'cardFailure'],
		['ach', '2000.00', '2000.01', 'bankFailure'],
		['network', '1200.00', '1200.01', 'bankFailure'],
	])('stop a %s payment over %s by default', (rail, most, more, code) => {
		const bank = life.bank('000123456789', '110000000');
		if (bank.type === 'Bank') bank.bank.verified = rail === 'network';
		const source = rail === 'card' ? life.card('4242424242424242') : bank;
		expect(() => life.pay([life.bill(most)], { source })).not.toThrow();
		const refusal = refusalOf(() => life.pay([life.bill(more)], { source }));
		expect(refusal).toMatchObject({ status: 402, details: { code } });
	});
});

it('300 payments over several receivables live their whole life within seconds', async () => {
	const { world, merchant } = life;
	const payments = Array.from({ length: 300 }, (_, index) =>
		life.pay([life.bill('10.07'), life.bill('5.11'), life.bill(`${index}.99`)]),
	);
	const started = performance.now();
	await world.clock.advance(DAY);
	for (const payment of payments.slice(0, 20)) refund(world, merchant, payment, '3.00');
	await world.clock.advance(20 * DAY);
	expect(performance.now() - started).toBeLessThan(5_000);
	expect(payments.every(({ status }) => status === 'paid')).toBe(true);
	expect(merchant.transactions.size).toBe(900 + 20);
	const paid = merchant.receivables.all().filter(({ status }) => status === 'paid');
	expect(paid).toHaveLength(880);
});
