import { beforeEach, describe, expect, it } from 'vitest';
import { openDispute } from '../../../sandbox/life/dispute.mts';
import { refund } from '../../../sandbox/life/refund.mts';
import { toDecimal, toMinor } from '../../../sandbox/money.mts';
import { DAY, HOUR, MINUTE, startLife, type Life } from './life.mts';

let life: Life;
beforeEach(() => {
	life = startLife();
});

function entriesOf(transferId: string) {
	return life.merchant.reportEntries
		.all()
		.filter(({ inner }) => inner.transferId === transferId)
		.map(({ resourceType, amount }) => `${resourceType} ${amount}`);
}

describe('a transfer', () => {
	it('is one lump for a day, net of fees, and its entries add up to it', async () => {
		life.pay([life.bill('289.82')]);
		life.pay([life.bill('100.00')]);
		await life.world.clock.advance(4 * DAY);
		const transfers = life.merchant.transfers.all();
		expect(transfers).toHaveLength(1);
		// 289.82 − 7.52 + 100.00 − 2.79
		expect(transfers[0]!.amount).toBe('379.51');
		expect(entriesOf(transfers[0]!.id)).toEqual([
			...['Payment 289.82', 'Fee -7.52', 'Payment 100.00', 'Fee -2.79'],
		]);
	});

	it('its first event is processing; then sending, posted, paid', async () => {
		life.pay([life.bill('100.00')]);
		await life.world.clock.advance(10 * DAY);
		expect(life.states('transfer')).toEqual(['processing', 'sending', 'posted', 'paid']);
		expect(life.told('transfer')[0]).toMatchObject({
			resourceType: 'Withdrawal',
			resourceId: life.merchant.withdrawals.all()[0]!.id,
			provider: 'vantiv',
			accountKey: 'default',
			holds: [{ object: 'hold', holdTime: '0' }],
		});
	});

	it('its report is completed some time after it was created', async () => {
		life.pay([life.bill('100.00')], { source: life.card('4000000000000077') });
		await life.world.clock.advance(12 * HOUR);
		const [report] = life.merchant.reports.all();
		expect(report!.status).toBe('created');
		await life.world.clock.advance(MINUTE);
		expect(report!.status).toBe('processing');
		await life.world.clock.advance(2 * HOUR);
		expect(report!.status).toBe('completed');
	});

	it('comes from a withdrawal that goes along with it', async () => {
		life.pay([life.bill('100.00')]);
		await life.world.clock.advance(10 * DAY);
		const [withdrawal] = life.merchant.withdrawals.all();
		const [transfer] = life.merchant.transfers.all();
		expect(withdrawal).toMatchObject({ status: 'paid', amount: '97.21', hasTransactions: true });
		expect(withdrawal!.transfers).toEqual([
			expect.objectContaining({ id: transfer!.id, status: 'paid' }),
		]);
	});

	it('withdrawals emit events only when asked to, as older sources say', async () => {
		life.world.extraEvents = true;
		life.pay([life.bill('100.00')]);
		await life.world.clock.advance(10 * DAY);
		expect(life.told('withdrawal')).toHaveLength(1);
	});

	it('takes refunds and lost disputes off, and waits while there is nothing to send', async () => {
		const first = life.pay([life.bill('100.00')]);
		await life.world.clock.advance(4 * DAY);
		refund(life.world, life.merchant, first, '60.00');
		openDispute(life.world, life.merchant, first, { type: 'Card', reason: 'fraudulent' });
		await life.world.clock.advance(4 * DAY);
		expect(life.merchant.transfers.size).toBe(1);
		life.pay([life.bill('1000.00')]);
		await life.world.clock.advance(4 * DAY);
		const [, second] = life.merchant.transfers.all();
		expect(entriesOf(second!.id)).toEqual([
			...['Fee -35.00', 'Dispute -100.00', 'Refund -60.00', 'Payment 1000.00', 'Fee -25.20'],
		]);
		expect(second!.amount).toBe('779.80');
	});

	it('gives a dispute’s amount back when it is won', async () => {
		const payment = life.pay([life.bill('100.00')]);
		await life.world.clock.advance(4 * DAY);
		openDispute(life.world, life.merchant, payment, {
			type: 'Card',
			reason: 'fraudulent',
			outcome: 'won',
		});
		await life.world.clock.advance(20 * DAY);
		life.pay([life.bill('100.00')]);
		await life.world.clock.advance(4 * DAY);
		const sum = life.merchant.transfers
			.all()
			.reduce((total, { amount }) => total + toMinor(amount), 0);
		// Two payments of 100.00, two fees of 2.79, the dispute's fee of 35.00.
		expect(toDecimal(sum)).toBe('159.42');
	});

	it('goes out at the end of the merchant’s day, not of the UTC day', async () => {
		// Noon in Los Angeles; five hours later it is another day in UTC.
		life.pay([life.bill('10.00')], { source: life.card('4000000000000077') });
		await life.world.clock.advance(5 * HOUR);
		life.pay([life.bill('20.00')], { source: life.card('4000000000000077') });
		await life.world.clock.advance(7 * HOUR);
		expect(life.merchant.transfers.size).toBe(1);
		expect(entriesOf(life.merchant.transfers.all()[0]!.id)).toContain('Payment 20.00');
	});

	it('keeps currencies apart', async () => {
		life.pay([life.bill('10.00')]);
		life.pay([life.bill('20.00', 'REC-CAD', 'CAD')]);
		await life.world.clock.advance(4 * DAY);
		const sent = life.merchant.transfers
			.all()
			.map(({ amount, currency }) => `${amount} ${currency}`);
		expect(sent).toEqual(['9.45 USD', '19.20 CAD']);
	});
});
