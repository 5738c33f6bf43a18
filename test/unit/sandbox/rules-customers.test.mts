import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../../sandbox/server.mts';
import { callerOf, CUSTOMER, startSandbox, type Caller } from './support.mts';

let sandbox: Sandbox;
let api: Caller;
beforeAll(async () => void (sandbox = await startSandbox()));
beforeEach(async () => {
	sandbox.reset();
	api = await callerOf(sandbox);
});
afterAll(() => sandbox.close());

describe('merchant', () => {
	test('the time zone is an IANA name', async () => {
		const { status, body } = await api.get('/customers/timezone');
		expect(status).toBe(200);
		expect(body).toEqual({ timezone: 'America/Los_Angeles' });
	});

	test('some merchants get 400 apiError for the time zone', async () => {
		api.merchant.refusedRoutes.push('getMerchantTimezone:400');
		const { status, body } = await api.get('/customers/timezone');
		expect(status).toBe(400);
		expect(body.error.details.code).toBe('apiError');
	});
});

describe('customers', () => {
	test('a create answers 200 with the customer and its payer, whose id is another', async () => {
		const { status, body } = await api.post('/payerCustomers', CUSTOMER);
		expect(status).toBe(200);
		expect(body).toMatchObject(CUSTOMER);
		expect(body.id).toMatch(/^[a-z0-9]{24}$/);
		expect(body.payer.id).toMatch(/^[a-z0-9]{24}$/);
		expect(body.payer.id).not.toBe(body.id);
		expect(body.payer.externalId).toBe(CUSTOMER.extCustomerId);
	});

	test.each(['extCustomerId', 'customerName', 'email'])('%s is required', async (field) => {
		const { [field]: _gone, ...rest } = CUSTOMER as Record<string, string>;
		const { status, body } = await api.post('/payerCustomers', rest);
		expect(status).toBe(400);
		expect(body.error.details).toMatchObject({
			code: 'apiError',
			detailCode: 'parameterMissing',
			parameter: field,
		});
	});

	test('extCustomerId has 40 characters at most', async () => {
		const fits = { ...CUSTOMER, extCustomerId: 'x'.repeat(40) };
		expect((await api.post('/payerCustomers', fits)).status).toBe(200);
		const long = { ...CUSTOMER, extCustomerId: 'x'.repeat(41) };
		const { status, body } = await api.post('/payerCustomers', long);
		expect(status).toBe(422);
		expect(body.error.details).toMatchObject({
			code: 'validationError',
			parameter: 'extCustomerId',
			value: long.extCustomerId,
		});
	});

	test('of several addresses the first is the primary one', async () => {
		const email = 'first@example.com;second@example.com';
		const { body } = await api.post('/payerCustomers', { ...CUSTOMER, email });
		expect(body.email).toBe(email);
		expect(body.payer.email).toBe('first@example.com');
	});

	test('12 further fields are kept and given back, those of Paystand cannot be set', async () => {
		const { body } = await api.post('/payerCustomers', {
			...CUSTOMER,
			id: 'mine',
			terms: { net: 30 },
			address: { street1: '1 Main St', country: 'USA' },
		});
		expect(body.id).not.toBe('mine');
		expect(body.terms).toEqual({ net: 30 });
		expect(body.payer.address).toEqual({ street1: '1 Main St', country: 'USA' });
	});

	test('a second create with the same extCustomerId is refused', async () => {
		await api.post('/payerCustomers', CUSTOMER);
		const { status, body } = await api.post('/payerCustomers', CUSTOMER);
		expect(status).toBe(400);
		expect(body.error.details).toMatchObject({
			code: 'apiError',
			detailCode: 'alreadyExists',
			parameter: 'extCustomerId',
			value: CUSTOMER.extCustomerId,
		});
		expect(api.merchant.customers.size).toBe(1);
	});

	test('10 or merged, or doubled, by choice, since the sources disagree', async () => {
		const { body: first } = await api.post('/payerCustomers', CUSTOMER);
		sandbox.world.faults.set({ onDuplicate: 'merge' });
		const merged = await api.post('/payerCustomers', { ...CUSTOMER, customerName: 'New' });
		expect(merged.body).toMatchObject({ id: first.id, customerName: 'New' });
		sandbox.world.faults.set({ onDuplicate: 'duplicate' });
		const second = await api.post('/payerCustomers', CUSTOMER);
		expect(second.body.id).not.toBe(first.id);
		expect(api.merchant.customers.size).toBe(2);
	});

	test('the same extCustomerId is free under another merchant', async () => {
		await api.post('/payerCustomers', CUSTOMER);
		const other = await callerOf(sandbox, 1);
		expect((await other.post('/payerCustomers', CUSTOMER)).status).toBe(200);
	});

	test('an update changes what is sent and keeps the rest', async () => {
		const { body } = await api.post('/payerCustomers', { ...CUSTOMER, terms: 'net 30' });
		const changed = await api.put(`/payerCustomers/${body.id}`, { customerName: 'Changed' });
		expect(changed.status).toBe(200);
		expect(changed.body).toMatchObject({ ...CUSTOMER, customerName: 'Changed', terms: 'net 30' });
		expect(changed.body.payer).toMatchObject({ id: body.payer.id, name: 'Changed' });
		const read = await api.get(`/payerCustomers/${body.id}`);
		expect(read.body).toEqual(changed.body);
	});

	test('an update cannot take the extCustomerId of another customer', async () => {
		await api.post('/payerCustomers', CUSTOMER);
		const { body } = await api.post('/payerCustomers', { ...CUSTOMER, extCustomerId: 'B' });
		const taken = await api.put(`/payerCustomers/${body.id}`, {
			extCustomerId: CUSTOMER.extCustomerId,
		});
		expect(taken.status).toBe(400);
		expect(taken.body.error.details.detailCode).toBe('alreadyExists');
		expect((await api.put(`/payerCustomers/${body.id}`, { extCustomerId: 'C' })).status).toBe(200);
	});

	test('an id of another merchant is 401, not 404, and so is an id that does not exist', async () => {
		const { body } = await api.post('/payerCustomers', CUSTOMER);
		const other = await callerOf(sandbox, 1);
		for (const reply of [
			await other.get(`/payerCustomers/${body.id}`),
			await other.put(`/payerCustomers/${body.id}`, CUSTOMER),
			await api.get('/payerCustomers/aaaaaaaaaaaaaaaaaaaaaaaa'),
			await api.get('/payerCustomers/nonsense'),
		]) {
			expect(reply.status).toBe(401);
			expect(reply.body.error.details.code).toBe('insufficientResourceAccess');
		}
	});

	test('the payer id is not the customer id: it is 401 there', async () => {
		const { body } = await api.post('/payerCustomers', CUSTOMER);
		expect((await api.get(`/payerCustomers/${body.payer.id}`)).status).toBe(401);
	});

	test('a list shows only the own customers', async () => {
		await api.post('/payerCustomers', CUSTOMER);
		const other = await callerOf(sandbox, 1);
		expect((await api.get('/payerCustomers')).body.results).toHaveLength(1);
		expect((await other.get('/payerCustomers')).body.results).toHaveLength(0);
	});

	test('there is no delete (404), unless the account has it', async () => {
		const { body } = await api.post('/payerCustomers', CUSTOMER);
		expect((await api.delete(`/payerCustomers/${body.id}`)).status).toBe(404);
		api.merchant.deleteCustomers = true;
		const gone = await api.delete(`/payerCustomers/${body.id}`);
		expect(gone.status).toBe(204);
		expect(gone.body).toBe('');
		expect((await api.get(`/payerCustomers/${body.id}`)).status).toBe(401);
	});
});
