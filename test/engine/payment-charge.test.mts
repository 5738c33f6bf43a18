import { beforeEach, describe, expect, test } from 'vitest';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine();
const picked = (mode: string, value: string) => ({ mode, value, __rl: true });
const charge = (parameters: object, more: object = {}) =>
	engine.run({
		resource: 'payment',
		operation: 'charge',
		parameters: { ...CHARGE(), ...parameters } as never,
		...more,
	});

/** The process remembers charges, and all tests of this file are one process. */
let count = 0;
const newKey = () => `INV-1001 (${++count})`;

let customer: { id: string; payer: { id: string } };
let invoice: { id: string };
let cardId: string;

const CHARGE = () => ({
	customer: picked('key', 'CUST-1'),
	fund: 'card',
	cardId,
	amount: '100',
	receivable: picked('key', '1001'),
});

const saveCard = async (card: string) => {
	const saved = await engine.call('POST', '/control/cards', { extCustomerId: 'CUST-1', card });
	return saved.id as string;
};
const payments = () => engine.merchant.payments.all();
const sentTo = (requests: { method: string; path: string }[], path: string) =>
	requests.filter((request) => request.path === `/v3/${path}`);

beforeEach(async () => {
	customer = await engine.addCustomer();
	invoice = await engine.addReceivable('1001');
	cardId = await saveCard('4242424242424242');
});

describe('a charge', () => {
	test('of a card sends the amount exactly, with a key of its own', async () => {
		const { json, error, requests } = await charge({
			additionalFields: { description: 'March', meta: '{"batch": 7}', extraFields: '{"x": 1}' },
		});
		expect(error).toBeUndefined();
		const [sent] = sentTo(requests, 'payments/secure');
		expect(sent).toMatchObject({ method: 'POST' });
		expect((sent as { body?: unknown }).body).toEqual({
			amount: '100.00',
			currency: 'USD',
			payerId: customer.payer.id,
			cardId,
			receivableId: invoice.id,
			description: 'March',
			x: 1,
			meta: { batch: 7, chargeKey: expect.stringMatching(/^[0-9a-f-]{36}$/) },
		});
		expect(sentTo(requests, 'payments/all')).toHaveLength(0);
		expect(json[0]).toMatchObject({
			id: payments()[0].id,
			subtotal: '100.00',
			fee: '0.00',
			total: '100.00',
			outcome: 'charged',
		});
		expect(Object.keys(json[0])).toHaveLength(10);
	});

	test('with the payer fee: quote, rail of a card, echo; the sums add up', async () => {
		const { json, requests } = await charge({ addPayerFee: true, amount: '99.99' });
		const [quote] = sentTo(requests, 'feeSplits/splitFees') as { body?: unknown }[];
		expect(quote.body).toMatchObject({
			subtotal: '99.99',
			payerId: customer.payer.id,
			invoiceId: invoice.id,
		});
		const [sent] = sentTo(requests, 'payments/secure') as { body?: unknown }[];
		expect(sent.body).toMatchObject({
			amount: '103.49',
			feeSplit: { subtotal: '99.99', feeSplitType: 'recoup_custom_of_subtotal' },
		});
		expect(json[0]).toMatchObject({ subtotal: '99.99', fee: '3.50', total: '103.49' });
	});

	test('of a verified bank account uses the bank network; unapplied without a receivable', async () => {
		const bank = await engine.call('POST', `/v3/payers/${customer.payer.id}/banks`, {
			nameOnAccount: 'Acme',
			accountHolderType: 'company',
			accountType: 'checking',
			routingNumber: '110000000',
			accountNumber: '000123456789',
			currency: 'USD',
			country: 'USA',
		});
		const unverified = await charge({ fund: 'bank', bankId: bank.id });
		expect(unverified.error?.message).toContain('The bank account is not verified');

		await engine.call('POST', `/v3/banks/${bank.id}/drops`);
		await engine.call('PUT', `/v3/banks/${bank.id}/drops`, { amounts: ['32', '45'] });
		const { json, requests, error } = await charge({
			fund: 'bank',
			bankId: bank.id,
			addPayerFee: true,
			receivable: picked('list', ''),
			simplify: false,
		});
		expect(error).toBeUndefined();
		const [sent] = sentTo(requests, 'payments/secure') as { body?: object }[];
		expect(sent.body).toMatchObject({
			bankId: bank.id,
			feeSplit: { subtotal: '100.00', feeSplitType: 'absorb_all_fees' },
		});
		expect(sent.body).not.toHaveProperty('receivableId');
		expect(sent.body).not.toHaveProperty('cardId');
		expect(json[0]).toMatchObject({ object: 'payment', total: '100.00', outcome: 'charged' });
	});
});

describe('refused', () => {
	test('a declined card says why, and that nothing was charged', async () => {
		const declined = await saveCard('4000000000000002');
		const { error, requests } = await charge({ cardId: declined });
		expect(error?.message).toContain('The card or bank did not accept the operation');
		expect(sentTo(requests, 'payments/secure')).toHaveLength(1);
	});

	test.each([
		[{ amount: '-5' }, "'Amount' must be above zero"],
		[{ cardId: 'x y' }, "'Card ID' must be a Paystand ID of 24 letters and digits, not 'x y'"],
		[{ additionalFields: { meta: '{"chargeKey": "a"}' } }, "'Metadata (JSON)' holds 'chargeKey'"],
		[{ customer: picked('key', 'CUST-9') }, "No customer with ERP Customer ID 'CUST-9'"],
	])('%o before anything is charged', async (wrong, message) => {
		const { error, requests } = await charge(wrong);
		expect(error?.message).toContain(message);
		expect(sentTo(requests, 'payments/secure')).toHaveLength(0);
	});

	test('a refusal about something else gives no advice on Sage Intacct', async () => {
		const { error } = await charge({
			receivable: picked('list', ''),
			additionalFields: { extraFields: '{"checkBalance": "yes"}' },
		});
		expect(error?.description).toContain("Correct 'checkBalance'");
		expect(error?.description).not.toContain('Sage Intacct');
	});
});

describe('never twice', () => {
	test('a charge that broke off after the work is found by its key, not sent again', async () => {
		engine.setFaults({ brokenAfter: 1, paths: 'payments/secure' });
		const { json, requests, error } = await charge({});
		expect(error).toBeUndefined();
		expect(sentTo(requests, 'payments/secure')).toHaveLength(1);
		expect(payments()).toHaveLength(1);
		expect(json[0]).toMatchObject({ id: payments()[0].id, outcome: 'found', total: '100.00' });
	});

	test('a server fault that hides a charge or not stays unknown, and says how to go on', async () => {
		engine.setFaults({ serverError: 1, paths: 'payments/secure' });
		const { error, requests } = await charge({});
		expect(error?.message).toMatch(
			/^Whether the charge with the key '[0-9a-f-]{36}' went through is unknown$/,
		);
		expect(error?.description).toContain("enter the key in 'Charge Key'");
		expect(sentTo(requests, 'payments/secure')).toHaveLength(1);
		expect(sentTo(requests, 'payments/all').length).toBeGreaterThan(1);
	}, 30_000);

	test("a person's own key finds yesterday's payment", async () => {
		const parameters = { additionalFields: { chargeKey: newKey() }, addPayerFee: true };
		const first = await charge(parameters);
		await engine.call('POST', '/control/clock', { advance: '1d' });
		const second = await charge(parameters);
		expect(second.json[0]).toMatchObject({
			id: first.json[0].id,
			outcome: 'found',
			subtotal: '100.00',
			fee: '3.50',
			total: '103.50',
		});
		expect(payments()).toHaveLength(1);
	});

	test('a key that belongs to another charge stops', async () => {
		const chargeKey = newKey();
		await charge({ additionalFields: { chargeKey } });
		const { error } = await charge({
			amount: '50',
			receivable: picked('list', ''),
			additionalFields: { chargeKey },
		});
		expect(error?.message).toContain(`The charge key '${chargeKey}' belongs to another charge`);
		expect(error?.message).toContain('100.00 USD');
		expect(error?.description).not.toContain('Nothing was charged');
		expect(payments()).toHaveLength(1);
	});

	test('a declined charge does not stand in the way of its key', async () => {
		const declined = await saveCard('4000000000000002');
		const additionalFields = { chargeKey: newKey() };
		await charge({ cardId: declined, additionalFields });
		const { json } = await charge({ additionalFields });
		expect(json[0]).toMatchObject({ outcome: 'charged' });
	});

	test('two items with one key are one charge', async () => {
		const { json } = await charge(
			{ additionalFields: { chargeKey: newKey() } },
			{ items: [{ json: {} }, { json: {} }] },
		);
		expect(json.map(({ outcome }) => outcome).sort()).toEqual(['charged', 'found']);
		expect(payments()).toHaveLength(1);
	});

	test('n8n running the node again charges no item again', async () => {
		await engine.addReceivable('1002');
		const declined = await saveCard('4000000000000002');
		const { error } = await charge(
			{
				cardId: '={{ $json.card }}',
				receivable: picked('key', '={{ $json.invoice }}'),
			},
			{
				retryOnFail: true,
				items: [
					{ json: { card: cardId, invoice: '1001' } },
					{ json: { card: declined, invoice: '1002' } },
				],
			},
		);
		expect(error?.message).toContain('did not accept the operation');
		expect(
			payments()
				.map(({ status }) => status)
				.sort(),
		).toEqual(['failed', 'failed', 'posted']);
	});
});
