import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../../sandbox/server.mts';
import { callerOf, CUSTOMER, RECEIVABLE, send, startSandbox, type Caller } from './support.mts';

/**
 * Corrections about funds and what a charge answers
 * (docs/paystand-api.md#where-the-sources-disagree).
 */
const DAY = 86_400_000;
const start = new Date('2026-11-23T18:00:00Z');
const BANK = {
	...{ nameOnAccount: 'Acme', accountHolderType: 'company', accountType: 'checking' },
	...{ routingNumber: '110000000', accountNumber: '000123456789', currency: 'USD', country: 'USA' },
};
let sandbox: Sandbox;
let api: Caller;
let payerId: string;
let receivableId: string;
beforeAll(async () => void (sandbox = await startSandbox({ start, speed: 0 })));
beforeEach(async () => {
	sandbox.reset();
	api = await callerOf(sandbox);
	payerId = (await api.post('/payerCustomers', CUSTOMER)).body.payer.id;
	receivableId = (await api.post('/receivables/create', RECEIVABLE)).body.id;
});
afterAll(() => sandbox.close());

const save = (changes: object = {}) =>
	api.post(`/payers/${payerId}/banks`, { ...BANK, ...changes });
const charge = (changes: object) =>
	api.post('/payments/secure', { amount: '100.00', currency: 'USD', payerId, ...changes });

async function verifiedBank(changes: object = {}): Promise<string> {
	const { id } = (await save(changes)).body;
	await api.post(`/banks/${id}/drops`);
	await api.put(`/banks/${id}/drops`, { amounts: ['32', '45'] });
	return id;
}

async function savedCard(card = '4242424242424242'): Promise<string> {
	const saving = { extCustomerId: CUSTOMER.extCustomerId, card };
	return (await send(sandbox, 'POST', '/control/cards', saving)).body.id;
}

describe('badly formed bank details are refused when they are saved', () => {
	test.each([
		['a routing number of eight digits', { routingNumber: '11000000' }, 'routingNumber'],
		['a Canadian number for dollars of the USA', { routingNumber: '11000-000' }, 'routingNumber'],
		['a US number for CAD', { currency: 'CAD', country: 'CAN' }, 'routingNumber'],
		['an account number of three digits', { accountNumber: '123' }, 'accountNumber'],
		['letters in the account number', { accountNumber: '12345x' }, 'accountNumber'],
		['eighteen digits', { accountNumber: '1'.repeat(18) }, 'accountNumber'],
	])('%s: 422', async (_name, changes, parameter) => {
		const { status, body } = await save(changes);
		expect(status).toBe(422);
		expect(body.error.details).toMatchObject({ code: 'validationError', parameter });
		expect(JSON.stringify(body)).not.toContain('1'.repeat(18));
		expect(api.merchant.banks.size).toBe(0);
	});

	test('both test accounts pass', async () => {
		expect((await save()).status).toBe(200);
		const canadian = { routingNumber: '11000-000', currency: 'CAD', country: 'CAN' };
		expect((await save(canadian)).status).toBe(200);
	});
});

test('micro-deposits of a verified bank cannot be verified again: 402 bankFailure', async () => {
	const bankId = await verifiedBank();
	const { status, body } = await api.put(`/banks/${bankId}/drops`, { amounts: ['32', '45'] });
	expect(status).toBe(402);
	expect(body.error.details.code).toBe('bankFailure');
	expect(body.error.details.explanation).toContain('already been verified');
});

describe('the reply to a charge', () => {
	test.each([
		['a card', 'posted', async () => ({ cardId: await savedCard() })],
		['a bank', 'processing', async () => ({ bankId: await verifiedBank() })],
	])('of %s is %s, and the event created precedes it', async (_fund, status, fund) => {
		await api.put(`/customers/${api.merchant.id}`, { settings: { events: { enabled: true } } });
		const { body } = await charge(await fund());
		expect(body.status).toBe(status);
		const states = api.merchant.events.all().filter(({ sourceType }) => sourceType === 'Payment');
		expect(states.map(({ resource }) => resource.status)).toEqual(
			['created', 'processing', 'posted'].slice(0, status === 'posted' ? 3 : 2),
		);
	});
});

test('a charge without a quote comes back with a feeSplit that splits nothing off', async () => {
	const { body } = await charge({ cardId: await savedCard(), receivableId });
	expect(body.feeSplit).toEqual({
		subtotal: '100.00',
		payerTotal: '100.00',
		payerTotalFees: '0.00',
		payerDiscount: '0.00',
		feeSplitType: 'absorb_all_fees',
	});
	expect((await api.get(`/payments/${body.id}`)).body.feeSplit).toEqual(body.feeSplit);
});

test('accountId is the balance account, not the merchant', async () => {
	const { body } = await charge({ cardId: await savedCard() });
	expect(body.accountId).toMatch(/^[a-z0-9]{24}$/);
	expect(body.accountId).not.toBe(body.ownerId);
	const other = await charge({ cardId: await savedCard() });
	expect(other.body.accountId).toBe(body.accountId);
});

describe('a bank that is not verified', () => {
	test('is refused with 402 by default', async () => {
		const { id } = (await save()).body;
		const { status, body } = await charge({ bankId: id });
		expect(status).toBe(402);
		expect(body.error.details.code).toBe('bankFailure');
	});

	test('is charged by ACH where the merchant may, on the rail achBankPayments only', async () => {
		await send(sandbox, 'PATCH', '/control/merchants', { chargeUnverified: true });
		const plan = { name: 'ACH', key: 'ach', ach: { feeSplitType: 'ach_only' } };
		const made = await send(sandbox, 'POST', '/control/fee-plans', plan);
		expect(made.status).toBe(200);
		const { id } = (await save()).body;
		const quoted = (feeSplitType: string) =>
			charge({
				bankId: id,
				feeSettingPlanId: made.body.id,
				feeSplit: { subtotal: '100.00', feeSplitType },
			});
		expect((await quoted('absorb_all_fees')).status).toBe(400);
		const { status, body } = await quoted('ach_only');
		expect(status).toBe(200);
		expect(body.source.verified).toBe(false);
		expect(body.feeSplit.feeType).toBe('achBankPayment.posted');
	});
});

test('the simulated limits hold for a charge by the API, until they are lifted', async () => {
	const cardId = await savedCard();
	const { status, body } = await charge({ cardId, amount: '5000.01' });
	expect(status).toBe(402);
	expect(body.error.details.code).toBe('cardFailure');
	expect((await charge({ bankId: await verifiedBank(), amount: '1200.01' })).status).toBe(402);
	sandbox.world.faults.set({ limits: false });
	expect((await charge({ cardId, amount: '5000.01' })).status).toBe(200);
});

test('what was charged stands on the receivable within seconds, a bank payment too', async () => {
	await charge({ bankId: await verifiedBank(), receivableId });
	await sandbox.world.clock.advance(10_000);
	const { results } = (await api.get(`/receivables/${receivableId}/transactions`)).body;
	expect(results).toMatchObject([{ resourceType: 'Payment', amountApplied: '100.00' }]);
	expect((await api.get(`/receivables/${receivableId}/read`)).body.amountPaid).toBe('100.00');
	await sandbox.world.clock.advance(10 * DAY);
	expect((await api.get(`/receivables/${receivableId}/transactions`)).body.results).toHaveLength(1);
});
