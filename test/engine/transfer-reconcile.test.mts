import { beforeEach, expect, test } from 'vitest';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine();
const AT_ONCE = '4000000000000077';
const BANK = { accountNumber: '000123456789', routingNumber: '110000000' };

const control = (path: string, body: object) => engine.call('POST', `/control/${path}`, body);
const pass = (advance: string) => control('clock', { advance });
const pay = (receivables: object[], more: object = { card: AT_ONCE }) =>
	control('pay', { receivables, ...more });
const transfers = () => engine.merchant.transfers.all();

async function reconcile(id = transfers().at(-1)!.id) {
	const transfer = { mode: 'id', value: id, __rl: true };
	return await engine.run({
		resource: 'transfer',
		operation: 'reconcile',
		parameters: { transfer } as never,
	});
}

beforeEach(async () => {
	await engine.addCustomer();
	await engine.addReceivable('1001');
	await engine.addReceivable('1002', { currency: 'USD' });
});

test('a payout is explained down to the invoices, fees and what was paid beyond', async () => {
	await pay([{ extId: '1001' }, { extId: '1002', amount: '40.00' }], {
		card: AT_ONCE,
		payerFee: true,
		unapplied: '10.00',
	});
	await pass('2d');
	const { json, error } = await reconcile();
	expect(error).toBeUndefined();
	const [{ amount }] = transfers();
	expect(json[0]).toMatchObject({
		status: 'Balanced',
		basis: 'report',
		gross: '155.25',
		net: amount,
		difference: '0.00',
		payments: [
			{
				extCustomerId: 'CUST-1',
				gross: '155.25',
				payerFee: '5.25',
				payerDiscount: '0.00',
				applied: '140.00',
				unapplied: '10.00',
				merchantFee: json[0].fees,
				receivables: [
					{ extId: '1001', amountApplied: '100.00' },
					{ extId: '1002', amountApplied: '40.00' },
				],
			},
		],
		problems: [],
	});
});

test('a planted difference is unexplained by exactly its amount', async () => {
	await pay([{ extId: '1001' }]);
	await pass('2d');
	transfers()[0].amount = '98.44';
	const { json } = await reconcile();
	expect(json[0]).toMatchObject({ status: 'Unexplained', net: '97.21', difference: '1.23' });
});

test('an entry that disagrees with the record it names explains nothing', async () => {
	const { id } = await pay([{ extId: '1001' }]);
	await pass('2d');
	engine.merchant.payments.get(id)!.amount = '99.00';
	engine.merchant.payments.get(id)!.settlementAmount = '99.00';
	const { json } = await reconcile();
	expect(json[0]).toMatchObject({
		status: 'Unexplained',
		difference: '100.00',
		problems: [{ resourceId: id, amount: '100.00', problem: 'is 99.00 in Paystand' }],
	});
});

test('a report that is not complete is not ready, and says when to try again', async () => {
	await pay([{ extId: '1001' }]);
	await pass('1d');
	engine.merchant.reports.all()[0].status = 'processing';
	const { json } = await reconcile();
	expect(json[0]).toMatchObject({ status: 'Not Ready', reason: expect.stringContaining('report') });
	expect(Date.parse(String(json[0].tryAgainAt))).toBeGreaterThan(Date.now());
});

test('without reports the lists explain it, and that is said', async () => {
	await pay([{ extId: '1001' }]);
	await pass('2d');
	await pay([{ extId: '1002' }]);
	await pass('2d');
	engine.merchant.settings.transfers = { report: { enabled: false } };
	for (const { id } of transfers()) {
		const { json } = await reconcile(id);
		expect(json[0]).toMatchObject({ status: 'Balanced', basis: 'lists', net: '97.21' });
		expect(json[0].notes).toEqual([expect.stringContaining('no report')]);
	}
});

test.each(['won', 'lost'])(
	'a dispute that is %s, its fee and a negative payout',
	async (outcome) => {
		engine.merchant.negativePayouts = 'debit';
		const { id } = await pay([{ extId: '1001' }]);
		await pass('2d');
		await control('dispute', { paymentId: id, outcome });
		await pass('20d');
		const all = await Promise.all(
			transfers().map(async (row) => (await reconcile(row.id)).json[0]),
		);
		expect(all.map(({ status }) => status)).toEqual(transfers().map(() => 'Balanced'));
		expect(all[1]).toMatchObject({ amount: '-135.00', disputes: '-100.00', fees: '-35.00' });
		expect(all[1].others).toContainEqual(
			expect.objectContaining({ type: 'fee', amount: '-35.00', paymentId: id }),
		);
		expect(all[2]?.disputes).toBe(outcome === 'won' ? '100.00' : undefined);
	},
);

test('a late ACH return and a refund, with the invoice it opens again', async () => {
	engine.merchant.negativePayouts = 'debit';
	const { id } = await pay([{ extId: '1001' }], { bank: BANK });
	const card = await pay([{ extId: '1002' }]);
	await pass('9d');
	await control('refund', { paymentId: card.id, amount: '30.00' });
	await control('dispute', { paymentId: id });
	await pass('5d');
	const all = await Promise.all(transfers().map(async (row) => (await reconcile(row.id)).json[0]));
	expect(all.every(({ status }) => status === 'Balanced')).toBe(true);
	const others = all.flatMap((row) => row.others as object[]);
	expect(others).toContainEqual(
		expect.objectContaining({ type: 'dispute', disputeType: 'Bank', amount: '-100.00' }),
	);
	expect(others).toContainEqual(
		expect.objectContaining({
			type: 'refund',
			receivables: [expect.objectContaining({ extId: '1002', amountApplied: '30.00' })],
		}),
	);
});

test('a manual withdrawal: what it leaves is held, and comes with the next payout', async () => {
	engine.merchant.autoWithdrawal = false;
	await pay([{ extId: '1001' }]);
	await pass('2d');
	const { id: bankId } = await control('payout-banks', { currency: 'USD' });
	const draw = { amount: '50.00', currency: 'USD', bankId };
	await engine.call('POST', '/v3/withdrawals', draw);
	await engine.call('POST', '/v3/withdrawals', { ...draw, amount: '47.21' });
	await pass('1d');
	const held = [];
	for (const { id } of transfers()) {
		const { json } = await reconcile(id);
		expect(json[0].status).toBe('Balanced');
		held.push(json[0].held);
	}
	expect(held).toEqual(['-47.21', '47.21']);
});

test('payouts in two currencies, and a fee that becomes final later', async () => {
	await engine.addReceivable('CA', { currency: 'CAD', totalAmount: '200.00', amountDue: '200.00' });
	const { id } = await pay([{ extId: '1001' }]);
	await pay([{ extId: 'CA' }]);
	await pass('2d');
	const all = await Promise.all(transfers().map(async (row) => (await reconcile(row.id)).json[0]));
	expect(all).toMatchObject([
		{ status: 'Balanced', currency: 'USD', gross: '100.00', fees: '-2.79' },
		{ status: 'Balanced', currency: 'CAD', gross: '200.00', fees: '-5.28' },
	]);
	const fee = engine.merchant.payments.get(id)!.fees[0] as Record<string, unknown>;
	fee.feeType = 'delayed';
	const { json } = await reconcile(transfers()[0].id);
	expect(json[0].payments).toMatchObject([{ paymentId: id, hasDelayedFee: true }]);
});
