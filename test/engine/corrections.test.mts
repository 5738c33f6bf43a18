import type { IDataObject } from 'n8n-workflow';
import { beforeEach, describe, expect, test } from 'vitest';
import { useEngine } from './harness/sandbox.mts';

/** What the sources say otherwise than we first read them: the node is right with both readings. */
const engine = useEngine();
const picked = (value: string, mode = 'id') => ({ mode, value, __rl: true });
const run = (resource: string, operation: string, parameters: object = {}, more: object = {}) =>
	engine.run({ resource, operation, parameters: parameters as never, ...more });

let customer: { id: string; payer: { id: string } };
let invoice: { id: string };
beforeEach(async () => {
	customer = await engine.addCustomer();
	invoice = await engine.addReceivable('1001');
});

const RECEIVABLE = {
	customer: picked('CUST-1', 'key'),
	...{ erpId: '1002', erpRef: 'No. 1002', totalAmount: '100', currency: 'USD' },
	...{ postingDate: '2026-11-01', dueDate: '2026-11-30' },
};
const BANK = {
	...{ customer: picked('CUST-1', 'key'), nameOnAccount: 'Acme', accountNumber: '000123456789' },
	...{ routingNumber: '110000000', accountHolderType: 'company', accountType: 'checking' },
	...{ currency: 'USD', country: 'USA' },
};
const addBank = async () => (await run('bankAccount', 'add', BANK)).json[0].id as string;
const saveCard = async () =>
	(
		await engine.call('POST', '/control/cards', {
			extCustomerId: 'CUST-1',
			card: '4242424242424242',
		})
	).id as string;

describe('c: limit headers', () => {
	test.each(['none', 'X-RateLimit'] as const)('%s of them do', async (rateLimitHeaders) => {
		engine.setFaults({ rateLimitHeaders });
		const { json } = await run('customer', 'getAll', { returnAll: true });
		expect(json).toHaveLength(1);
	});
});

describe('d: a transfer right after it began', () => {
	test('has no bank and no days yet', async () => {
		const transfer = {
			...{ object: 'transfer', id: 't1', amount: '10.00', currency: 'USD', status: 'processing' },
			...{ resourceId: 'w1', holds: [{ status: 'created', holdTime: '0' }] },
		};
		engine.answer(/GET .*transfers.t1/, transfer);
		const { json } = await run('transfer', 'get', { transfer: picked('t1') });
		expect(json[0]).toMatchObject({ id: 't1', status: 'processing' });
		expect(json[0]).not.toHaveProperty('dateSettled');
	});
});

describe('e, m: fees', () => {
	const row = { object: 'fee', resourceId: 'p1', currency: 'USD' };
	const rows = [
		{ ...row, id: 'f1', feeType: 'delayed' },
		{ ...row, id: 'f2', feeType: 'paystand', amount: '3.20' },
		{ ...row, id: 'f3', feeType: 'dispute', amount: '35.00' },
	];
	beforeEach(() => {
		engine.answer(/GET .*fees.*offset=0/, { results: rows });
		engine.answer(/GET .*fees/, { results: [] });
	});

	test('only those of the type paystand are final, and have an amount', async () => {
		const { json } = await run('fee', 'getAll', { filters: { feeType: 'paystand' } });
		expect(json).toMatchObject([{ id: 'f2', amount: '3.20' }]);
	});

	test('a delayed one, and one of a type that nobody knows, pass through as they are', async () => {
		const { json } = await run('fee', 'getAll');
		expect(json).toMatchObject([
			{ id: 'f1' },
			{ id: 'f2' },
			{ feeType: 'dispute', amount: '35.00' },
		]);
		expect(json[0]).not.toHaveProperty('amount');
	});
});

describe('f: the transaction of a refund', () => {
	test.each(['-20.00', '20.00', -20])('has no sign, whether it comes as %o', async (amount) => {
		const row = { id: 'x1', resourceType: 'Refund', amountApplied: amount, paymentId: 'p1' };
		engine.answer(/GET .*transactions.*offset=0/, { results: [row] });
		engine.answer(/GET .*transactions/, { results: [] });
		const { json } = await run('receivable', 'getTransactions', {
			receivable: picked(invoice.id),
		});
		expect(json).toMatchObject([{ amountApplied: '20.00', resourceType: 'Refund' }]);
	});
});

describe('g, r, s: a charge', () => {
	const charge = async (parameters: object) =>
		await run('payment', 'charge', {
			...{ customer: picked('CUST-1', 'key'), amount: '100', fund: 'card' },
			...parameters,
		});

	test('without a fee split in the reply has no fee', async () => {
		const cardId = await saveCard();
		const reply = { object: 'payment', id: 'p1', amount: '100.00', currency: 'USD' };
		engine.answer(/POST .*secure/, { ...reply, status: 'posted' });
		const { json } = await charge({ cardId });
		expect(json[0]).toMatchObject({ subtotal: '100.00', fee: '0.00', total: '100.00' });
	});

	test.each(['created', 'processing', 'posted', 'paid'])('is one when it is %s', async (status) => {
		const cardId = await saveCard();
		const reply = { object: 'payment', id: 'p1', amount: '100.00', currency: 'USD' };
		engine.answer(/POST .*secure/, { ...reply, status });
		expect((await charge({ cardId })).json[0]).toMatchObject({ status, outcome: 'charged' });
	});

	test('of a bank account that is not verified takes the quote for ACH', async () => {
		const bankId = await addBank();
		engine.merchant.chargeUnverified = true;
		const { error, requests } = await charge({ fund: 'bank', bankId, addPayerFee: true });
		expect(error).toBeUndefined();
		expect(requests.find(({ path }) => path === '/v3/payments/secure')?.body).toMatchObject({
			bankId,
			feeSplit: { subtotal: '100.00' },
		});
	});

	test.each([
		['is not verified', { id: 'b1', verified: false }, 200, '102.00'],
		['is verified', { id: 'b1', verified: true }, 200, '101.00'],
		['cannot be read', { error: {} }, 403, '101.00'],
		['is another one', { id: 'b2', verified: false }, 200, '101.00'],
	])('of a bank account that %s takes the right quote', async (_what, bank, status, amount) => {
		const rail = (payerTotal: string) => ({ subtotal: '100.00', payerTotal, feeSplitType: 'x' });
		engine.answer(/POST .*splitFees/, {
			achBankPayments: rail('102.00'),
			networkBankPayments: rail('101.00'),
		});
		engine.answer(/GET .*banks/, bank, { status });
		const payment = { object: 'payment', id: 'p1', status: 'posted', currency: 'USD' };
		// A reply with another amount would be no proof of this charge.
		engine.answer(/POST .*secure/, { ...payment, amount });
		const { json } = await charge({ fund: 'bank', bankId: 'b1', addPayerFee: true });
		expect(json[0]).toMatchObject({ total: amount, outcome: 'charged' });
	});
});

describe('h, i, j: bank accounts', () => {
	const refusal = (ref: string) => ({
		error: {
			...{ name: 'apiError', ref },
			details: {
				code: 'apiError',
				explanation: 'An error occurred while creating StripeSetupIntent',
			},
		},
	});
	const added = /POST .*banks/;
	test('one that is refused twice with the same reference is not sent a third time', async () => {
		// The third would be the sandbox's own, and a success.
		engine.answer(added, refusal('R-1'), { status: 400, times: 2 });
		const { error } = await run('bankAccount', 'add', BANK, { retryOnFail: true, maxTries: 3 });
		expect(engine.merchant.banks.size).toBe(0);
		expect(error?.message).toContain('gives the same answer each time');
		expect(error?.description).toContain('R-1');
		expect(error?.description).toContain('StripeSetupIntent');
	});

	test('another reference is another answer', async () => {
		engine.answer(added, refusal('R-1'), { status: 400, times: 1 });
		engine.answer(added, refusal('R-2'), { status: 400, times: 1 });
		const { error } = await run('bankAccount', 'add', BANK, { retryOnFail: true });
		expect(error?.description).toContain('R-2');
		expect(error?.message).not.toContain('same answer');
	});

	test('a routing number that Paystand finds malformed is named', async () => {
		const { error } = await run('bankAccount', 'add', { ...BANK, routingNumber: '123' });
		expect(`${error?.message} ${error?.description}`).toContain("'Routing Number'");
	});

	const verify = (bankId: string) =>
		run('bankAccount', 'verifyMicroDeposits', { bankId, firstAmount: '32', secondAmount: '45' });

	test('one that is verified already is verified', async () => {
		const bankId = await addBank();
		await engine.call('POST', `/v3/banks/${bankId}/drops`);
		await verify(bankId);
		const { json, error } = await verify(bankId);
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ id: bankId, verified: true });
	});

	test.each([
		['cannot be read', { error: {} }, 403],
		['says otherwise', { id: 'b1', verified: false }, 200],
		['is another', { id: 'b2', verified: true }, 200],
	])('unless the account %s', async (_what, reply, status) => {
		const details = { code: 'bankFailure', explanation: 'Bank has already been verified' };
		engine.answer(/PUT .*drops/, { error: { details } }, { status: 402 });
		engine.answer(/GET .*banks/, reply, { status });
		const { error } = await verify('b1');
		expect(error?.message).toContain('not those of the deposits');
		expect(error?.description).toContain('already been verified');
	});
});

describe('p2: an access token', () => {
	test('may be a long JWT', async () => {
		engine.setFaults({ tokenForm: 'jwt' });
		const { clientId, clientSecret } = engine.merchant;
		const { access_token: token } = await engine.call('POST', '/v3/oauth/token', {
			...{ grant_type: 'client_credentials', scope: 'auth' },
			...{ client_id: clientId, client_secret: clientSecret },
		});
		expect(token.length).toBeGreaterThan(100);
		const { json } = await run('customer', 'getAll');
		expect(json).toHaveLength(1);
	});
});

describe('q: where the public notes changed their mind', () => {
	test('a receivable is created with both keys', async () => {
		const { requests } = await run('receivable', 'create', RECEIVABLE);
		expect(requests.at(-1)?.body).toMatchObject({ erpId: '1002', erpRef: 'No. 1002' });
	});

	describe('/read and the bare route', () => {
		const get = (more: object = {}) =>
			run('receivable', 'get', { receivable: picked(invoice.id), ...more });
		const ROW = { extId: '1001', status: 'active', dateDue: '2026-11-30', amount: '100.00' };

		test('without /read the bare one does, with ISO days and active', async () => {
			engine.answer(/GET .*\/read$/, { error: {} }, { status: 404 });
			const { json, error } = await get();
			expect(error).toBeUndefined();
			expect(json[0]).toMatchObject(ROW);
		});

		test.each(['date', 'extId'])('what /read lacks of %s the bare one adds', async (name) => {
			const { [name]: _left, ...read } = await engine.call(
				'GET',
				`/v3/receivables/${invoice.id}/read`,
			);
			engine.answer(/GET .*\/read$/, read);
			const { json, requests } = await get();
			expect(requests.map(({ path }) => path)).toContain(`/v3/receivables/${invoice.id}`);
			expect(json[0]).toMatchObject({ id: invoice.id, amount: '100.00', status: 'active' });
		});

		test('without either, the refusal is told', async () => {
			engine.answer(/GET .*receivables/, { error: {} }, { status: 404 });
			expect((await get()).error?.message).toContain('does not know this record');
		});

		test('American days are the same days', async () => {
			const read = await engine.call('GET', `/v3/receivables/${invoice.id}/read`);
			engine.answer(/GET .*\/read$/, { ...read, date: '11-01-2026', dateDue: '11/30/2026' });
			expect((await get()).json[0]).toMatchObject({ date: '2026-11-01', dateDue: '2026-11-30' });
			const { requests } = await run('receivable', 'update', {
				receivable: picked(invoice.id),
				erpRef: 'No. 1001',
				updateFields: { totalAmount: '90' },
			});
			expect(requests.find(({ method }) => method === 'PUT')?.body).toMatchObject({
				postingDate: '2026-11-01',
				dueDate: '2026-11-30',
			});
		});

		test('current is active: the same invoice once more is no change', async () => {
			const read = await engine.call('GET', `/v3/receivables/${invoice.id}/read`);
			engine.answer(/GET .*\/read$/, { ...read, status: 'current' });
			const { json } = await get();
			expect(json[0]).toMatchObject({ status: 'active' });
		});
	});

	describe('another ERP Invoice ID', () => {
		const rekey = () =>
			run('receivable', 'update', {
				receivable: picked(invoice.id),
				erpRef: 'No. 1001',
				updateFields: { erpId: '1001-B' },
			});

		test('is taken where Paystand shows it', async () => {
			const { json, error } = await rekey();
			expect(error).toBeUndefined();
			expect(json[0]).toMatchObject({ extId: '1001-B' });
		});

		test('is told as refused where Paystand keeps the old one', async () => {
			const read = await engine.call('GET', `/v3/receivables/${invoice.id}/read`);
			engine.answer(/PUT .*update/, read);
			const { error } = await rekey();
			expect(error?.message).toContain("kept the ERP Invoice ID '1001'");
			expect(error?.description).toContain('does not allow');
		});
	});

	test.each([401, 403])('a refusal with %d names scope and customer', async (status) => {
		engine.answer(/GET .*payerCustomers/, { error: {} }, { status });
		const { error } = await run('customer', 'getAll');
		expect(error?.description).toContain('Customer ID');
		expect(error?.description).toContain("scope 'auth'");
	});

	test('and so does one for want of scope', async () => {
		const reply = { error: { details: { code: 'insufficient_scope' } } };
		engine.answer(/GET .*payerCustomers/, reply, { status: 403 });
		const { error } = await run('customer', 'getAll');
		expect(error?.message).toContain('API access is not enabled');
		expect(error?.description).toContain('Customer ID');
		expect(error?.description).toContain("scope 'auth'");
	});

	describe.each([200, 201, 202])('a create answered with %d', (status) => {
		const creates: Array<[string, string, RegExp, () => object, IDataObject]> = [
			[
				...(['customer', 'create', /POST .*payerCustomers/] as const),
				() => ({ extCustomerId: 'C-9', customerName: 'A', email: 'a@b.example' }),
				{ object: 'payerCustomer', id: 'x', extCustomerId: 'C-9' },
			],
			[
				...(['receivable', 'create', /POST .*create/] as const),
				() => RECEIVABLE,
				{ object: 'receivable', id: 'x', extId: '1002' },
			],
			[
				...(['bankAccount', 'add', /POST .*banks/] as const),
				() => BANK,
				{ object: 'bank', id: 'x' },
			],
		];
		test.each(creates)('%s: %s is done', async (resource, operation, request, given, reply) => {
			engine.answer(request, reply, { status });
			const { json, error } = await run(resource, operation, given());
			expect(error).toBeUndefined();
			expect(json[0]).toMatchObject({ id: 'x' });
		});
	});

	test('a quote names customer and receivable whenever they are known', async () => {
		const { requests } = await run('fee', 'quote', {
			...{ subtotal: '50', currency: 'USD' },
			...{ customer: picked('CUST-1', 'key'), receivable: picked(invoice.id) },
		});
		expect(requests.at(-1)?.body).toMatchObject({
			payerId: customer.payer.id,
			invoiceId: invoice.id,
		});
	});

	test('what remains of a credit memo is read before it is updated', async () => {
		await run('creditMemo', 'create', {
			...{ customer: picked('CUST-1', 'key'), extId: 'M1', extKey: 'CM-1', amount: '50' },
			extPostedDate: '2026-11-23',
		});
		const [memo] = engine.merchant.creditMemos.all();
		memo.amountRemaining = 20;
		const { requests } = await run('creditMemo', 'update', {
			creditMemo: picked(memo.id),
			updateFields: { extKey: 'CM-one' },
		});
		expect(requests.find(({ method }) => method !== 'GET')?.body).toMatchObject({
			amountRemaining: 20,
		});
	});
});
