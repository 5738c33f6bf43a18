import { beforeEach, describe, expect, test } from 'vitest';
import { loadOptionsContext } from './harness/workflow.mts';
import { listSearch } from '../../nodes/Paystand/pickers.ts';
import { useEngine } from './harness/sandbox.mts';

const { searchAttachments, searchCustomers, searchReceivables } = listSearch;
const engine = useEngine();
const get = (receivable: unknown, items?: any[]) =>
	engine.run({
		resource: 'receivable',
		operation: 'get',
		items,
		parameters: { receivable } as never,
	});

let id: string;
beforeEach(async () => {
	await engine.addCustomer();
	({ id } = await engine.addReceivable('1001'));
});

describe('a receivable is found', () => {
	test.each([
		['From List', { mode: 'list', cachedResultName: '1001' }],
		['By ID', { mode: 'id' }],
	])('%s, without reading the list', async (_name, locator) => {
		const { json, requests } = await get({ ...locator, value: id, __rl: true });
		expect(json[0].extId).toBe('1001');
		expect(requests.map(({ path }) => path)).toEqual([`/v3/receivables/${id}/read`]);
	});

	test('By ID with spaces around it, as it is pasted', async () => {
		const { json } = await get({ mode: 'id', value: `= ${id}\n`, __rl: true });
		expect(json[0].id).toBe(id);
	});

	test('as a bare ID, as an AI agent gives it', async () => {
		expect((await get(id)).json[0].extId).toBe('1001');
	});

	test('By Key, with one reading of the list for all items', async () => {
		await engine.addReceivable('1002');
		const keys = ['1001', '1002', '1001', '1002'];
		const { json, requests } = await get(
			{ mode: 'key', value: '={{ $json.key }}', __rl: true },
			keys.map((key) => ({ json: { key } })),
		);
		expect(json.map((row) => row.extId)).toEqual(keys);
		// One page, and the look beyond it.
		expect(requests.filter(({ path }) => path === '/v3/receivables/read')).toHaveLength(2);
	});

	test('By Key, given as a number', async () => {
		const { json } = await get({ mode: 'key', value: '={{ 1001 }}', __rl: true });
		expect(json[0].id).toBe(id);
	});
});

describe('a receivable is not found', () => {
	test('an unknown key is named, with what to do', async () => {
		const { error } = await get({ mode: 'key', value: '9999', __rl: true });
		expect(error?.message).toBe("No receivable with ERP Invoice ID '9999' exists in Paystand");
		expect(error?.description).toContain('create the receivable first with Create or Update');
	});

	test('an empty key and a list where a text belongs are refused before anything is sent', async () => {
		const empty = await get({ mode: 'key', value: '={{ $json.nothing }}', __rl: true });
		expect(empty.error?.message).toBe("'ERP Invoice ID' is empty");
		const list = await get({ mode: 'id', value: '={{ [1, 2] }}', __rl: true });
		expect(list.error?.message).toBe("'Receivable' must be text, not a list");
		expect([...empty.requests, ...list.requests]).toEqual([]);
	});

	test.each(['../customers', 'a b', 'x'.repeat(101), 'id?x=1', '😀'])(
		'what no ID can look like is refused before anything is sent: %j',
		async (value) => {
			const { error, requests } = await get({ mode: 'id', value: `=${value}`, __rl: true });
			expect(error?.message).toMatch(
				/^'Receivable' must be a Paystand ID of 24 letters and digits, not '/,
			);
			expect(error?.description).toContain('Copy the ID');
			expect(requests).toEqual([]);
		},
	);

	test('an unknown customer key is named by its own field', async () => {
		const { error } = await engine.run({
			resource: 'customer',
			operation: 'get',
			parameters: { customer: { mode: 'key', value: 'X-1', __rl: true } } as never,
		});
		expect(error?.message).toBe("No customer with ERP Customer ID 'X-1' exists in Paystand");
	});
});

describe('the pickers', () => {
	const context = (parameters = {}) => loadOptionsContext(engine.credential, parameters) as never;

	test('customers by a part of name, key or email, in any case', async () => {
		await engine.addCustomer('CUST-2', { customerName: 'Borealis', email: 'ap@borealis.example' });
		const names = async (filter?: string) =>
			(await searchCustomers.call(context(), filter)).results.map(({ name }) => name);
		expect(await names()).toEqual([
			'Borealis · CUST-2 · ap@borealis.example',
			'Acme Dental Group · CUST-1 · dana.reed@example.com',
		]);
		expect(await names('DENTAL')).toHaveLength(1);
		expect(await names('cust-2')).toHaveLength(1);
		expect(await names('@borealis')).toHaveLength(1);
		expect(await names('nobody')).toEqual([]);
	});

	test('receivables page by page, none twice and none left out', async () => {
		for (let key = 0; key < 120; key++) await engine.addReceivable(`R-${key}`);
		const first = await searchReceivables.call(context());
		const values = first.results.map(({ value }) => value);
		let token = first.paginationToken as string | undefined;
		for (let looks = 0; token !== undefined && looks < 10; looks++) {
			const next = await searchReceivables.call(context(), undefined, token);
			values.push(...next.results.map(({ value }) => value));
			token = next.paginationToken as string | undefined;
		}
		expect(values).toHaveLength(121);
		expect(new Set(values).size).toBe(121);
		expect(first.results[0].name).toBe('R-119 · Acme Dental Group · CUST-1 · 100.00 USD · active');
	});

	test('attachments of the chosen receivable; without one it says what to choose', async () => {
		const receivable = { mode: 'list', value: id, __rl: true };
		const none = await searchAttachments.call(context({ receivable }));
		expect(none.results).toEqual([]);
		await expect(
			searchAttachments.call(context({ receivable: { ...receivable, value: '' } })),
		).rejects.toThrow("Choose 'Receivable' first, From List or By ID, to see its attachments");
	});
});
