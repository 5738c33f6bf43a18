import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../../sandbox/server.mts';
import { callerOf, CUSTOMER, RECEIVABLE, startSandbox, type Caller } from './support.mts';

let sandbox: Sandbox;
let api: Caller;
let customer: { id: string };
beforeAll(async () => void (sandbox = await startSandbox()));
beforeEach(async () => {
	sandbox.reset();
	api = await callerOf(sandbox);
	customer = (await api.post('/payerCustomers', CUSTOMER)).body;
});
afterAll(() => sandbox.close());

const create = (changes: object = {}) =>
	api.post('/receivables/create', { ...RECEIVABLE, ...changes });
const without = (field: string) => {
	const { [field]: _gone, ...rest } = RECEIVABLE as Record<string, string>;
	return rest;
};

describe('create', () => {
	test('a create answers 200 with the fields under their stored names', async () => {
		const { status, body } = await create({ amountDue: '60.00' });
		expect(status).toBe(200);
		expect(body).toMatchObject({
			object: 'receivable',
			extId: 'TEST-INV-1',
			amount: '100.00',
			amountPaid: '40.00',
			currency: 'USD',
			date: '2026-11-01',
			dateDue: '2026-11-30',
			status: 'active',
			extCustomerId: CUSTOMER.extCustomerId,
			payerEmail: CUSTOMER.email,
			attachments: [],
		});
	});

	test('amountDue is consumed, and neither erpRef nor any sent name comes back', async () => {
		const { body } = await create();
		for (const name of ['amountDue', 'erpRef', 'invoiceKey', 'erpId', 'totalAmount', 'dueDate'])
			expect(body).not.toHaveProperty(name);
	});

	test('the reply of a create and /read have the same shape', async () => {
		const { body } = await create();
		const read = await api.get(`/receivables/${body.id}/read`);
		expect(read.status).toBe(200);
		expect(read.body).toEqual(body);
	});

	test.each([
		['erpId', 'extId'],
		['erpRef', 'invoiceKey'],
		['totalAmount', 'amount'],
		['amountDue', 'amountDue'],
		['currency', 'currency'],
		['postingDate', 'date'],
		['dueDate', 'dateDue'],
	])('a missing %s is reported as %s, 400 parameterMissing', async (field, stored) => {
		const { status, body } = await api.post('/receivables/create', without(field));
		expect(status).toBe(400);
		expect(body.error.details).toMatchObject({
			code: 'apiError',
			detailCode: 'parameterMissing',
			parameter: stored,
		});
	});

	test('invoiceId is no other name for erpId', async () => {
		const { body } = await api.post('/receivables/create', {
			...without('erpId'),
			invoiceId: 'TEST-INV-1',
		});
		expect(body.error.details).toMatchObject({
			detailCode: 'parameterMissing',
			parameter: 'extId',
		});
	});

	test.each([
		['an amount that is a number', { totalAmount: 100 }, 'amount'],
		['a negative amount', { totalAmount: '-5.00' }, 'amount'],
		['a negative amount due', { amountDue: '-5.00' }, 'amountDue'],
		['an amount of zero', { totalAmount: '0.00', amountDue: '0.00' }, 'amount'],
		['three decimal places', { totalAmount: '1.005' }, 'amount'],
		['a decimal comma', { totalAmount: '12,5' }, 'amount'],
		['more due than the total', { amountDue: '100.01' }, 'amountDue'],
		['a US date', { dueDate: '11-30-2026' }, 'dateDue'],
		['a day that does not exist', { dueDate: '2026-02-31' }, 'dateDue'],
		['another currency', { currency: 'EUR' }, 'currency'],
		['a status that is filled by payment only', { status: 'paid' }, 'status'],
		['an erpId of 41 characters', { erpId: 'x'.repeat(41) }, 'extId'],
		['an erpRef of 41 characters', { erpRef: 'x'.repeat(41) }, 'invoiceKey'],
	])('%s is 422 validationError', async (_name, changes, parameter) => {
		const { status, body } = await create(changes);
		expect(status).toBe(422);
		expect(body.error.details).toMatchObject({ code: 'validationError', parameter });
		expect(api.merchant.receivables.size).toBe(0);
	});

	test('keys of 40 characters and CAD are accepted', async () => {
		const changes = { erpId: 'x'.repeat(40), erpRef: 'y'.repeat(40), currency: 'CAD' };
		expect((await create(changes)).body).toMatchObject({ extId: changes.erpId, currency: 'CAD' });
	});

	test('an amountDue of 0 gives a receivable that is paid already', async () => {
		const { body } = await create({ amountDue: '0' });
		expect(body).toMatchObject({ status: 'paid', amountPaid: '100.00' });
		expect(body.datePaid).toBe(body.created);
	});

	test('the customer may be named by payerCustomerId instead', async () => {
		const { status, body } = await create({
			extCustomerId: undefined,
			payerCustomerId: customer.id,
		});
		expect(status).toBe(200);
		expect(body).toMatchObject({ payerCustomerId: customer.id, extCustomerId: 'CUST-42974F02' });
	});

	test('one of the two customer ids, not both and not none', async () => {
		const both = await create({ payerCustomerId: customer.id });
		expect(both.status).toBe(422);
		const none = await create({ extCustomerId: undefined });
		expect(none.status).toBe(400);
		expect(none.body.error.details).toMatchObject({
			detailCode: 'parameterMissing',
			parameter: 'extCustomerId',
		});
	});

	test('the customer must exist', async () => {
		const unknown = await create({ extCustomerId: 'NOBODY' });
		expect(unknown.status).toBe(400);
		expect(unknown.body.error.details).toMatchObject({
			code: 'apiError',
			parameter: 'extCustomerId',
			value: 'NOBODY',
		});
	});

	test('a second create with the same erpId is refused, merged or doubled by choice', async () => {
		const { body: first } = await create();
		const again = await create();
		expect(again.status).toBe(400);
		expect(again.body.error.details).toMatchObject({
			detailCode: 'alreadyExists',
			parameter: 'extId',
			value: 'TEST-INV-1',
		});
		sandbox.world.faults.set({ onDuplicate: 'merge' });
		const merged = await create({ totalAmount: '120.00', amountDue: '120.00' });
		expect(merged.body).toMatchObject({ id: first.id, amount: '120.00' });
		sandbox.world.faults.set({ onDuplicate: 'duplicate' });
		expect((await create()).body.id).not.toBe(first.id);
	});

	test('12 further fields are kept and given back', async () => {
		const { body } = await create({ meta: { poNumber: 'PO-1' }, memo: 'thanks' });
		expect(body).toMatchObject({ meta: { poNumber: 'PO-1' }, memo: 'thanks' });
	});

	test('11 amounts are JSON numbers when the world says so', async () => {
		sandbox.world.faults.set({ amountsAsNumbers: true });
		expect((await create()).body).toMatchObject({ amount: 100, amountPaid: 0 });
	});
});

describe('update and cancel', () => {
	test('an update needs the full body: a part fails on invoiceKey', async () => {
		const { body } = await create();
		const partly = await api.put(`/receivables/${body.id}/update`, without('erpRef'));
		expect(partly.status).toBe(400);
		expect(partly.body.error.details).toMatchObject({
			detailCode: 'parameterMissing',
			parameter: 'invoiceKey',
		});
	});

	test('an update changes amounts and days and can re-key', async () => {
		const { body } = await create();
		const changed = await api.put(`/receivables/${body.id}/update`, {
			...RECEIVABLE,
			erpId: 'TEST-INV-2',
			totalAmount: '120.00',
			amountDue: '50.00',
			dueDate: '2026-12-15',
		});
		expect(changed.status).toBe(200);
		expect(changed.body).toMatchObject({
			id: body.id,
			extId: 'TEST-INV-2',
			amount: '120.00',
			amountPaid: '70.00',
			dateDue: '2026-12-15',
			status: 'active',
		});
		expect((await create()).status).toBe(200);
	});

	test('an update cannot take the erpId of another receivable', async () => {
		await create();
		const { body } = await create({ erpId: 'TEST-INV-2' });
		const taken = await api.put(`/receivables/${body.id}/update`, RECEIVABLE);
		expect(taken.body.error.details).toMatchObject({
			detailCode: 'alreadyExists',
			parameter: 'extId',
		});
	});

	test('an update with status cancelled cancels, and one without keeps it so', async () => {
		const { body } = await create();
		const path = `/receivables/${body.id}/update`;
		const cancelled = await api.put(path, { ...RECEIVABLE, status: 'cancelled' });
		expect(cancelled.body.status).toBe('cancelled');
		expect((await api.put(path, without('status'))).body.status).toBe('cancelled');
		expect((await api.put(path, RECEIVABLE)).body.status).toBe('active');
	});

	test('a cancel needs no body; the record stays', async () => {
		const { body } = await create();
		const { status, body: cancelled } = await api.send(
			'POST',
			`/receivables/${body.id}/cancel`,
			'',
			{
				'content-type': 'application/json',
			},
		);
		expect(status).toBe(200);
		expect(cancelled.status).toBe('cancelled');
		expect((await api.get(`/receivables/${body.id}/read`)).body.status).toBe('cancelled');
	});

	test('there is no delete', async () => {
		const { body } = await create();
		expect((await api.delete(`/receivables/${body.id}`)).status).toBe(404);
	});
});

describe('read', () => {
	test('the older shape: current, MM-DD-YYYY, no posting day', async () => {
		const { body } = await create();
		const older = await api.get(`/receivables/${body.id}`);
		expect(older.status).toBe(200);
		expect(older.body).toMatchObject({ id: body.id, status: 'current', dateDue: '11-30-2026' });
		expect(older.body).not.toHaveProperty('date');
	});

	test('an id of another merchant is 401', async () => {
		const { body } = await create();
		const other = await callerOf(sandbox, 1);
		const path = `/receivables/${body.id}`;
		for (const reply of [
			await other.get(path),
			await other.get(`${path}/read`),
			await other.get(`${path}/transactions`),
			await other.put(`${path}/update`, RECEIVABLE),
			await other.post(`${path}/cancel`),
		])
			expect(reply.status).toBe(401);
	});
});
