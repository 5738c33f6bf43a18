import { beforeEach, describe, expect, it } from 'vitest';
import { openDispute } from '../../../sandbox/life/dispute.mts';
import { refund } from '../../../sandbox/life/refund.mts';
import { shown } from '../../../sandbox/resources.mts';
import { DAY, HOUR, MINUTE, startLife, type Life } from './life.mts';

/**
 * Corrections about what events tell, and when (docs/paystand-api.md#where-the-sources-disagree).
 */
let life: Life;
beforeEach(() => {
	life = startLife();
});

describe('the events of a transfer', () => {
	const events = () =>
		life.merchant.events.all().filter(({ sourceType }) => sourceType === 'Transfer');
	async function paidOut() {
		life.pay([life.bill('100.00')], { source: life.card('4000000000000077') });
		await life.world.clock.advance(12 * HOUR + MINUTE);
		return life.merchant.transfers.all()[0]!;
	}

	it('begin with processing, which tells kind, id and state alone as changed', async () => {
		const { id } = await paidOut();
		expect(events()).toHaveLength(1);
		expect(events()[0]!.diff).toEqual({
			previous: {},
			changes: { object: 'transfer', id, status: 'processing' },
		});
		expect(events()[0]!.resource).toMatchObject({
			holds: [{ status: 'created', holdTime: '0', resourceType: 'Transfer', resourceId: id }],
		});
		expect(events()[0]!.resource.dateToPost).toBe(events()[0]!.resource.created);
	});

	it('have no bank, and no day that has not come', async () => {
		await paidOut();
		for (const name of ['bank', 'datePosted', 'dateSettled'])
			expect(events()[0]!.resource).not.toHaveProperty(name);
		await life.world.clock.advance(3 * DAY);
		const [, sending, posted, paid] = events().map(({ resource }) => resource);
		expect(sending).not.toHaveProperty('datePosted');
		expect(posted).toHaveProperty('datePosted');
		expect(posted).not.toHaveProperty('dateSettled');
		expect(paid).toHaveProperty('dateSettled');
		expect(paid).not.toHaveProperty('bank');
	});

	it('and the record read back has the bank and an active hold', async () => {
		const row = shown(await paidOut());
		expect(row).toMatchObject({
			bank: { isDefault: true, externalId: null, dropped: true, verified: true },
			holds: [{ status: 'active' }],
		});
		expect(row.bank).toHaveProperty('fingerprint');
		expect(row.bank).toHaveProperty('billingAddress');
	});
});

describe('fees', () => {
	it('of a bank payment: one event, paystand, with the amount', async () => {
		life.pay([life.bill('100.00')], { source: life.bank('000123456789', '110000000') });
		await life.world.clock.advance(10 * DAY);
		expect(life.told('fee')).toHaveLength(1);
		expect(life.told('fee')[0]).toMatchObject({ feeType: 'paystand', amount: '0.80' });
		expect(life.merchant.transfers.all()[0]!.amount).toBe('99.20');
	});

	it('of a card: delayed at creation without an amount, then paystand on the same id', async () => {
		life.pay([life.bill('289.82')]);
		const [delayed] = life.told('fee');
		expect(delayed).toMatchObject({ feeType: 'delayed', resource: { status: 'created' } });
		expect(delayed).not.toHaveProperty('amount');
		await life.world.clock.advance(HOUR);
		expect(life.told('fee')[1]).toMatchObject({
			id: delayed!.id,
			feeType: 'paystand',
			amount: '7.52',
		});
	});

	it('of a dispute: no event, but in its fees', async () => {
		const payment = life.pay([life.bill('100.00')]);
		await life.world.clock.advance(HOUR);
		openDispute(life.world, life.merchant, payment, { type: 'Card', reason: 'fraudulent' });
		await life.world.clock.advance(HOUR);
		expect(life.told('fee').map(({ feeType }) => feeType)).toEqual(['delayed', 'paystand']);
		expect(life.told('dispute').at(-1)).toMatchObject({ fees: [{ amount: '35.00' }] });
	});
});

describe('refunds', () => {
	it('bring their receivable transaction when they are created, not when they are paid', async () => {
		const payment = life.pay([life.bill('100.00')]);
		await life.world.clock.advance(MINUTE);
		const row = refund(life.world, life.merchant, payment, '40.00');
		const applied = () =>
			life.told('receivableTransaction').filter(({ resourceType }) => resourceType === 'Refund');
		expect(applied()).toMatchObject([{ resourceId: row.id, amountApplied: '40.00' }]);
		await life.world.clock.advance(3 * DAY);
		expect(applied()).toHaveLength(1);
	});

	it('of a payment whose own transactions are not there yet, bring those first', () => {
		const payment = life.pay([life.bill('100.00')], { origin: 'api' });
		refund(life.world, life.merchant, payment);
		const kinds = life.told('receivableTransaction').map(({ resourceType }) => resourceType);
		expect(kinds).toEqual(['Payment', 'Refund']);
	});

	it('nest the payment with source and payer inside, and a number for its amount', async () => {
		const payment = life.pay([life.bill('289.82')]);
		await life.world.clock.advance(3 * DAY);
		refund(life.world, life.merchant, payment);
		expect(life.told('refund')[0]!.resource).toMatchObject({
			amount: 289.82,
			status: 'paid',
			source: { object: 'source', last4: '4242' },
			payer: { object: 'payer', externalId: 'CUST-42974F02' },
		});
		expect(payment.source.object).toBe('card');
	});
});

it('a create tells the whole resource as changed, an update the changed keys', async () => {
	life.pay([life.bill('100.00')]);
	await life.world.clock.advance(MINUTE);
	const [created, , processing] = life.merchant.events.all();
	expect(created!.diff.changes).toEqual(created!.resource);
	expect(Object.keys(processing!.diff.changes).sort()).toEqual(['lastUpdated', 'status']);
});
