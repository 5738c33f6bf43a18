/** Version 2 of the node: writes take their fields from Columns. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { beforeEach, describe, expect, test } from 'vitest';
import { useEngine } from './harness/sandbox.mts';
import type { NodeSettings } from './harness/workflow.mts';

const engine = useEngine();
const MANUAL = 'defineBelow';
const AUTOMATIC = 'autoMapInputData';

/** Columns as n8n saves them. */
const columns = (value: IDataObject | null, matchingColumns: string[] = []) => ({
	...{ mappingMode: value ? MANUAL : AUTOMATIC, value, matchingColumns, schema: [] },
});
const run = (
	resource: string,
	operation: string,
	parameters: object,
	more: NodeSettings & { items?: Array<{ json: IDataObject }> } = {},
) => {
	const all = { ...more, parameters: parameters as INodeParameters };
	return engine.run({ resource, operation, typeVersion: 2, ...all });
};
/** A run that takes the columns of the input by their names. */
const automatic = (
	resource: string,
	operation: string,
	rows: IDataObject[],
	{ matchOn = [] as string[], parameters = {} as object, ...more }: Automatic = {},
) =>
	run(
		resource,
		operation,
		{ columns: columns(null, matchOn), ...parameters },
		{ items: rows.map((json) => ({ json })), ...more },
	);
type Automatic = Omit<NodeSettings, 'parameters'> & { matchOn?: string[]; parameters?: object };

const bodies = (requests: Array<{ method: string; body?: unknown }>) =>
	requests.filter(({ method }) => method !== 'GET').map(({ body }) => body);

/** A row of examples/erp-export.csv. */
const ROW = {
	'Customer ID': 'C-1038',
	'Customer Name': 'St. Brendan School District',
	Email: 'business.office@stbrendansd.example.com',
	'Contact First Name': 'Aoife',
	'Contact Last Name': 'Kelly',
	'Invoice ID': '884120',
	'Invoice Number': 'INV-20411',
	'Invoice Date': '2026-09-01',
	'Due Date': '2026-10-31',
	'Total Amount': '9600.00',
	'Amount Due': '9500.00',
	Currency: 'USD',
	'PDF File': 'INV-20411.pdf',
};

describe('mapped automatically', () => {
	test('a row of the export becomes its customer, then its invoice', async () => {
		const customer = await automatic('customer', 'upsert', [ROW]);
		expect(customer.error).toBeUndefined();
		expect(bodies(customer.requests)).toEqual([
			{
				extCustomerId: 'C-1038',
				customerName: 'St. Brendan School District',
				email: 'business.office@stbrendansd.example.com',
				contactFirstName: 'Aoife',
				contactLastName: 'Kelly',
			},
		]);
		const invoice = await automatic('receivable', 'create', [ROW]);
		expect(invoice.error).toBeUndefined();
		expect(bodies(invoice.requests)).toEqual([
			{
				...{ extCustomerId: 'C-1038', erpId: '884120', erpRef: 'INV-20411' },
				...{ totalAmount: '9600.00', amountDue: '9500.00', currency: 'USD' },
				...{ postingDate: '2026-09-01', dueDate: '2026-10-31' },
			},
		]);
	});

	test('columns that nobody knows are named above the output', async () => {
		await engine.addCustomer('C-1038');
		const { hints } = await automatic('receivable', 'create', [
			{ ...ROW, Region: 'West' },
			{ ...ROW, 'Invoice ID': '2', Region: 'East', Note: '' },
		]);
		expect(hints).toContain(
			"Columns of the input that were not used: 'Customer Name', 'Email', 'Contact First Name', 'Contact Last Name', 'PDF File', 'Region', 'Note'.",
		);
	});

	test('extra fields of a row, which may be from anybody, do not reach Paystand', async () => {
		await engine.addCustomer('C-1038');
		const row = { ...ROW, 'Extra Fields (JSON)': '{"memo": "x"}', extraFields: { memo: 'y' } };
		const { error, hints, requests } = await automatic('receivable', 'create', [row]);
		expect(error).toBeUndefined();
		expect(JSON.stringify(bodies(requests))).not.toContain('memo');
		expect(hints.join(' ')).toContain("'Extra Fields (JSON)', 'extraFields'");
	});

	test('of very many columns twenty are named', async () => {
		await engine.addCustomer('C-1038');
		const many = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`Column ${n}`, n]));
		const { hints } = await automatic('receivable', 'create', [{ ...ROW, ...many }]);
		expect(hints.at(-1)).toMatch(/'Column 14' and 15 more\.$/);
	});

	test("Paystand's own names are understood, and spelled as people spell them", async () => {
		await engine.addCustomer('C-1');
		const { error, requests } = await automatic('receivable', 'create', [
			{
				...{ extCustomerId: 'C-1', extId: '7', invoice_no: 'INV-7', '\uFEFFamount ': 12.5 },
				...{ CURRENCY: 'CAD', 'posting-date': '2026-11-01', dateDue: '2026-12-01' },
			},
		]);
		expect(error).toBeUndefined();
		expect(bodies(requests)).toMatchObject([
			{ extCustomerId: 'C-1', erpId: '7', erpRef: 'INV-7', totalAmount: '12.50', currency: 'CAD' },
		]);
	});

	test('a required column that is not there stops the item, with those that are', async () => {
		const { 'Total Amount': _, Currency: __, ...row } = ROW;
		const { error, requests } = await automatic('receivable', 'create', [
			{ ...row, Betrag: '9600.00' },
		]);
		expect(error?.message).toBe("The input has no column for 'Total Amount', 'Currency'");
		expect(error?.description).toContain("'Due Date', 'Amount Due', 'PDF File', 'Betrag'.");
		expect(error?.description).toContain("choose 'Map Each Column Manually'");
		expect(requests).toEqual([]);
	});

	test('an item without any column says so', async () => {
		const { error } = await automatic('customer', 'create', [{}]);
		expect(error?.message).toContain("'ERP Customer ID', 'Customer Name', 'Email'");
		expect(error?.description).toContain('Its columns: none.');
	});

	test('messages name the column of the input', async () => {
		const { error, requests } = await automatic('receivable', 'create', [
			{ ...ROW, 'Invoice Date': '09/01/2026', 'Total Amount': '9,600.00', 'Invoice Number': '' },
		]);
		expect(error?.message).toBe(
			"'Invoice Number' is empty; 'Total Amount' is not an amount: '9,600.00'; 'Invoice Date' is not a calendar day: '09/01/2026'",
		);
		expect(requests).toEqual([]);
	});

	test('so do those of a refusal by Paystand', async () => {
		const { error } = await automatic('receivable', 'create', [
			{ ...ROW, 'Invoice ID': 'x'.repeat(41) },
		]);
		expect(`${error?.message} ${error?.description}`).toContain("'Invoice ID'");
	});

	test('Read Dates As and Read Amounts As count', async () => {
		await engine.addCustomer('C-1038');
		const options = { readDatesAs: 'MM/DD/YYYY', readAmountsAs: '1,250.00' };
		const row = {
			...{ ...ROW, 'Invoice Date': '11/20/2026', 'Due Date': '12/5/2026' },
			...{ 'Total Amount': '1,250.00', 'Amount Due': '1,000.5' },
		};
		const { error, requests } = await automatic('receivable', 'upsert', [row], {
			parameters: { options },
		});
		expect(error).toBeUndefined();
		expect(bodies(requests)).toMatchObject([
			{ totalAmount: '1250.00', amountDue: '1000.50', postingDate: '2026-11-20' },
		]);
	});

	test('two columns for one thing stop the item unless they say the same', async () => {
		await engine.addCustomer('C-1038');
		const total = (amount: unknown) =>
			automatic('receivable', 'upsert', [{ ...ROW, Amount: amount as string }]);
		const { error, requests } = await total('96.00');
		expect(error?.message).toBe(
			"The columns 'Total Amount' and 'Amount' of the input both stand for 'Total Amount'",
		);
		expect(requests).toEqual([]);
		for (const amount of ['9600.00', ' 9600.00 ', '', null]) {
			expect((await total(amount)).error).toBeUndefined();
		}
		const swapped = { Amount: '', ...ROW };
		expect((await automatic('receivable', 'upsert', [swapped])).error).toBeUndefined();
	});

	test.each(['Open', 'paid', 'ACTIVE'])(
		'the status %s of an ERP is not guessed at',
		async (Status) => {
			const { error, requests } = await automatic('receivable', 'create', [{ ...ROW, Status }]);
			expect(error?.message).toBe(`'Status' is none of active · cancelled: '${Status}'`);
			expect(requests).toEqual([]);
		},
	);

	test('what every object has is no column', async () => {
		const row = JSON.parse('{"__proto__": {"Currency": "CAD"}, "constructor": 1, "toString": 2}');
		const { error } = await automatic('customer', 'create', [row]);
		expect(error?.message).toMatch(/^The input has no column for /);
	});

	test('a credit memo, its customer by the ID of Paystand', async () => {
		const { id } = await engine.addCustomer('C-1');
		const { error, requests } = await automatic('creditMemo', 'create', [
			{
				...{ 'Paystand Customer ID': id, 'Credit Memo ID': '2001', 'Credit Memo #': 'CM-2001' },
				...{ Amount: '50.25', Date: '2026-11-20' },
			},
		]);
		expect(error).toBeUndefined();
		expect(bodies(requests)).toMatchObject([
			{ extCustomerId: 'C-1', extId: '2001', extKey: 'CM-2001', amount: 50.25 },
		]);
	});

	test('two IDs of a customer are one too many', async () => {
		const { error, requests } = await automatic('receivable', 'create', [
			{ ...ROW, payerCustomerId: '8low3hlfk1a7t08trm7043aw' },
		]);
		expect(error?.message).toBe("'payerCustomerId' is given as well as 'Customer ID'");
		expect(requests).toEqual([]);
	});

	test('goes on after an item at fault', async () => {
		await engine.addCustomer('C-1038');
		const rows = [{ ...ROW, 'Total Amount': '' }, ROW];
		const { json, error } = await automatic('receivable', 'create', rows, {
			onError: 'continueRegularOutput',
		});
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ error: "'Total Amount' is empty" }, { extId: '884120' }]);
	});
});

describe('an update', () => {
	beforeEach(() => engine.addCustomer('C-1038'));
	const stored = async () => (await engine.call('GET', '/v3/receivables/read')).results[0];

	test('finds its record by the key of the ERP, and leaves a balance to Paystand', async () => {
		await automatic('receivable', 'create', [ROW]);
		const { error, json, hints } = await automatic('receivable', 'update', [
			{ ...ROW, id: 'of-the-erp', 'Total Amount': '9700.00', 'Amount Due': '1.00' },
		]);
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ amount: '9700.00', openBalance: '9600.00' });
		expect(hints.join(' ')).toContain("'Amount Due'");
		expect(hints.join(' ')).not.toContain("'id'");
	});

	test("finds it by Paystand's ID, and then may change the key", async () => {
		await automatic('receivable', 'create', [ROW]);
		const { id } = await stored();
		const { error } = await automatic(
			'receivable',
			'update',
			[{ id, 'Invoice ID': '884120b', 'Invoice Number': 'INV-20411' }],
			{ matchOn: ['Paystand ID'] },
		);
		expect(error).toBeUndefined();
		expect(await stored()).toMatchObject({ id, extId: '884120b' });
	});

	test('mapped by hand sets what is mapped, the balance too', async () => {
		await automatic('receivable', 'create', [ROW]);
		const value = {
			...{ 'ERP Invoice ID': '884120', 'Invoice Number': 'INV-20411' },
			...{ 'Total Amount': '={{ 9000 + 700 }}', 'Amount Due': '={{ "9650.5" }}' },
		};
		const matching = { columns: columns(value, ['ERP Invoice ID']) };
		const { error, json } = await run('receivable', 'update', matching);
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ amount: '9700.00', openBalance: '9650.50' });
	});

	test('of a customer and of a credit memo', async () => {
		const customer = await automatic('customer', 'update', [
			{ 'Customer ID': 'C-1038', Email: 'new@example.com', 'Customer Name': '' },
		]);
		expect(customer.json[0]).toMatchObject({
			email: 'new@example.com',
			customerName: 'Acme Dental Group',
		});
		const memo = {
			...{ 'Customer ID': 'C-1038', 'Credit Memo ID': '2001', 'Credit Memo Number': 'CM-2001' },
			...{ Amount: '50.25', 'Posting Date': '2026-11-20' },
		};
		expect((await automatic('creditMemo', 'create', [memo])).error).toBeUndefined();
		const updated = await automatic('creditMemo', 'update', [{ ...memo, Amount: 60 }]);
		expect(updated.error).toBeUndefined();
		expect(updated.json[0]).toMatchObject({ extId: '2001', amount: 60, amountRemaining: 60 });
	});

	test.each([
		[{ 'ERP Customer ID': 'C-1038' }, [], "'Columns' hold nothing to change"],
		[{ Email: 'a@example.com' }, [], "'ERP Customer ID' is empty"],
		[{ 'ERP Customer ID': 'C-1038', Email: 'nobody' }, [], "'Email' is not an email address"],
		[
			{ 'ERP Customer ID': 'C-1038', 'Paystand ID': 'x', Email: 'a@example.com' },
			['ERP Customer ID'],
			"'Paystand ID' is filled in, but not used to match",
		],
		[{ 'Paystand ID': '../x' }, ['Paystand ID'], "'Paystand ID' must be a Paystand ID of 24"],
		[{ Email: 'a@example.com' }, ['Email'], "'Column to match on' is none of "],
		[{ Email: 'a@example.com' }, ['Shoe Size'], "'Column to match on' is none of "],
	])('%j matched on %j: %s', async (value, matchOn, message) => {
		const { error, requests } = await run('customer', 'update', {
			columns: columns(value, matchOn),
		});
		expect(error?.message).toContain(message);
		expect(requests).toEqual([]);
	});

	test('whose column to match on was never chosen takes the key of the ERP', async () => {
		const value = { 'ERP Customer ID': 'C-1038', Email: 'b@example.com' };
		const { error, json } = await run('customer', 'update', {
			columns: { ...columns(value), matchingColumns: null },
		});
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ extCustomerId: 'C-1038', email: 'b@example.com' });
	});

	test('without a column to find the record stops', async () => {
		const { error } = await automatic('customer', 'update', [{ Email: 'a@example.com' }]);
		expect(error?.message).toBe("The input has no column for 'ERP Customer ID'");
	});

	test('of a key that Paystand has not tells so', async () => {
		const { error } = await automatic('customer', 'update', [
			{ 'Customer ID': 'C-9', Email: 'a@example.com' },
		]);
		expect(error?.message).toBe("No customer with ERP Customer ID 'C-9' exists in Paystand");
	});
});

describe('mapped by hand', () => {
	const value = {
		...{ 'ERP Customer ID': 'CUST-1', 'ERP Invoice ID': '={{ $json.no }}' },
		...{ 'Invoice Number': '={{ $json.no }}', 'Total Amount': '={{ $json.amount }}' },
		...{ Currency: 'USD', 'Posting Date': '={{ $json.day }}', 'Due Date': '={{ $json.day }}' },
	};
	const row = { no: 17, amount: '1,250.00', day: '11/20/2026' };
	const options = { readDatesAs: 'MM/DD/YYYY', readAmountsAs: '1,250.00' };
	beforeEach(() => engine.addCustomer());

	test.each(['create', 'upsert'])('%s: one input field in two columns, a constant', async (how) => {
		const { error, requests } = await run(
			'receivable',
			how,
			{ columns: columns(value), options },
			{ items: [{ json: row }] },
		);
		expect(error).toBeUndefined();
		expect(bodies(requests)).toEqual([
			{
				...{ extCustomerId: 'CUST-1', erpId: '17', erpRef: '17', currency: 'USD' },
				...{ totalAmount: '1250.00', amountDue: '1250.00' },
				...{ postingDate: '2026-11-20', dueDate: '2026-11-20' },
			},
		]);
	});

	test('n8n leaves the values alone, whatever types are saved with them', async () => {
		const schema = ['Total Amount', 'Posting Date'].map((id) => ({
			...{ id, displayName: id, required: true, defaultMatch: false, display: true },
			type: id === 'Total Amount' ? 'number' : 'dateTime',
		}));
		const { error, requests } = await run(
			'receivable',
			'create',
			{ columns: { ...columns(value), schema }, options },
			{ items: [{ json: row }] },
		);
		expect(error).toBeUndefined();
		expect(bodies(requests)).toMatchObject([{ totalAmount: '1250.00', postingDate: '2026-11-20' }]);
	});

	test('extra fields go along, but none that has a column', async () => {
		const extra = (json: string) =>
			run(
				'receivable',
				'create',
				{ columns: columns({ ...value, 'Extra Fields (JSON)': json }), options },
				{ items: [{ json: row }] },
			);
		const twice = await extra('{"payerCustomerId": "8low3hlfk1a7t08trm7043aw"}');
		expect(twice.error?.message).toContain(
			"hold 'payerCustomerId', which has a field of its own: 'Paystand Customer ID'",
		);
		expect(twice.requests).toEqual([]);
		const { requests } = await extra('{"memo": "Thank you"}');
		expect(bodies(requests)).toMatchObject([{ memo: 'Thank you', erpId: '17' }]);
	});

	test('what is empty is named as the screen does', async () => {
		const { error, requests } = await run('receivable', 'create', {
			columns: columns({ 'Total Amount': '={{ null }}', 'Amount Due': '2' }),
		});
		expect(error?.message).toBe(
			"'ERP Customer ID' is empty; 'ERP Invoice ID' is empty; 'Invoice Number' is empty; 'Total Amount' is empty; 'Currency' is empty; 'Posting Date' is empty; 'Due Date' is empty",
		);
		expect(requests).toEqual([]);
	});

	test('nothing mapped at all is told in the same way', async () => {
		const { error } = await run('customer', 'create', {});
		expect(error?.message).toContain("'ERP Customer ID' is empty; 'Customer Name' is empty");
	});

	test('a column that there is not is not passed over', async () => {
		const { error, requests } = await run('customer', 'create', {
			columns: columns({ 'Costumer Name': 'Acme' }),
		});
		expect(error?.message).toBe("'Columns' hold 'Costumer Name', which is none of them");
		expect(requests).toEqual([]);
	});

	test('an AI agent fills in single columns', async () => {
		const { error, json } = await run(
			'receivable',
			'create',
			{ columns: columns(value), options },
			{ items: [{ json: row }], asTool: true },
		);
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ extId: '17', openBalance: '1250.00' });
		expect(json[0]).not.toHaveProperty('object');
	});
});

describe('what a write hands back', () => {
	const invoice = { ...ROW, 'Amount Due': '9600.00' };
	beforeEach(() => engine.addCustomer('C-1038'));

	test('is short, answers first and IDs last; whole with Simplify off', async () => {
		const { json } = await automatic('receivable', 'upsert', [invoice]);
		expect(Object.keys(json[0])).toEqual([
			...['outcome', 'extId', 'erpRef', 'extCustomerId', 'amount', 'amountPaid'],
			...['openBalance', 'currency', 'status', 'date', 'dateDue', 'id'],
		]);
		const whole = await automatic('receivable', 'upsert', [invoice], {
			parameters: { simplify: false },
		});
		expect(whole.json[0]).toMatchObject({ outcome: 'unchanged', object: 'receivable' });
	});

	test('tells what changed unasked also when it is short', async () => {
		await automatic('receivable', 'create', [invoice]);
		// The write empties a memo that nobody asked it to.
		engine.rewrite((request, body) => {
			if (request.startsWith('PUT')) return { ...(body as object), memo: null };
			return request.includes('/read') ? { ...(body as object), memo: 'first' } : body;
		});
		const { json } = await automatic('receivable', 'update', [invoice]);
		expect(json[0]).toMatchObject({
			extId: '884120',
			changedUnasked: [{ field: 'memo', before: 'first', after: null }],
		});
		expect(json[0]).not.toHaveProperty('object');
	});

	test.each(['raw', 'simplified'])('to an agent, as Output says: %s', async (output) => {
		const { json } = await automatic('receivable', 'create', [invoice], {
			parameters: { output },
			asTool: true,
		});
		expect('object' in json[0]).toBe(output === 'raw');
		expect(json[0]).toHaveProperty('openBalance');
	});

	test('of the cancelled too', async () => {
		await automatic('receivable', 'create', [invoice]);
		const receivable = { __rl: true, mode: 'key', value: '884120' };
		const { json } = await run('receivable', 'cancel', { receivable });
		expect(json[0]).toMatchObject({ extId: '884120', status: 'cancelled' });
		expect(json[0]).not.toHaveProperty('object');
	});
});

describe('a workflow that was saved with version 1', () => {
	const saved = {
		customer: { __rl: true, mode: 'key', value: 'CUST-1' },
		...{ erpId: '1', erpRef: 'INV-1', totalAmount: '100', currency: 'USD' },
		...{ postingDate: '2026-11-01', dueDate: '2026-12-01' },
		additionalFields: { amountDue: '90' },
	};
	beforeEach(() => engine.addCustomer());

	test('goes on from its own fields, and gets the whole record', async () => {
		const parameters = { ...saved, columns: columns({ 'ERP Invoice ID': '2' }), simplify: true };
		const { error, json, requests } = await run('receivable', 'create', parameters, {
			typeVersion: 1,
		});
		expect(error).toBeUndefined();
		expect(bodies(requests)).toEqual([
			{
				...{ extCustomerId: 'CUST-1', erpId: '1', erpRef: 'INV-1', totalAmount: '100.00' },
				...{ currency: 'USD', amountDue: '90.00' },
				...{ postingDate: '2026-11-01', dueDate: '2026-12-01' },
			},
		]);
		expect(json[0]).toMatchObject({ object: 'receivable', openBalance: '90.00' });
	});

	test('is told of faults by the names of its fields', async () => {
		const { error } = await run(
			'receivable',
			'create',
			{ ...saved, erpRef: '={{ "" }}', totalAmount: 'x' },
			{ typeVersion: 1 },
		);
		expect(error?.message).toBe("'Invoice Number' is empty; 'Total Amount' is not an amount: 'x'");
	});

	test('keeps its fields in Sync, which has none other in version 2', async () => {
		const { customer: _, ...invoice } = saved;
		const row = { extCustomerId: 'CUST-1', customerName: 'Acme', email: 'ap@example.com' };
		const stale = { columns: columns(null), binaryPropertyName: '' };
		const { error, json } = await run('receivable', 'sync', { ...row, ...invoice, ...stale });
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ receivableOutcome: 'created', extId: '1' });
	});
});
