import { describe, expect, test } from 'vitest';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine();
const run = (operation: string, parameters: object) =>
	engine.run({ resource: 'customer', operation, parameters: parameters as never });
const byId = (value: string) => ({ mode: 'id', value, __rl: true });
const ACME = { extCustomerId: 'CUST-9', customerName: 'Acme', email: 'pay@acme.example' };

describe('Create', () => {
	test('sends the fields, trimmed, with the extra ones, and gives back the whole record', async () => {
		const { json, error, requests, tokens } = await run('create', {
			...ACME,
			extCustomerId: ' CUST-9 ',
			additionalFields: {
				contactFirstName: 'Dana',
				contactLastName: '',
				extraFields: '{"terms": "NET30", "address": {"city": "Scotts Valley"}}',
			},
		});

		expect(error).toBeUndefined();
		expect(tokens).toBe(1);
		expect(requests).toHaveLength(1);
		expect(requests[0]).toMatchObject({
			method: 'POST',
			path: '/v3/payerCustomers',
			headers: { accept: 'application/json', 'x-customer-id': engine.merchant.id },
		});
		expect(requests[0].body).toEqual({
			...ACME,
			contactFirstName: 'Dana',
			terms: 'NET30',
			address: { city: 'Scotts Valley' },
		});
		expect(json[0]).toMatchObject({ ...ACME, terms: 'NET30', object: 'customer' });
		expect(json[0].payer).toMatchObject({
			externalId: 'CUST-9',
			address: { city: 'Scotts Valley' },
		});
	});

	test('a key that is taken is refused with its field and its value', async () => {
		await engine.addCustomer('CUST-9');
		const { error } = await run('create', ACME);
		expect(error?.message).toBe(
			"Paystand refused the request: A record with this 'ERP Customer ID' already exists.",
		);
		expect(error?.description).toContain("Correct 'ERP Customer ID' and run this again.");
		expect(error?.description).toContain("use the operation 'Create or Update'");
		expect(error?.description).toContain("The value was 'CUST-9'.");
		expect(error?.description).toMatch(/Paystand's reference: [0-9a-f]{32}\./);
	});

	test('an email that is none is refused before anything is sent', async () => {
		const { error, requests } = await run('create', { ...ACME, email: '=nobody at acme' });
		expect(error?.message).toBe("'Email' is not an email address");
		expect(error?.description).toContain('Write it like name@email.com.');
		expect(requests).toEqual([]);
	});
});

describe('Get', () => {
	test('simplified: the flat fields and the id of the payer', async () => {
		const customer = await engine.addCustomer('CUST-9', { contactFirstName: 'Dana', memo: 'x' });
		const { json, requests } = await run('get', { customer: byId(customer.id) });
		expect(requests).toMatchObject([{ method: 'GET', path: `/v3/payerCustomers/${customer.id}` }]);
		expect(json).toEqual([
			{
				id: customer.id,
				extCustomerId: 'CUST-9',
				customerName: 'Acme Dental Group',
				email: 'dana.reed@example.com',
				contactFirstName: 'Dana',
				status: 'active',
				created: customer.created,
				lastUpdated: customer.lastUpdated,
				payerId: customer.payer.id,
			},
		]);
	});

	test('not simplified: every field, also those nobody knows', async () => {
		const customer = await engine.addCustomer('CUST-9', { loyalty: { tier: 3 } });
		const { json } = await run('get', { customer: byId(customer.id), simplify: false });
		expect(json).toEqual([customer]);
		expect(json[0].loyalty).toEqual({ tier: 3 });
	});

	test('an id of another account names the three things it can be', async () => {
		const { error, tokens } = await run('get', { customer: byId('zzzzzzzzzzzzzzzzzzzzzzzz') });
		expect(error?.message).toBe(
			'Paystand did not accept the request, even with a fresh access token',
		);
		for (const cause of ['Client Secret', 'Customer ID', 'not in this Paystand account'])
			expect(error?.description).toContain(cause);
		// It was fetched for this very request, so another one would not help.
		expect(tokens).toBe(1);
	});
});

describe('Get Many', () => {
	test('Limit asks for no more than it needs, Return All reads to the end, newest first', async () => {
		for (let index = 0; index < 60; index++) await engine.addCustomer(`CUST-${index}`);
		const { json, requests } = await run('getAll', { limit: 3 });
		expect(json.map((row) => row.extCustomerId)).toEqual(['CUST-59', 'CUST-58', 'CUST-57']);
		expect(requests).toMatchObject([{ path: '/v3/payerCustomers', query: { offset: '0' } }]);

		const all = await run('getAll', { returnAll: true });
		expect(all.json.map((row) => row.extCustomerId)).toEqual(
			Array.from({ length: 60 }, (_, index) => `CUST-${59 - index}`),
		);
	});

	test('filters look for a part of a text in any case, and rows they drop do not count', async () => {
		for (let index = 0; index < 55; index++)
			await engine.addCustomer(`CUST-${index}`, {
				customerName: index < 2 ? `Borealis ${index}` : 'Acme',
				email: `c${index}@example.com`,
			});
		const { json } = await run('getAll', { limit: 2, filters: { customerName: 'bOREALIS' } });
		expect(json.map((row) => row.customerName)).toEqual(['Borealis 1', 'Borealis 0']);
		const none = await run('getAll', { filters: { customerName: 'Borealis', email: 'c40@' } });
		expect(none.json).toEqual([]);
		const byKey = await run('getAll', { filters: { extCustomerId: 'cust-41' } });
		expect(byKey.json.map((row) => row.extCustomerId)).toEqual(['CUST-41']);
	});

	test('a Limit of zero from an expression asks for nothing', async () => {
		await engine.addCustomer();
		const { json, requests } = await run('getAll', { limit: '={{ 0 }}' });
		expect([json, requests]).toEqual([[], []]);
	});
});

describe('Update', () => {
	test('lays the changes over what is stored and sends the whole', async () => {
		const customer = await engine.addCustomer('CUST-9', { contactFirstName: 'Dana' });
		const { json, requests } = await run('update', {
			customer: byId(customer.id),
			updateFields: { email: 'new@acme.example', extraFields: { terms: 'NET60' } },
		});
		expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
			`GET /v3/payerCustomers/${customer.id}`,
			`PUT /v3/payerCustomers/${customer.id}`,
		]);
		expect(requests[1].body).toEqual({
			extCustomerId: 'CUST-9',
			customerName: 'Acme Dental Group',
			contactFirstName: 'Dana',
			email: 'new@acme.example',
			terms: 'NET60',
		});
		expect(json[0]).toMatchObject({ id: customer.id, email: 'new@acme.example', terms: 'NET60' });
	});

	test('nothing to change is refused before anything is sent', async () => {
		const { error, requests } = await run('update', {
			customer: byId('8low3hlfk1a7t08trm7043aw'),
			updateFields: { email: '' },
		});
		expect(error?.message).toBe("'Update Fields' are empty");
		expect(error?.description).toContain('Add at least one field to change.');
		expect(requests).toEqual([]);
	});
});

describe('Delete', () => {
	test('gives deleted: true where the account offers it', async () => {
		const customer = await engine.addCustomer();
		engine.merchant.deleteCustomers = true;
		const { json, requests } = await run('delete', { customer: byId(customer.id) });
		expect(json).toEqual([{ deleted: true }]);
		// Read first, so that a reply that gets lost can be told from a customer that never was.
		expect(requests).toMatchObject([
			{ method: 'GET', path: `/v3/payerCustomers/${customer.id}` },
			{ method: 'DELETE', path: `/v3/payerCustomers/${customer.id}` },
		]);
		expect((await engine.call('GET', '/v3/payerCustomers')).results).toEqual([]);
	});

	test('of a customer that never was, with a lost reply, is not told as deleted', async () => {
		engine.merchant.deleteCustomers = true;
		engine.before(/^DELETE/, async () => {
			engine.setFaults({ brokenAfter: 1, paths: '^DELETE' });
			engine.before(/^DELETE/, async () => engine.setFaults({}));
		});
		const { json, error } = await run('delete', { customer: byId('0123456789abcdefghijklmn') });
		expect(json).toEqual([]);
		expect(error?.message).toMatch(/unknown whether the request took effect/);
	});

	test('one whose reply got lost is looked up: the customer is gone', async () => {
		const customer = await engine.addCustomer();
		engine.merchant.deleteCustomers = true;
		engine.setFaults({ brokenAfter: 1, paths: '^DELETE' });
		// The second attempt is refused, as for any customer that is not there.
		setTimeout(() => engine.setFaults({}), 150);
		const { json, requests } = await run('delete', { customer: byId(customer.id) });
		expect(json).toEqual([{ deleted: true }]);
		expect(requests.at(-1)).toMatchObject({ method: 'GET', path: '/v3/payerCustomers' });
	});

	test('one that did not arrive stays unknown, and the message says so', async () => {
		const customer = await engine.addCustomer();
		engine.merchant.deleteCustomers = true;
		engine.setFaults({ serverError: 1, paths: '^DELETE', seed: 3 });
		const { error, json } = await run('delete', { customer: byId(customer.id) });
		expect(json).toEqual([]);
		expect(error?.message).toContain('it is unknown whether the request took effect');
		expect((await engine.call('GET', '/v3/payerCustomers')).results).toHaveLength(1);
	});

	test('says what to do instead where it does not', async () => {
		const customer = await engine.addCustomer();
		const { error } = await run('delete', { customer: byId(customer.id) });
		expect(error?.message).toBe(
			'In this Paystand account, customers cannot be deleted through the API',
		);
		expect(error?.description).toContain('The customer was not changed.');
		expect(error?.description).toContain('Receivable: Cancel');
	});
});
