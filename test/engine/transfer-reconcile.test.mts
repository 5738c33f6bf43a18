import { beforeEach, describe, expect, test } from 'vitest';
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

test('a discount is taken off the gross, and the invoice is paid in full', async () => {
	const twoOff = { discountRate: '0.02', feeSplitType: 'absorb_all_fees' };
	await control('fee-plans', { name: 'Early payment', key: 'early', card: twoOff });
	await pay([{ extId: '1001' }], { card: AT_ONCE, feePlan: 'early' });
	await pass('2d');
	const { json } = await reconcile();
	expect(json[0]).toMatchObject({
		...{ status: 'Balanced', gross: '98.00', net: transfers()[0].amount },
		payments: [
			{
				...{ gross: '98.00', applied: '100.00', unapplied: '0.00' },
				...{ payerFee: '0.00', payerDiscount: '2.00' },
			},
		],
	});
});

test('a fee that becomes final after its payment was paid out comes with the next payout', async () => {
	// Then it is 15 minutes to midnight in Los Angeles, and a fee takes half an hour to be final.
	await pass('19h');
	await pass('45m');
	const late = await pay([{ extId: '1001' }]);
	await pass('12h');
	await pay([{ extId: '1002' }]);
	await pass('2d');
	const [first, second] = await Promise.all(
		transfers().map(async ({ id }) => (await reconcile(id)).json[0]),
	);
	expect(first).toMatchObject({
		...{ status: 'Balanced', gross: '100.00', fees: '0.00', net: '100.00' },
		payments: [{ paymentId: late.id, merchantFee: '0.00', hasDelayedFee: true }],
	});
	expect(second).toMatchObject({
		...{ status: 'Balanced', gross: '100.00', fees: '-5.58', net: '94.42' },
		payments: [{ merchantFee: '-2.79', hasDelayedFee: false }],
		others: expect.arrayContaining([
			expect.objectContaining({ type: 'fee', amount: '-2.79', paymentId: late.id }),
		]),
	});
});

test('a failed transfer is nothing to reconcile, and nothing to wait for', async () => {
	await pay([{ extId: '1001' }]);
	await pass('2d');
	Object.assign(transfers()[0], { status: 'failed', reason: 'Account closed' });
	const { json } = await reconcile();
	expect(json[0]).toMatchObject({ status: 'Failed', amount: '97.21', transferStatus: 'failed' });
	expect(json[0].reason).toContain("failed ('Account closed'), so nothing arrived at the bank");
	expect(json[0]).not.toHaveProperty('tryAgainAt');
});

describe.each([
	['approved', "the unknown status 'approved'"],
	[undefined, 'no status'],
	[null, 'no status'],
])('a report whose status is %s', (status, words) => {
	beforeEach(async () => {
		await pay([{ extId: '1001' }]);
		await pass('2d');
		engine.rewrite((request, body) =>
			request.endsWith('/report') ? { ...(body as object), status } : body,
		);
	});

	test('is believed where its entries explain the payout to the cent, and it is noted', async () => {
		const { json } = await reconcile();
		expect(json[0]).toMatchObject({ status: 'Balanced', difference: '0.00' });
		expect(String(json[0].notes)).toContain(`The report has ${words}`);
	});

	test('is an error where they do not: neither a difference nor a wait without end', async () => {
		engine.answer(/\/report\/entries/, { results: [], total: 0 });
		const { error } = await reconcile();
		expect(error?.message).toBe(
			`The report of the transfer ${transfers()[0].id} has ${words}, and its entries do not explain the payout`,
		);
		expect(error?.description).toContain('Get Report');
	});
});

test('a report that is complete by another word counts', async () => {
	await pay([{ extId: '1001' }]);
	await pass('2d');
	engine.rewrite((request, body) =>
		request.endsWith('/report') ? { ...(body as object), status: 'complete' } : body,
	);
	expect((await reconcile()).json[0]).toMatchObject({ status: 'Balanced', basis: 'report' });
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

test.each([true, false])(
	'a dispute that came to nothing gives the money back (report: %s)',
	async (enabled) => {
		engine.merchant.negativePayouts = 'debit';
		const { id } = await pay([{ extId: '1001' }]);
		await pass('2d');
		await control('dispute', { paymentId: id, outcome: 'won' });
		await pass('20d');
		engine.merchant.disputes.all()[0].status = 'failed';
		engine.merchant.settings.transfers = { report: { enabled } };
		const { json } = await reconcile(transfers()[2].id);
		expect(json[0]).toMatchObject({ status: 'Balanced', disputes: '100.00', net: '100.00' });
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
