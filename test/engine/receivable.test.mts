import { beforeEach, describe, expect, test } from 'vitest';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine();
const run = (operation: string, parameters: object) =>
	engine.run({ resource: 'receivable', operation, parameters: parameters as never });
const byId = (value: string) => ({ mode: 'id', value, __rl: true });
const byKey = (value: string) => ({ mode: 'key', value, __rl: true });

const INVOICE = {
	customer: byKey('CUST-1'),
	erpId: '1001',
	erpRef: 'INV-1001',
	totalAmount: '289.82',
	currency: 'CAD',
	postingDate: '2026-11-01',
	dueDate: '2026-12-01T00:00:00',
};

beforeEach(() => engine.addCustomer());

describe('Create', () => {
	test('sends the names Paystand takes, due in full, and adds the open balance', async () => {
		const { json, error, requests } = await run('create', INVOICE);
		expect(error).toBeUndefined();
		expect(requests).toMatchObject([{ method: 'POST', path: '/v3/receivables/create' }]);
		expect(requests[0].body).toEqual({
			extCustomerId: 'CUST-1',
			erpId: '1001',
			erpRef: 'INV-1001',
			totalAmount: '289.82',
			amountDue: '289.82',
			currency: 'CAD',
			postingDate: '2026-11-01',
			dueDate: '2026-12-01',
		});
		expect(json[0]).toMatchObject({
			object: 'receivable',
			extId: '1001',
			amount: '289.82',
			amountPaid: '0.00',
			openBalance: '289.82',
			date: '2026-11-01',
			dateDue: '2026-12-01',
			status: 'active',
		});
	});

	test('Amount Due, Status and extra fields go along; a customer by ID goes by its ID', async () => {
		const { results } = await engine.call('GET', '/v3/payerCustomers');
		const { json, requests } = await run('create', {
			...INVOICE,
			customer: byId(results[0].id),
			additionalFields: { amountDue: 89.5, status: 'active', extraFields: '{"memo": "Thanks"}' },
		});
		expect(requests[0].body).toMatchObject({
			payerCustomerId: results[0].id,
			amountDue: '89.50',
			status: 'active',
			memo: 'Thanks',
		});
		expect(requests[0].body).not.toHaveProperty('extCustomerId');
		expect(json[0]).toMatchObject({ amountPaid: '200.32', openBalance: '89.50', memo: 'Thanks' });
	});

	test('a customer that does not exist is named as the field of the screen', async () => {
		const { error } = await run('create', { ...INVOICE, customer: byKey('NOBODY') });
		expect(error?.message).toBe(
			"Paystand refused the request: The customer does not exist: create it first. ('Customer')",
		);
		expect(error?.description).toContain("The value was 'NOBODY'.");
		expect(error?.description).toContain("create it first with Customer 'Create or Update'");
	});

	test('an ERP Invoice ID that is taken points to Create or Update', async () => {
		await engine.addReceivable(INVOICE.erpId);
		const { error } = await run('create', INVOICE);
		expect(error?.message).toContain("A record with this 'ERP Invoice ID' already exists.");
		expect(error?.description).toContain("use the operation 'Create or Update'");
	});

	test('more due than the total is refused before anything is sent', async () => {
		const { error, requests } = await run('create', {
			...INVOICE,
			additionalFields: { amountDue: '289.83' },
		});
		expect(error?.message).toBe("'Amount Due' (289.83) is more than 'Total Amount' (289.82)");
		expect(requests).toEqual([]);
	});
});

describe('Get', () => {
	test('simplified and whole, both with the open balance', async () => {
		const { id } = await engine.addReceivable('1001', { poNumber: 'PO-7' });
		await engine.pay('1001', '40.10');
		const { json, requests } = await run('get', { receivable: byId(id) });
		expect(requests).toMatchObject([{ method: 'GET', path: `/v3/receivables/${id}/read` }]);
		expect(json).toEqual([
			{
				id,
				extId: '1001',
				extCustomerId: 'CUST-1',
				status: 'active',
				amount: '100.00',
				amountPaid: '40.10',
				openBalance: '59.90',
				currency: 'USD',
				date: '2026-11-01',
				dateDue: '2026-11-30',
			},
		]);
		const whole = await run('get', { receivable: byId(id), simplify: false });
		expect(whole.json[0]).toMatchObject({
			poNumber: 'PO-7',
			attachments: [],
			openBalance: '59.90',
		});
	});

	test('amounts that come as numbers stay as they came, and the balance is exact', async () => {
		const { id } = await engine.addReceivable('1001', { totalAmount: '0.30', amountDue: '0.30' });
		await engine.pay('1001', '0.10');
		engine.setFaults({ amountsAsNumbers: true });
		const { json } = await run('get', { receivable: byId(id) });
		expect(json[0]).toMatchObject({ amount: 0.3, amountPaid: 0.1, openBalance: '0.20' });
	});
});

describe('Get Many', () => {
	test('without a period reads the plain list; own filters by customer, key and status', async () => {
		await engine.addCustomer('CUST-2');
		await engine.addReceivable('A-1');
		await engine.addReceivable('A-2', { extCustomerId: 'CUST-2' });
		await engine.addReceivable('B-3');
		await engine.pay('A-1');
		const keys = async (filters: object) => {
			const { json, requests } = await run('getAll', { filters });
			expect(requests[0].path).toBe('/v3/receivables/read');
			return json.map((row) => row.extId);
		};
		expect(await keys({})).toEqual(['B-3', 'A-2', 'A-1']);
		expect(await keys({ extCustomerId: 'CUST-2' })).toEqual(['A-2']);
		expect(await keys({ extId: 'a-' })).toEqual(['A-2', 'A-1']);
		expect(await keys({ status: ['paid', 'cancelled'] })).toEqual(['A-1']);
		expect(await keys({ extId: 'a-', status: ['active'] })).toEqual(['A-2']);
	});

	test('a period is asked of Paystand, in the time zone of the workflow', async () => {
		await engine.addReceivable('1001');
		const between = { period: 'between', from: '2026-11-20', to: '2026-11-23T00:00:00' };
		const { json, requests } = await run('getAll', { filters: between, limit: 5 });
		// The second is the look beyond the only row.
		const GET = { method: 'GET', path: '/v3/receivables' };
		expect(requests).toMatchObject([GET, { ...GET, query: { 'f.offset': '1' } }]);
		expect(requests[0].query).toEqual({
			'f.querytype': 'by-query-filters',
			'f.datepreset': 'custom',
			'f.datestart': '2026-11-20',
			'f.dateend': '2026-11-23',
			'f.datetype': 'created',
			'f.timezone': 'America/New_York',
			'f.limit': '5',
			'f.offset': '0',
		});
		expect(json.map((row) => row.extId)).toEqual(['1001']);

		const earlier = { ...between, to: '2026-11-22', dateType: 'lastUpdated', timezone: 'UTC' };
		const none = await run('getAll', { filters: earlier });
		expect(none.requests[0].query).toMatchObject({
			'f.datetype': 'lastUpdated',
			'f.timezone': 'UTC',
		});
		expect(none.json).toEqual([]);
	});

	test('days the wrong way round are refused', async () => {
		const filters = { period: 'between', from: '2026-11-20', to: '2026-11-19' };
		const { error, requests } = await run('getAll', { filters });
		expect(error?.message).toBe("'From Date' (2026-11-20) is after 'To Date' (2026-11-19)");
		expect(error?.description).toContain('Swap the two days.');
		expect(requests).toEqual([]);
	});
});

describe('Get Transactions', () => {
	test('shows what was applied to which invoice, not what was paid in all', async () => {
		const { id } = await engine.addReceivable('1001');
		await engine.pay('1001', '30.00');
		await engine.pay('1001', '20.00');
		const { json, requests } = await run('getTransactions', { receivable: byKey('1001') });
		expect(requests.at(-1)).toMatchObject({ path: `/v3/receivables/${id}/transactions` });
		expect(json.map((row) => row.amountApplied)).toEqual(['20.00', '30.00']);
		expect(json[0]).toMatchObject({
			resourceType: 'Payment',
			currency: 'USD',
			receivableId: id,
			extId: '1001',
			extCustomerId: 'CUST-1',
		});
		const [whole] = (await run('getTransactions', { receivable: byId(id), simplify: false })).json;
		expect(whole).toMatchObject({ object: 'receivableTransaction', payment: { currency: 'USD' } });
		const one = await run('getTransactions', { receivable: byId(id), limit: 1 });
		expect(one.json).toHaveLength(1);
	});
});

describe('Cancel', () => {
	test('keeps the record, with status cancelled', async () => {
		const { id } = await engine.addReceivable('1001');
		const { json, requests } = await run('cancel', { receivable: byKey('1001') });
		expect(requests.at(-1)).toMatchObject({
			method: 'POST',
			path: `/v3/receivables/${id}/cancel`,
		});
		expect(json[0]).toMatchObject({
			id,
			extId: '1001',
			status: 'cancelled',
			openBalance: '100.00',
		});
	});

	test('one whose reply got lost is looked up, not sent twice', async () => {
		const { id } = await engine.addReceivable('1001');
		engine.setFaults({ brokenAfter: 1, paths: 'cancel$' });
		const { json, requests } = await run('cancel', { receivable: byId(id) });
		expect(requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
		expect(json[0]).toMatchObject({ id, status: 'cancelled', openBalance: '100.00' });
	});

	test('one that did not arrive is not sent twice either, and the message says so', async () => {
		const { id } = await engine.addReceivable('1001');
		engine.setFaults({ broken: 1, paths: 'cancel$' });
		const { error, requests } = await run('cancel', { receivable: byId(id) });
		expect(requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
		expect(error?.message).toBe(
			'Paystand did not answer (the connection was reset), so it is unknown whether the request took effect',
		);
		expect(error?.description).toContain('Check in Paystand whether it did');
	});
});
