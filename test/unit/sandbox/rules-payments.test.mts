import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../../sandbox/server.mts';
import { callerOf, CUSTOMER, RECEIVABLE, send, startSandbox, type Caller } from './support.mts';

const BANK = {
	nameOnAccount: 'Acme Dental Group',
	accountHolderType: 'company',
	accountType: 'checking',
	routingNumber: '110000000',
	accountNumber: '000123456789',
	currency: 'USD',
	country: 'USA',
	billingAddress: { street1: '1 Main St', city: 'Scotts Valley', country: 'USA' },
	meta: { externalId: 'ERP-BANK-1' },
};

let sandbox: Sandbox;
let api: Caller;
let payerId: string;
let receivableId: string;
// Far from the midnight of the merchant, where a payout begins.
const start = new Date('2026-11-23T18:00:00Z');
beforeAll(async () => void (sandbox = await startSandbox({ start })));
beforeEach(async () => {
	sandbox.reset();
	api = await callerOf(sandbox);
	payerId = (await api.post('/payerCustomers', CUSTOMER)).body.payer.id;
	receivableId = (await api.post('/receivables/create', RECEIVABLE)).body.id;
});
afterAll(() => sandbox.close());

/** A saved card: the hosted page saves one when a payer pays. */
async function savedCard(number = '4242424242424242'): Promise<string> {
	const { body } = await api.post('/receivables/create', {
		...RECEIVABLE,
		erpId: `card-${number}`,
	});
	await send(sandbox, 'POST', '/control/pay', { receivables: [{ id: body.id }], card: number });
	return api.merchant.cards.all().at(-1)!.id;
}

async function verifiedBank(): Promise<string> {
	const { body } = await api.post(`/payers/${payerId}/banks`, BANK);
	await api.post(`/banks/${body.id}/drops`);
	await api.put(`/banks/${body.id}/drops`, { amounts: ['32', '45'] });
	return body.id;
}

const charge = (changes: object) =>
	api.post('/payments/secure', { amount: '100.00', currency: 'USD', payerId, ...changes });

describe('banks', () => {
	test('a new bank is neither dropped nor verified and does not show its number', async () => {
		const { status, body } = await api.post(`/payers/${payerId}/banks`, BANK);
		expect(status).toBe(200);
		expect(body).toMatchObject({
			object: 'bank',
			payerId,
			dropped: false,
			verified: false,
			last4: '6789',
			meta: { externalId: 'ERP-BANK-1' },
		});
		expect(body).not.toHaveProperty('accountNumber');
	});

	test('a top-level externalId breaks the creation, 400 apiError, the same ref each time', async () => {
		const send = (externalId: string) =>
			api.post(`/payers/${payerId}/banks`, { ...BANK, externalId });
		const { status, body } = await send('ERP-BANK-1');
		expect(status).toBe(400);
		expect(body.error.details).toMatchObject({
			code: 'apiError',
			explanation: 'An error occurred while creating StripeSetupIntent',
		});
		expect(body.error.details).not.toHaveProperty('parameter');
		expect((await send('ERP-BANK-1')).body.error.ref).toBe(body.error.ref);
		expect((await send('ERP-BANK-2')).body.error.ref).not.toBe(body.error.ref);
		expect(api.merchant.banks.size).toBe(0);
	});

	test('the payer is the nested one: the customer id, or a foreign payer, is 401', async () => {
		const [customer] = api.merchant.customers.all();
		expect((await api.post(`/payers/${customer!.id}/banks`, BANK)).status).toBe(401);
		const other = await callerOf(sandbox, 1);
		expect((await other.post(`/payers/${payerId}/banks`, BANK)).status).toBe(401);
	});

	test.each([[['32', '45']], [['45', '32']]])(
		'deposits %j verify, in any order',
		async (amounts) => {
			const { body } = await api.post(`/payers/${payerId}/banks`, BANK);
			const sent = await api.post(`/banks/${body.id}/drops`);
			expect(sent.body).toMatchObject({ id: body.id, dropped: true, verified: false });
			const verified = await api.put(`/banks/${body.id}/drops`, { amounts });
			expect(verified.status).toBe(200);
			expect(verified.body.verified).toBe(true);
		},
	);

	test('wrong deposits are 402 bankFailure', async () => {
		const { body } = await api.post(`/payers/${payerId}/banks`, BANK);
		await api.post(`/banks/${body.id}/drops`);
		const wrong = await api.put(`/banks/${body.id}/drops`, { amounts: ['32', '46'] });
		expect(wrong.status).toBe(402);
		expect(wrong.body.error.details.code).toBe('bankFailure');
		expect(api.merchant.banks.get(body.id)!.verified).toBe(false);
	});

	test('amounts are whole-cent strings, two of them', async () => {
		const id = await verifiedBank();
		for (const amounts of [['0.32', '0.45'], [32, 45], ['32']])
			expect((await api.put(`/banks/${id}/drops`, { amounts })).status).toBe(422);
	});

	test('a bank of another merchant is 401', async () => {
		const id = await verifiedBank();
		const other = await callerOf(sandbox, 1);
		expect((await other.post(`/banks/${id}/drops`)).status).toBe(401);
	});
});

describe('charging a saved fund', () => {
	test('a card is charged for a receivable with the quote of the card rail', async () => {
		const cardId = await savedCard();
		const { status, body } = await charge({
			amount: '103.50',
			cardId,
			receivableId,
			feeSplit: { subtotal: '100.00', feeSplitType: 'recoup_custom_of_subtotal' },
			meta: { chargeKey: 'run-42-item-7' },
			description: 'Invoice',
		});
		expect(status).toBe(200);
		expect(body).toMatchObject({
			object: 'payment',
			status: 'posted',
			amount: '103.50',
			sourceType: 'Card',
			sourceId: cardId,
			payerId,
			ownerId: api.merchant.id,
			accountKey: 'default',
			description: 'Invoice',
			meta: { chargeKey: 'run-42-item-7' },
			feeSplit: {
				subtotal: '100.00',
				feeSplitType: 'recoup_custom_of_subtotal',
				payerTotalFees: '3.50',
			},
			source: { brand: 'visa', last4: '4242', funding: 'credit' },
			payer: { externalId: CUSTOMER.extCustomerId },
			holds: [],
			refunds: [],
			disputes: [],
			customValues: [],
		});
		await sandbox.world.clock.advance(120_000);
		const read = await api.get(`/receivables/${receivableId}/read`);
		expect(read.body).toMatchObject({ amountPaid: '100.00', status: 'paid' });
	});

	test('the amount is charged exactly, the plan is not asked', async () => {
		const { body } = await charge({ amount: '17.01', cardId: await savedCard() });
		expect(body.amount).toBe('17.01');
		expect(body.feeSplit).toMatchObject({ subtotal: '17.01', payerTotalFees: '0.00' });
	});

	test('without a receivable the payment stays unapplied', async () => {
		await charge({ bankId: await verifiedBank() });
		await sandbox.world.clock.advance(5 * 86_400_000);
		const read = await api.get(`/receivables/${receivableId}/read`);
		expect(read.body.amountPaid).toBe('0.00');
		expect((await api.get(`/receivables/${receivableId}/transactions`)).body.results).toEqual([]);
	});

	test.each([
		['a card with the rail of a bank', 'card', 'absorb_all_fees'],
		['a bank with the rail of a card', 'bank', 'recoup_custom_of_subtotal'],
	])('%s is 400 apiError', async (_name, kind, feeSplitType) => {
		const fund = kind === 'card' ? { cardId: await savedCard() } : { bankId: await verifiedBank() };
		const before = api.merchant.payments.size;
		const { status, body } = await charge({
			...fund,
			receivableId,
			feeSplit: { subtotal: '100.00', feeSplitType },
		});
		expect(status).toBe(400);
		expect(body.error.details).toMatchObject({
			code: 'apiError',
			parameter: 'feeSplit.feeSplitType',
		});
		expect(api.merchant.payments.size).toBe(before);
	});

	test('one fund, card or bank', async () => {
		const cardId = await savedCard();
		expect((await charge({ cardId, bankId: await verifiedBank() })).status).toBe(422);
		expect((await charge({})).status).toBe(400);
	});

	test('a fund of another payer, an unknown one and an unknown payer are refused', async () => {
		const bankId = await verifiedBank();
		const { body } = await api.post('/payerCustomers', { ...CUSTOMER, extCustomerId: 'B' });
		expect((await charge({ bankId, payerId: body.payer.id })).status).toBe(400);
		expect((await charge({ cardId: 'aaaaaaaaaaaaaaaaaaaaaaaa' })).status).toBe(401);
		expect((await charge({ bankId, payerId: 'aaaaaaaaaaaaaaaaaaaaaaaa' })).status).toBe(401);
	});

	test('a bank that is not verified is 402', async () => {
		const { body } = await api.post(`/payers/${payerId}/banks`, BANK);
		const { status, body: reply } = await charge({ bankId: body.id });
		expect(status).toBe(402);
		expect(reply.error.details.code).toBe('bankFailure');
	});

	test('3 a decline is 402 cardFailure with the explanation, the failed payment is kept', async () => {
		const cardId = await savedCard('4000000000000002');
		const { status, body } = await charge({ cardId, receivableId });
		expect(status).toBe(402);
		expect(body.error.details).toMatchObject({
			code: 'cardFailure',
			explanation: 'Generic decline',
		});
		const { body: list } = await api.get('/payments/all?limit=1');
		expect(list.results[0].status).toBe('failed');
	});

	test.each([{ amount: 100 }, { amount: '-1.00' }, { amount: '0.00' }, { currency: 'EUR' }])(
		'%j is 422',
		async (changes) => {
			expect((await charge({ ...changes, cardId: await savedCard() })).status).toBe(422);
		},
	);
});

describe('reading payments', () => {
	test('a payment shows its fees; one of another merchant is 401', async () => {
		const { body } = await charge({ cardId: await savedCard() });
		const read = await api.get(`/payments/${body.id}`);
		expect(read.status).toBe(200);
		expect(read.body.fees).toMatchObject([{ feeType: 'delayed' }]);
		expect((await (await callerOf(sandbox, 1)).get(`/payments/${body.id}`)).status).toBe(401);
	});

	test('5 pattern B: startDate and endDate, the end day included', async () => {
		await charge({ cardId: await savedCard() });
		const count = async (query: string) =>
			(await api.get(`/payments/all?${query}`)).body.results.length;
		const zone = { timeZone: api.merchant.timezone };
		const today = sandbox.world.clock.now().toLocaleDateString('sv-SE', zone);
		const tomorrow = new Date(sandbox.world.clock.now().getTime() + 86_400_000);
		const next = tomorrow.toLocaleDateString('sv-SE', zone);
		expect(await count(`startDate=${today}&endDate=${today}&format=json&method=get`)).toBe(2);
		expect(await count(`startDate=${today}`)).toBe(2);
		expect(await count(`startDate=${next}`)).toBe(0);
	});

	test('PUT changes meta and description, nothing that matters', async () => {
		const { body } = await charge({ cardId: await savedCard() });
		const changed = await api.put(`/payments/${body.id}`, { meta: { a: 1 }, amount: '1.00' });
		expect(changed.body).toMatchObject({ meta: { a: 1 }, amount: '100.00' });
	});
});

describe('to 6.12 what follows a payment', () => {
	test('a refund of the older API, and its reading', async () => {
		const { body: payment } = await charge({ cardId: await savedCard(), receivableId });
		await sandbox.world.clock.advance(120_000);
		const { status, body } = await api.post(`/payments/${payment.id}/refunds`, { amount: '40.00' });
		expect(status).toBe(200);
		expect(body).toMatchObject({
			object: 'refund',
			amount: '40.00',
			paymentId: payment.id,
			resourceType: 'Payment',
			feesRefunded: false,
		});
		expect(body.resource.amount).toBe(100);
		expect((await api.get(`/refunds/${body.id}`)).body.id).toBe(body.id);
		for (const path of ['/refunds', '/refunds/all'])
			expect((await api.get(path)).body.results).toHaveLength(1);
		expect((await (await callerOf(sandbox, 1)).get(`/refunds/${body.id}`)).status).toBe(401);
	});

	test('disputes are read, also by another path; they cannot be created', async () => {
		await savedCard('4000000000000259');
		await sandbox.world.clock.advance(600_000);
		const { body } = await api.get('/disputes');
		expect(body.results).toMatchObject([{ object: 'dispute', reason: 'fraudulent' }]);
		expect((await api.get('/disputes/all')).body.results).toEqual(body.results);
		expect((await api.get(`/disputes/${body.results[0].id}`)).body).toEqual(body.results[0]);
		expect((await api.post('/disputes', {})).status).toBe(404);
	});

	test('a transfer, its report and its entries, once the report is complete', async () => {
		await savedCard('4000000000000077');
		await sandbox.world.clock.advance(86_400_000);
		const { body } = await api.get('/transfers?limit=5');
		expect(body.results).toHaveLength(1);
		const path = `/transfers/${body.results[0].id}`;
		expect((await api.get(path)).body).toMatchObject({ resourceType: 'Withdrawal' });
		await sandbox.world.clock.advance(86_400_000);
		expect((await api.get(`${path}/report`)).body).toMatchObject({
			object: 'transferReport',
			transferId: body.results[0].id,
			status: 'completed',
		});
		const { body: entries } = await api.get(`${path}/report/entries`);
		const types = entries.results.map((row: { resourceType: string }) => row.resourceType);
		expect(types.sort()).toEqual(['Fee', 'Payment']);
		const sum = entries.results.reduce(
			(total: number, row: { amount: string }) => total + Math.round(Number(row.amount) * 100),
			0,
		);
		expect(sum).toBe(Math.round(Number(body.results[0].amount) * 100));
		for (const list of ['/transfers/all', '/withdrawals', '/withdrawals/all'])
			expect((await api.get(list)).body.results).toHaveLength(1);
		expect((await (await callerOf(sandbox, 1)).get(`${path}/report`)).status).toBe(401);
	});

	test('entries are refused before the report is complete, and with the setting off', async () => {
		await savedCard('4000000000000077');
		while (api.merchant.transfers.size === 0) await sandbox.world.clock.advance(3_600_000);
		const [transfer] = api.merchant.transfers.all();
		const report = api.merchant.reports.find((one) => one.transferId === transfer!.id)!;
		report.status = 'processing';
		const path = `/transfers/${transfer!.id}/report`;
		expect((await api.get(`${path}/entries`)).status).toBe(400);
		report.status = 'reversed';
		expect((await api.get(`${path}/entries`)).status).toBe(200);
		api.merchant.settings.transfers = { report: { enabled: false } };
		expect((await api.get(path)).status).toBe(400);
		expect((await api.get(`${path}/entries`)).status).toBe(400);
	});
});
