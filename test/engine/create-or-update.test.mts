import { beforeEach, describe, expect, test } from 'vitest';
import type { FaultSettings } from '../../sandbox/faults.mts';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine();
const written = (requests: { method: string; path: string }[]) =>
	requests.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);

describe('customers', () => {
	const upsert = (rows: object[], parameters: object = {}) =>
		engine.run({
			resource: 'customer',
			operation: 'upsert',
			items: rows.map((json) => ({ json: json as never })),
			parameters: {
				extCustomerId: '={{ $json.key }}',
				customerName: '={{ $json.name }}',
				email: 'ap@example.com',
				...parameters,
			},
		});

	test('created, then unchanged, then updated', async () => {
		const first = await upsert([{ key: 'C-1', name: 'Acme' }]);
		expect(first.json[0]).toMatchObject({ outcome: 'created', extCustomerId: 'C-1' });
		const second = await upsert([{ key: 'C-1', name: 'Acme' }]);
		expect(second.json[0]).toMatchObject({ outcome: 'unchanged', customerName: 'Acme' });
		expect(written(second.requests)).toEqual([]);
		const third = await upsert([{ key: 'C-1', name: 'Acme Ltd' }]);
		expect(third.json[0]).toMatchObject({ outcome: 'updated', customerName: 'Acme Ltd' });
		expect(written(third.requests)).toEqual([`PUT /v3/payerCustomers/${first.json[0].id}`]);
		expect((await engine.call('GET', '/v3/payerCustomers')).results).toHaveLength(1);
	});

	test.each([7, 25])('a server with pages of %d rows: nothing is made twice', async (pageCap) => {
		const rows = Array.from({ length: 60 }, (_, number) => ({ key: `C-${number}`, name: 'Acme' }));
		await upsert(rows);
		engine.setFaults({ pageCap, onDuplicate: 'duplicate' });
		const again = await upsert(rows);
		expect(new Set(again.json.map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']));
		expect(engine.merchant.customers.size).toBe(60);
		const read = await engine.run({
			resource: 'customer',
			operation: 'getAll',
			parameters: { returnAll: true },
		});
		expect(new Set(read.json.map(({ id }) => id)).size).toBe(60);
	});

	test('two rows with one key create once and update once, and the list is read once', async () => {
		const { json, requests } = await upsert([
			{ key: 'C-1', name: 'Acme' },
			{ key: 'C-2', name: 'Borealis' },
			{ key: 'C-1', name: 'Acme Ltd' },
			{ key: 'C-1', name: 'Acme Ltd' },
		]);
		expect(json.map(({ outcome }) => outcome)).toEqual([
			'created',
			'created',
			'updated',
			'unchanged',
		]);
		expect(requests.filter(({ path }) => path === '/v3/payerCustomers').length).toBe(3);
		expect((await engine.call('GET', '/v3/payerCustomers')).results).toHaveLength(2);
	});

	test.each(['list', 'index', 'of customer', 'customer list', 'list of customer'])(
		'the key %j, refused as taken, does not wait for itself',
		async (key) => {
			// Somebody else creates it after the list was read.
			engine.before(/^POST .*payerCustomers/, async () => void (await engine.addCustomer(key)));
			const { json, error } = await upsert([{ key, name: 'Acme' }]);
			expect(error).toBeUndefined();
			expect(json).toMatchObject([{ extCustomerId: key, outcome: 'updated' }]);
		},
		10_000,
	);

	test('keys that are names of JavaScript are keys like others', async () => {
		const keys = ['__proto__', 'constructor', 'toString'];
		const rows = keys.map((key) => ({ key, name: key }));
		expect((await upsert(rows)).json.map(({ outcome }) => outcome)).toEqual(
			keys.map(() => 'created'),
		);
		expect((await upsert(rows)).json.map(({ outcome }) => outcome)).toEqual(
			keys.map(() => 'unchanged'),
		);
	});
});

describe('receivables', () => {
	const upsert = (rows: object[], parameters: object = {}, onError?: 'continueRegularOutput') =>
		engine.run({
			resource: 'receivable',
			operation: 'upsert',
			onError,
			items: rows.map((json) => ({ json: json as never })),
			parameters: {
				customer: { mode: 'key', value: 'CUST-1', __rl: true },
				erpId: '={{ $json.key }}',
				erpRef: '=INV-{{ $json.key }}',
				totalAmount: '={{ $json.total ?? "100.00" }}',
				postingDate: '2026-11-01',
				dueDate: '2026-11-30',
				...parameters,
			} as never,
		});
	const stored = async () => (await engine.call('GET', '/v3/receivables/read')).results;

	beforeEach(() => engine.addCustomer());

	test('a field that no reply shows does not make the same row another one', async () => {
		// Paystand keeps the extra field to itself.
		const created = await engine.addReceivable('7');
		engine.answer(/^POST .*receivables.create/, created, { times: 1 });
		engine.answer(/^GET .*receivables.read/, { results: [] });
		const additionalFields = { extraFields: '{"internalNote": "x"}' };
		const { json, requests, error } = await upsert([{ key: '7' }, { key: '7' }], {
			additionalFields,
		});
		expect(error).toBeUndefined();
		expect(json.map(({ outcome }) => outcome)).toEqual(['created', 'unchanged']);
		expect(written(requests)).toEqual([]);
	});

	test('a second run of the same rows writes nothing', async () => {
		const rows = Array.from({ length: 12 }, (_, index) => ({ key: `${index}` }));
		expect((await upsert(rows)).json.map(({ outcome }) => outcome)).toEqual(
			rows.map(() => 'created'),
		);
		const again = await upsert(rows);
		expect(again.json.map(({ outcome }) => outcome)).toEqual(rows.map(() => 'unchanged'));
		expect(written(again.requests)).toEqual([]);
	});

	test('a paid receivable is left alone, and its payments stay', async () => {
		await upsert([{ key: '1' }, { key: '2' }]);
		await engine.pay('1');
		await engine.pay('2', '30.00');
		const { json, requests } = await upsert([{ key: '1' }, { key: '2' }]);
		expect(json).toMatchObject([
			{ outcome: 'unchanged', status: 'paid', openBalance: '0.00' },
			{ outcome: 'unchanged', amountPaid: '30.00', openBalance: '70.00' },
		]);
		expect(written(requests)).toEqual([]);
	});

	test('Status Active does not count as a change of what is paid', async () => {
		const parameters = { additionalFields: { status: 'active' } };
		await upsert([{ key: '1' }], parameters);
		await engine.pay('1');
		const { json, requests } = await upsert([{ key: '1' }], parameters);
		expect(json).toMatchObject([{ outcome: 'unchanged', status: 'paid' }]);
		expect(written(requests)).toEqual([]);
	});

	test('what somebody else has brought up to date since is not written again', async () => {
		const [{ id }] = (await upsert([{ key: '1' }])).json;
		engine.before(/^GET .*\/\w{24}\/read/, () =>
			engine.call('PUT', `/v3/receivables/${String(id)}/update`, {
				erpId: '1',
				erpRef: 'INV-1',
				totalAmount: '120.00',
				amountDue: '120.00',
				currency: 'USD',
				postingDate: '2026-11-01',
				dueDate: '2026-11-30',
				extCustomerId: 'CUST-1',
			}),
		);
		const { json, requests } = await upsert([{ key: '1', total: '120.00' }]);
		expect(json).toMatchObject([{ outcome: 'unchanged', amount: '120.00' }]);
		// That of somebody else, and none of ours.
		expect(written(requests)).toHaveLength(1);
	});

	test('a new total keeps what was paid', async () => {
		await upsert([{ key: '1' }]);
		await engine.pay('1', '30.00');
		const { json } = await upsert([{ key: '1', total: '120.00' }]);
		expect(json).toMatchObject([
			{ outcome: 'updated', amount: '120.00', amountPaid: '30.00', openBalance: '90.00' },
		]);
	});

	test('Amount Due is for new ones only, unless Overwrite Balance is on', async () => {
		const due = (amountDue: string) => ({ additionalFields: { amountDue } });
		expect((await upsert([{ key: '1' }], due('80'))).json[0]).toMatchObject({
			outcome: 'created',
			openBalance: '80.00',
		});
		expect((await upsert([{ key: '1' }], due('50'))).json[0]).toMatchObject({
			outcome: 'unchanged',
			openBalance: '80.00',
		});
		const over = await upsert([{ key: '1' }], { ...due('50'), overwriteBalance: true });
		expect(over.json[0]).toMatchObject({ outcome: 'updated', openBalance: '50.00' });
	});

	test('a payment between the reading of the list and the write is not undone', async () => {
		await upsert([{ key: '1' }]);
		engine.before(/^GET .*\/\w{24}\/read/, () => engine.pay('1', '30.00'));
		const { json } = await upsert([{ key: '1', total: '120.00' }]);
		expect(json[0]).toMatchObject({ outcome: 'updated', openBalance: '90.00' });
		expect(await stored()).toMatchObject([{ amount: '120.00', amountPaid: '30.00' }]);
	});

	test.each(['reject', 'merge', 'duplicate'] as const)(
		'one record a key, also when somebody else creates it meanwhile and Paystand would %s it',
		async (onDuplicate: FaultSettings['onDuplicate']) => {
			engine.setFaults({ onDuplicate });
			await upsert([{ key: '1' }, { key: '1' }, { key: '2' }]);
			const again = await upsert([{ key: '2' }, { key: '1' }]);
			expect(again.json.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged']);
			expect(await stored()).toHaveLength(2);
		},
	);

	test('a key that somebody else has created since is updated instead', async () => {
		engine.before(/^POST/, () => engine.addReceivable('1'));
		const { json, error } = await upsert([{ key: '1', total: '120.00' }]);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ outcome: 'updated', amount: '120.00' }]);
		expect(await stored()).toHaveLength(1);
	});

	test('another import of the same rows costs few readings of the list, not one for each row', async () => {
		const keys = Array.from({ length: 30 }, (_, index) => String(index + 1));
		// Both write at the same time; either may be first with a row, and Paystand refuses the other.
		const other = async (key: string) => await engine.addReceivable(key).catch(() => undefined);
		engine.before(/^POST .*create/, async () => await Promise.all(keys.map(other)));
		const { json, requests } = await upsert(keys.map((key) => ({ key })));
		expect(json).toHaveLength(30);
		expect(json.filter(({ error }) => error)).toEqual([]);
		const lists = requests.filter(({ path, method }) => method === 'GET' && /\/read$/.test(path));
		expect(lists.filter(({ path }) => path === '/v3/receivables/read').length).toBeLessThan(8);
		expect((await engine.call('GET', '/v3/receivables/read?limit=100')).results).toHaveLength(30);
	});

	test('two rows with one key and different values: the second is refused, the first stays', async () => {
		const rows = [
			{ key: '1001', total: '100.00' },
			{ key: '1002', total: '7.00' },
			{ key: '1001', total: '250.00' },
			{ key: '1001', total: '100.00' },
		];
		const { json } = await upsert(rows, {}, 'continueRegularOutput');
		expect(json.map(({ outcome, error }) => outcome ?? error)).toEqual([
			'created',
			'created',
			"'ERP Invoice ID' '1001' comes twice in this run, with different values",
			'unchanged',
		]);
		expect(json[2].details).toMatch(/^Item 0 was written; item 2 was not/);
		expect((await stored()).map(({ extId, amount }: any) => [extId, amount])).toEqual([
			['1002', '7.00'],
			['1001', '100.00'],
		]);
	});

	test('amounts as numbers are the same amounts', async () => {
		await upsert([{ key: '1', total: '289.82' }]);
		engine.setFaults({ amountsAsNumbers: true });
		const { json } = await upsert([{ key: '1', total: '289.82' }]);
		expect(json).toMatchObject([{ outcome: 'unchanged', amount: 289.82 }]);
	});

	test('a create whose reply got lost is found, not repeated', async () => {
		engine.setFaults({ brokenAfter: 1, paths: 'receivables/create' });
		const { json, error, requests } = await upsert([{ key: '1' }, { key: '1' }]);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([
			{ outcome: 'created', extId: '1', openBalance: '100.00' },
			{ outcome: 'unchanged', extId: '1' },
		]);
		expect(written(requests)).toEqual(['POST /v3/receivables/create']);
		expect(await stored()).toHaveLength(1);
	});

	test('a create that never arrived is not repeated either, and the message says so', async () => {
		engine.setFaults({ broken: 1, paths: 'receivables/create' });
		const { error, requests } = await upsert([{ key: '1' }]);
		expect(error?.message).toMatch(/unknown whether the request took effect/);
		expect(written(requests)).toEqual(['POST /v3/receivables/create']);
	});
});
