import { describe, expect, test } from 'vitest';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine();
const byKey = (value: string) => ({ mode: 'key', value, __rl: true });
const byId = (value: string) => ({ mode: 'id', value, __rl: true });
const ID = 'rec0000000000000000000a1';
const RECEIVABLE = {
	object: 'receivable',
	id: ID,
	extId: '1001',
	invoiceKey: 'INV-1001',
	amount: '100.00',
	amountPaid: '40.00',
	currency: 'USD',
	date: '2026-11-01',
	dateDue: '2026-11-30',
	status: 'active',
	payerCustomerId: 'cus0000000000000000000a1',
	memo: 'first',
	meta: { project: 'P-1' },
	attachments: [],
	lastUpdated: '2026-11-01T00:00:00.000Z',
};
const READ = new RegExp(`GET /v3/receivables/${ID}/read`);
const PUT = new RegExp(`PUT /v3/receivables/${ID}/update`);
const update = (updateFields: object) =>
	engine.run({
		resource: 'receivable',
		operation: 'update',
		parameters: { receivable: byId(ID), erpRef: '', updateFields } as never,
	});
/** Updates a record that Paystand shows as told, and answers the write with `reply`. */
const updated = async (fields: object, record: object, reply: object) => {
	engine.answer(READ, record);
	engine.answer(PUT, reply);
	return await update(fields);
};

describe('Update of a receivable', () => {
	test('memo, meta and the customer go with it under the names that Paystand takes', async () => {
		await engine.addCustomer();
		await engine.addReceivable('1001', { memo: 'first', meta: { project: 'P-1' }, terms: 'N30' });
		const { requests, json } = await engine.run({
			resource: 'receivable',
			operation: 'update',
			parameters: {
				receivable: byKey('1001'),
				erpRef: 'INV-1001',
				updateFields: { dueDate: '2027-01-31' },
			} as never,
		});
		const body = requests.at(-1)?.body as Record<string, unknown>;
		expect(body).toMatchObject({ memo: 'first', meta: { project: 'P-1' }, terms: 'N30' });
		// One customer, no name that Paystand fills in.
		expect(Object.keys(body).toSorted()).toEqual(
			[
				...['amountDue', 'currency', 'dueDate', 'erpId', 'erpRef', 'extCustomerId', 'memo'],
				...['meta', 'postingDate', 'terms', 'totalAmount'],
			].toSorted(),
		);
		expect(json[0]).not.toHaveProperty('changedUnasked');
	});

	test('a memo that the write emptied is named, other spellings are not', async () => {
		const { json } = await updated({ dueDate: '2027-01-31' }, RECEIVABLE, {
			...RECEIVABLE,
			amount: 100,
			date: '11-01-2026',
			dateDue: '2027-01-31',
			status: 'current',
			memo: null,
			meta: { project: 'P-2' },
			lastUpdated: '2026-11-23T00:00:00.000Z',
		});
		expect(json[0].changedUnasked).toEqual([
			{ field: 'memo', before: 'first', after: null },
			{ field: 'meta', before: { project: 'P-1' }, after: { project: 'P-2' } },
		]);
	});

	test('a payment that our write undid is named', async () => {
		const { json } = await updated({ dueDate: '2027-01-31' }, RECEIVABLE, {
			...RECEIVABLE,
			amountPaid: '0.00',
		});
		expect(json[0].changedUnasked).toEqual([
			{ field: 'amountPaid', before: '40.00', after: '0.00' },
		]);
	});

	test('a reply in short is no alarm: the record is read once more', async () => {
		const { json, error } = await updated({ dueDate: '2027-01-31' }, RECEIVABLE, { id: ID });
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ id: ID, memo: 'first' });
		expect(json[0]).not.toHaveProperty('changedUnasked');
	});

	test.each([
		['amount', '1,000.00', "not an amount: '1,000.00'"],
		['amount', 'NaN', "not an amount: 'NaN'"],
		['amount', null, 'not an amount: an object'],
		['amountPaid', { value: '1' }, 'not an amount: an object'],
		['amountPaid', '1e2', "not an amount: '1e2'"],
		['amountPaid', undefined, 'missing'],
	])('a stored %s of %s stops it', async (name, value, what) => {
		engine.answer(READ, { ...RECEIVABLE, [name]: value });
		const { error, requests } = await update({ dueDate: '2027-01-31' });
		expect(error?.message).toBe(
			`The '${name}' of receivable ${ID} (ERP Invoice ID '1001') is ${what}`,
		);
		expect(error?.description).toContain('nothing was changed');
		expect(requests.map(({ method }) => method)).not.toContain('PUT');
	});

	test('with both amounts given, what is stored does not matter', async () => {
		engine.answer(READ, { ...RECEIVABLE, amount: '1,000.00', amountPaid: null });
		engine.answer(PUT, { ...RECEIVABLE, amount: '1000.00', amountPaid: '400.00' });
		const { json, error } = await update({ totalAmount: '1000', amountDue: '600' });
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ openBalance: '600.00' });
	});
});

describe('Create or Update', () => {
	test('a customer keeps its memo and meta', async () => {
		await engine.addCustomer('C-1', { memo: 'VIP', meta: { region: 'west' } });
		const { json, requests } = await engine.run({
			resource: 'customer',
			operation: 'upsert',
			parameters: {
				extCustomerId: 'C-1',
				customerName: 'New Name',
				email: 'new@example.com',
			} as never,
		});
		expect(requests.at(-1)?.body).toMatchObject({ memo: 'VIP', meta: { region: 'west' } });
		expect(requests.at(-1)?.body).not.toHaveProperty('payer');
		expect(json[0]).toMatchObject({ outcome: 'updated' });
		expect(json[0]).not.toHaveProperty('changedUnasked');
	});
});

describe('Update of a credit memo', () => {
	const MEMO = {
		object: 'creditMemo',
		id: ID,
		extId: 'CM-1',
		extKey: 'CM-1',
		amount: 50,
		amountRemaining: 30,
		extCustomerId: 'C-1',
		extCreationDate: '11-01-2026',
		extPostedDate: '11-01-2026',
		status: 'active',
		currency: 'USD',
		memo: 'first',
	};
	const updateMemo = (updateFields: object) =>
		engine.run({
			resource: 'creditMemo',
			operation: 'update',
			parameters: { creditMemo: byId(ID), updateFields } as never,
		});

	test('names what changed unasked', async () => {
		engine.answer(/GET \/v3\/creditMemos\//, MEMO);
		engine.answer(/PUT \/v3\/creditMemos\//, { ...MEMO, amountRemaining: 50, memo: '' });
		const { json } = await updateMemo({ extKey: 'CM-1' });
		expect(json[0].changedUnasked).toEqual([
			{ field: 'amountRemaining', before: 30, after: 50 },
			{ field: 'memo', before: 'first', after: '' },
		]);
	});

	test.each([
		['amount', '1,000.00'],
		['amountRemaining', undefined],
	])('a stored %s of %s stops it', async (name, value) => {
		engine.answer(/GET \/v3\/creditMemos\//, { ...MEMO, [name]: value });
		const { error, requests } = await updateMemo({ extKey: 'CM-2' });
		expect(error?.message).toContain(
			`The '${name}' of credit memo ${ID} (ERP Credit Memo ID 'CM-1') is`,
		);
		expect(requests.map(({ method }) => method)).not.toContain('PUT');
	});

	const bodyOf = async (stored: object, updateFields: object) => {
		const bodies: unknown[] = [];
		engine.answer(/GET \/v3\/creditMemos\//, { ...MEMO, ...stored });
		const { error, requests } = await updateMemo(updateFields);
		for (const { method, body } of requests) if (method === 'PUT') bodies.push(body);
		return { body: bodies[0], error };
	};

	test('a stored amount that is no amount stands in the way of nobody when both are set', async () => {
		const { body } = await bodyOf(
			{ amount: 'much', amountRemaining: undefined },
			{ amount: '40', amountRemaining: '15' },
		);
		expect(body).toMatchObject({ amount: 40, amountRemaining: 15 });
	});

	test.each([
		[{ amount: 'much' }, { amountRemaining: '15' }, "The 'amount' of"],
		[{ amountRemaining: null, extId: undefined }, { amount: '40' }, `credit memo ${ID} is`],
		[{ amountRemaining: 20 }, { amountRemaining: '50.01' }, 'is more than'],
	])('a stored %o, updated with %o, stops it', async (stored, updateFields, message) => {
		const { body, error } = await bodyOf(stored, updateFields);
		expect(error?.message).toContain(message);
		expect(body).toBeUndefined();
	});

	test('the customer goes along by its ID where no key of the ERP is shown', async () => {
		const { body } = await bodyOf(
			{ extCustomerId: undefined, payerCustomerId: 'cust-7', extPostedDate: 'soon' },
			{ extKey: 'CM-2' },
		);
		expect(body).toMatchObject({ payerCustomerId: 'cust-7', extKey: 'CM-2' });
		// A day that cannot be read is not guessed at.
		expect(body).not.toHaveProperty('extPostedDate');
		expect(body).toMatchObject({ extCreationDate: '11-01-2026' });
	});

	test('and by its key where it is shown', async () => {
		const { body } = await bodyOf({ payerCustomerId: 'cust-7' }, { extKey: 'CM-2' });
		expect(body).toMatchObject({ extCustomerId: 'C-1' });
		expect(body).not.toHaveProperty('payerCustomerId');
	});
});
