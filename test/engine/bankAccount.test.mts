import { beforeEach, describe, expect, test } from 'vitest';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine();
const run = (operation: string, parameters: object, more: object = {}) =>
	engine.run({ resource: 'bankAccount', operation, parameters: parameters as never, ...more });
const picked = (mode: string, value: string) => ({ mode, value, __rl: true });

const ACCOUNT = {
	customer: picked('key', 'CUST-1'),
	nameOnAccount: 'Acme Dental Group',
	accountNumber: '000123456789',
	routingNumber: '110000000',
	accountHolderType: 'company',
	accountType: 'checking',
	currency: 'USD',
	country: 'USA',
};

let customer: { id: string; payer: { id: string } };
beforeEach(async () => {
	customer = await engine.addCustomer();
});

const addBank = async () => (await run('add', ACCOUNT)).json[0].id as string;

describe('Add', () => {
	test("goes to the customer's payer, the ERP's key into the metadata", async () => {
		const { json, error, requests } = await run('add', {
			...ACCOUNT,
			additionalFields: {
				externalId: 'ERP-BANK-1',
				meta: '{"batch": 7}',
				billingAddress: { address: { street1: '1 Main St', city: 'Soquel', country: 'USA' } },
			},
		});
		expect(error).toBeUndefined();
		const sent = requests.at(-1)!;
		expect(sent).toMatchObject({ method: 'POST', path: `/v3/payers/${customer.payer.id}/banks` });
		expect(sent.body).toEqual({
			nameOnAccount: 'Acme Dental Group',
			accountNumber: '000123456789',
			routingNumber: '110000000',
			accountHolderType: 'company',
			accountType: 'checking',
			currency: 'USD',
			country: 'USA',
			billingAddress: { street1: '1 Main St', city: 'Soquel', country: 'USA' },
			meta: { batch: 7, externalId: 'ERP-BANK-1' },
		});
		expect(json[0]).toMatchObject({ last4: '6789', dropped: false, verified: false });
	});

	test('takes a customer by ID and a payer by its own ID', async () => {
		const byId = await run('add', { ...ACCOUNT, customer: picked('id', customer.id) });
		const byPayer = await run('add', { ...ACCOUNT, customer: picked('payer', customer.payer.id) });
		expect(byId.json[0].payerId).toBe(customer.payer.id);
		expect(byPayer.json[0].payerId).toBe(customer.payer.id);
		expect(byPayer.requests).toHaveLength(1);
	});

	test('a top-level externalId is caught before Paystand breaks on it', async () => {
		const { error, requests } = await run('add', {
			...ACCOUNT,
			additionalFields: { extraFields: '{"externalId": "ERP-BANK-1"}' },
		});
		expect(error?.message).toContain("hold 'externalId'");
		expect(error?.description).toContain("'ERP Bank Account ID'");
		expect(requests).toHaveLength(0);
	});

	test.each([
		['a number', 123456789, "'Account Number' is a number, not text"],
		['letters', 'DE00 1234', "'Account Number' has characters other than digits"],
		['nothing', ' ', "'Account Number' is empty"],
	])('%s as account number is refused without showing it', async (_what, given, message) => {
		const { error, requests } = await run('add', { ...ACCOUNT, accountNumber: given });
		expect(error?.message).toContain(message);
		if (given !== ' ') expect(JSON.stringify(error)).not.toContain(String(given));
		expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(0);
	});

	test('the account number is in nothing that n8n shows or logs of a refusal', async () => {
		const number = '4000123412341234';
		const { errorItems } = await run(
			'add',
			// Paystand shows the refused value, whatever the field.
			{ ...ACCOUNT, accountNumber: number, nameOnAccount: 'Acme', country: number },
			{ onError: 'continueErrorOutput' },
		);
		const shown = JSON.stringify(errorItems, (_key, value) =>
			value instanceof Error ? { ...value, message: value.message, stack: undefined } : value,
		);
		expect(shown).toContain('Country');
		expect(shown).toContain('••••');
		expect(shown).not.toContain(number);
	});
});

describe('Micro-deposits', () => {
	test('are sent and verified with whole cents, in any order', async () => {
		const bankId = await addBank();
		const sent = await run('sendMicroDeposits', { bankId: ` ${bankId} ` });
		expect(sent.requests).toMatchObject([{ method: 'POST', path: `/v3/banks/${bankId}/drops` }]);
		expect(sent.json[0]).toMatchObject({ id: bankId, dropped: true, verified: false });

		const done = await run('verifyMicroDeposits', {
			bankId,
			firstAmount: 45,
			secondAmount: '32',
		});
		expect(done.requests[0].body).toEqual({ amounts: ['45', '32'] });
		expect(done.json[0]).toMatchObject({ id: bankId, verified: true });
	});

	test('wrong amounts say what to look at', async () => {
		const bankId = await addBank();
		await run('sendMicroDeposits', { bankId });
		const { error } = await run('verifyMicroDeposits', {
			bankId,
			firstAmount: '11',
			secondAmount: '12',
		});
		expect(error?.message).toBe('The two amounts are not those of the deposits');
		expect(error?.description).toContain('32 for 0.32');
		expect(error?.description).toContain('The amounts are not those of the deposits.');
	});

	test('an amount that is not in whole cents is not sent', async () => {
		const { error, requests } = await run('verifyMicroDeposits', {
			bankId: '8low3hlfk1a7t08trm7043aw',
			firstAmount: '0.32',
			secondAmount: '45',
		});
		expect(error?.message).toContain("'First Amount (Cents)' is not an amount in whole cents");
		expect(requests).toHaveLength(0);
	});

	test('a verification that broke off is not sent again: a wrong guess may count', async () => {
		const bankId = await addBank();
		engine.setFaults({ broken: 1, paths: 'PUT .*drops' });
		const { error, requests } = await run('verifyMicroDeposits', {
			bankId,
			firstAmount: '32',
			secondAmount: '45',
		});
		expect(error?.message).toContain('unknown whether the request took effect');
		expect(requests).toHaveLength(1);
	});

	test('a bank account of nobody says so', async () => {
		const { error } = await run('sendMicroDeposits', { bankId: 'not an id' });
		expect(error?.message).toContain("'Bank Account ID' must be a Paystand ID");
	});
});
