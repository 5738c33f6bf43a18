/** Receivable: Sync, one row of an ERP at a time. */
import type { OnError } from 'n8n-workflow';
import { describe, expect, test } from 'vitest';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine();

interface Row {
	customer?: string;
	name?: string;
	email?: string;
	key?: string;
	total?: string;
	due?: string;
	pdf?: string | Buffer;
}

const parameters = {
	extCustomerId: '={{ $json.customer ?? "C-1" }}',
	customerName: '={{ $json.name ?? "Acme" }}',
	email: '={{ $json.email ?? "ap@example.com" }}',
	erpId: '={{ $json.key ?? "1001" }}',
	erpRef: '=INV-{{ $json.key ?? "1001" }}',
	totalAmount: '={{ $json.total ?? "100.00" }}',
	currency: 'USD',
	postingDate: '2026-11-01',
	dueDate: '={{ $json.due ?? "2026-11-30" }}',
};

const pdf = (name: string, data: string | Buffer = '%PDF-1.7') => ({
	data: { name, data: Buffer.from(data) },
});

const sync = (
	rows: Row[],
	more: object = {},
	settings: { onError?: OnError; retryOnFail?: boolean } = { onError: 'continueRegularOutput' },
) =>
	engine.run({
		resource: 'receivable',
		operation: 'sync',
		items: rows.map(({ pdf: file, ...json }) => ({
			json: json as never,
			...(file !== undefined && {
				files: typeof file === 'string' ? pdf(file) : pdf('bad.pdf', file),
			}),
		})),
		parameters: { ...parameters, ...more } as never,
		...settings,
	});

const written = (requests: { method: string; path: string }[]) =>
	requests
		.filter(({ method }) => method !== 'GET')
		.map(({ method, path }) => `${method} ${path.replace(/[a-z0-9]{24}/, ':id')}`);
const outcomes = ({ json }: { json: object[] }) =>
	json.map((row) => {
		const { customerOutcome, receivableOutcome, attachmentOutcome } = row as any;
		return [customerOutcome, receivableOutcome, attachmentOutcome].join(' ');
	});
const files = () =>
	engine.merchant.attachments
		.all()
		.map(({ name }) => name)
		.sort();

const CREATES = [
	'POST /v3/payerCustomers',
	'POST /v3/receivables/create',
	'POST /v3/receivables/:id/attachments',
];

describe('a row in', () => {
	test('the customer, the invoice and its PDF, answers first and ids last', async () => {
		const { json, items, requests } = await sync([{ pdf: 'INV-1001.pdf' }]);
		expect(Object.entries(json[0]!)).toEqual([
			['customerOutcome', 'created'],
			['receivableOutcome', 'created'],
			['attachmentOutcome', 'attached'],
			['extId', '1001'],
			['erpRef', 'INV-1001'],
			['customerName', 'Acme'],
			['extCustomerId', 'C-1'],
			['amount', '100.00'],
			['openBalance', '100.00'],
			['currency', 'USD'],
			['status', 'active'],
			['dateDue', '2026-11-30'],
			['amountDue', '100.00'],
			['fileName', 'INV-1001.pdf'],
			['receivableId', expect.stringMatching(/^[a-z0-9]{24}$/)],
			['customerId', expect.stringMatching(/^[a-z0-9]{24}$/)],
			['attachmentId', expect.stringMatching(/^[a-z0-9]{24}$/)],
		]);
		expect(items[0]!.pairedItem).toEqual({ item: 0 });
		expect(written(requests)).toEqual(CREATES);
	});

	test('the same row again writes nothing, a changed one only what changed', async () => {
		await sync([{ pdf: 'a.pdf' }]);
		const again = await sync([{ pdf: 'a.pdf' }]);
		expect(outcomes(again)).toEqual(['unchanged unchanged unchanged']);
		expect(again.json[0]).toMatchObject({ fileName: 'a.pdf', attachmentId: expect.any(String) });
		expect(written(again.requests)).toEqual([]);
		const changed = await sync([{ total: '120', pdf: 'b.pdf' }]);
		expect(outcomes(changed)).toEqual(['unchanged updated attached']);
		expect(files()).toEqual(['a.pdf', 'b.pdf']);
	});

	test('without a field for the PDF none is looked for', async () => {
		const result = await sync([{ pdf: 'a.pdf' }], { binaryPropertyName: '' });
		expect(outcomes(result)).toEqual(['created created none']);
		expect(result.json[0]).not.toHaveProperty('error');
		expect(files()).toEqual([]);
	});

	test('payments stay, unless the balance is to be overwritten', async () => {
		await sync([{}], { binaryPropertyName: '' });
		await engine.pay('1001', '30.00');
		const more = { binaryPropertyName: '', additionalFields: { amountDue: '90' } };
		const kept = await sync([{ total: '120' }], more);
		expect(kept.json[0]).toMatchObject({ receivableOutcome: 'updated', openBalance: '90.00' });
		// What the row says is told all the same, as an amount.
		expect(kept.json[0]).toMatchObject({ amountDue: '90.00' });
		const other = { ...more, additionalFields: { amountDue: '50' } };
		expect(outcomes(await sync([{ total: '120' }], other))).toEqual(['unchanged unchanged none']);
		const { json } = await sync([{ total: '120' }], { ...other, overwriteBalance: true });
		expect(json[0]).toMatchObject({ receivableOutcome: 'updated', openBalance: '50.00' });
	});
});

describe('columns', () => {
	/** Every field is one column; `resolve` is what stands in the field. */
	const fieldsOf = (resolve: (column: string) => string) => ({
		...{ extCustomerId: resolve('customer'), customerName: resolve('name') },
		...{ email: resolve('email'), erpId: resolve('key'), erpRef: resolve('No.') },
		...{ totalAmount: resolve('total'), dueDate: resolve('due'), binaryPropertyName: '' },
		additionalFields: { amountDue: resolve('open'), status: 'active' },
	});
	const ROWS: object[] = [
		{ 'No.': 'INV-1', open: '40', customer: 17, name: 'Acme', total: 100.5, due: '2026-11-30' },
		{
			'No.': ' INV-2 ',
			open: '',
			customer: ' C-2 ',
			name: '={{ 1 + 1 }}',
			total: '1e3',
			due: null,
		},
		{ 'No.': true, open: 5, customer: {}, name: ['a'], total: -1, due: new Date(0) },
		{},
	];

	test('read from the item come out as n8n resolves them', async () => {
		const rows = ROWS.map((row, index) => ({ key: `K-${index}`, email: 'a@b.example', ...row }));
		const plain = await sync(
			rows as never,
			fieldsOf((name) => `={{ $json['${name}'] }}`),
		);
		const keys = ({ json }: { json: any[] }) =>
			json.map(({ receivableId, customerId, attachmentId, ...row }) => row);
		const first = keys(plain);
		const again = await sync(
			rows as never,
			fieldsOf((name) => `={{ $json['${name}'] || $json['${name}'] }}`),
		);
		const unchanged = (text: unknown) => String(text).replaceAll('unchanged', 'created');
		expect(unchanged(JSON.stringify(keys(again)))).toBe(JSON.stringify(first));
		expect(first[0]).toMatchObject({ extCustomerId: '17', amount: '100.50', openBalance: '40.00' });
		expect(first.map(({ error }) => Boolean(error))).toEqual([false, true, true, true]);
	});
});

describe('many rows', () => {
	test('of one customer write it once', async () => {
		const rows = Array.from({ length: 20 }, (_, index) => ({
			key: `${index}`,
			pdf: `${index}.pdf`,
		}));
		const result = await sync(rows);
		expect(outcomes(result)).toEqual([
			'created created attached',
			...rows.slice(1).map(() => 'unchanged created attached'),
		]);
		expect(written(result.requests).filter((line) => line === CREATES[0])).toHaveLength(1);
		expect(files()).toHaveLength(20);
		const lists = result.requests.filter(
			({ method, path }) => method === 'GET' && /payerCustomers|receivables.read/.test(path),
		);
		expect(lists).toHaveLength(2);
	});

	test('of a customer with other values are told, and their invoices go through', async () => {
		const result = await sync([
			{ key: '1', pdf: '1.pdf' },
			{ key: '2', pdf: '2.pdf', email: 'other@example.com' },
		]);
		expect(outcomes(result)).toEqual(['created created attached', 'failed created attached']);
		expect(result.json[1]!.error).toBe(
			"Customer: 'ERP Customer ID' 'C-1' comes twice in this run, with different values",
		);
		expect(result.json[1]!.details).toContain('same values in all its rows');
		expect(engine.merchant.customers.all().map(({ email }) => email)).toEqual(['ap@example.com']);
	});

	test('of one invoice: the same twice is done once, other values are told', async () => {
		const result = await sync([
			{ pdf: 'a.pdf' },
			{ pdf: 'a.pdf' },
			{ total: '7', pdf: 'other.pdf' },
		]);
		expect(outcomes(result)).toEqual([
			'created created attached',
			'unchanged unchanged unchanged',
			'unchanged failed skipped',
		]);
		expect(result.json[2]!.error).toMatch(/^Receivable: 'ERP Invoice ID' '1001' comes twice/);
		expect(written(result.requests)).toEqual(CREATES);
	});
});

describe('what cannot be done', () => {
	test('every fault of a row is told at once, and nothing of it is written', async () => {
		const row = { email: 'nobody', total: '1,0', due: '31.12.2026', pdf: Buffer.from('<html>') };
		const result = await sync([row], { customerName: '={{ "" }}' });
		expect(result.json[0]).toEqual({
			customerOutcome: 'failed',
			receivableOutcome: 'failed',
			attachmentOutcome: 'failed',
			extId: '1001',
			erpRef: 'INV-1001',
			extCustomerId: 'C-1',
			error:
				"Customer: 'Customer Name' is empty; 'Email' is not an email address; Receivable: 'Total Amount' is not an amount: '1,0'; 'Due Date' is not a calendar day: '31.12.2026'; Attachment: 'Input Data Field Name' holds a file that is not a PDF: 'bad.pdf'",
			details: expect.stringContaining(
				'Of this row: customer failed, receivable failed, attachment failed.',
			),
		});
		expect(written(result.requests)).toEqual([]);
	});

	test('a faulty invoice: the customer goes through', async () => {
		const result = await sync([{ total: 'x' }]);
		expect(outcomes(result)).toEqual(['created failed failed']);
		expect(result.json[0]!.error).toBe(
			"Receivable: 'Total Amount' is not an amount: 'x'; Attachment: 'Input Data Field Name' names 'data', but this item has no such file",
		);
		expect(written(result.requests)).toEqual([CREATES[0]]);
	});

	test('a customer at fault that Paystand has: its invoice goes through', async () => {
		await engine.addCustomer('C-1');
		const result = await sync(
			[
				{ email: 'x', pdf: 'a.pdf' },
				{ customer: 'C-2', key: '2', email: 'x' },
			],
			{
				binaryPropertyName: '',
			},
		);
		expect(outcomes(result)).toEqual(['failed created none', 'failed skipped none']);
		expect(result.json.map(({ error }) => error)).toEqual(
			Array(2).fill("Customer: 'Email' is not an email address"),
		);
	});

	test('a missing PDF: customer and invoice go through', async () => {
		const result = await sync([{}]);
		expect(outcomes(result)).toEqual(['created created failed']);
		expect(result.json[0]).toMatchObject({
			receivableId: expect.any(String),
			error: "Attachment: 'Input Data Field Name' names 'data', but this item has no such file",
		});
	});

	test('a file that is no PDF, and more than one file', async () => {
		const wrong = await sync([{ pdf: Buffer.from('<html>') }]);
		expect(outcomes(wrong)).toEqual(['created created failed']);
		expect(wrong.json[0]!.error).toMatch(/^Attachment: .* not a PDF: 'bad\.pdf'$/);
		const many = await sync([{ pdf: 'a.pdf' }], { binaryPropertyName: 'data, data' });
		expect(many.json[0]!.error).toMatch(/names more than one file$/);
		expect(files()).toEqual([]);
	});

	test('a refusal of Paystand says at which of the three, in the words of the screen', async () => {
		engine.answer(
			/^POST .*receivables.create/,
			{ error: { code: 'invalid', param: 'dueDate', description: 'dueDate is too late' } },
			{ status: 400 },
		);
		const result = await sync([{ pdf: 'a.pdf' }]);
		expect(outcomes(result)).toEqual(['created failed skipped']);
		expect(result.json[0]!.error).toMatch(/^Receivable: Paystand refused the request/);
	});

	test('stop: the message names the step, and what did go through', async () => {
		const { error } = await sync([{}], {}, {});
		expect(error?.message).toMatch(/^Attachment: /);
		expect(error?.description).toContain('customer created, receivable created, attachment failed');
	});

	test('error output: the row is there with its input and the words', async () => {
		const result = await sync(
			[{ key: '1', pdf: 'a.pdf' }, { key: '2' }],
			{},
			{
				onError: 'continueErrorOutput',
			},
		);
		expect(outcomes(result)).toEqual(['created created attached']);
		expect(result.errorItems.map(({ json }) => json)).toEqual([
			{
				key: '2',
				error: expect.stringMatching(/^Attachment: /),
				details: expect.stringContaining('receivable created, attachment failed'),
			},
		]);
	});
});

describe('again and lost', () => {
	test('a retry of the node after a fault in the middle writes nothing twice', async () => {
		engine.answer(/^POST .*attachments/, { error: { code: 'x' } }, { status: 400, times: 1 });
		const result = await sync([{ pdf: 'a.pdf' }], {}, { retryOnFail: true });
		expect(result.error).toBeUndefined();
		expect(outcomes(result)).toEqual(['unchanged unchanged attached']);
		expect(written(result.requests)).toEqual(CREATES);
	});

	test.each([
		['customer', '^POST .*payerCustomers'],
		['receivable', '^POST .*receivables.create'],
		['PDF', '^POST .*attachments'],
	])('the lost reply to the %s is looked up, not sent again', async (_what, paths) => {
		engine.setFaults({ brokenAfter: 1, paths });
		const result = await sync([{ pdf: 'a.pdf' }]);
		expect(outcomes(result)).toEqual(['created created attached']);
		expect(result.json[0]).toMatchObject({ fileName: 'a.pdf', attachmentId: expect.any(String) });
		expect(result.json[0]).not.toHaveProperty('error');
		expect(written(result.requests)).toEqual(CREATES);
	});

	test('an upload of which nobody knows is told as unknown, and the next run finds out', async () => {
		engine.setFaults({ broken: 1, paths: '^POST .*attachments' });
		const lost = await sync([{ pdf: 'a.pdf' }]);
		expect(outcomes(lost)).toEqual(['created created unknown']);
		expect(lost.json[0]!.error).toMatch(/^Attachment: .*unknown whether/);
		engine.setFaults({});
		expect(outcomes(await sync([{ pdf: 'a.pdf' }]))).toEqual(['unchanged unchanged attached']);
		expect(files()).toEqual(['a.pdf']);
	});

	test('a receivable that does not show its files gets none', async () => {
		await sync([{ pdf: 'a.pdf' }]);
		engine.answer(/^GET .*receivables\/[a-z0-9]{24}(\/read)?$/, { id: 'x', object: 'receivable' });
		const result = await sync([{ pdf: 'a.pdf' }]);
		expect(outcomes(result)).toEqual(['unchanged unchanged failed']);
		expect(result.json[0]!.error).toMatch(/does not show what is attached/);
		expect(files()).toEqual(['a.pdf']);
	});
});

test('a QuickBooks-style row: a column in two fields, a constant, its own formats', async () => {
	const row = {
		'Invoice No': '2047',
		Customer: 'Harbor & Finch, LLC',
		'Invoice Date': '11/20/2026',
		'Due Date': '12/20/2026',
		Amount: '1,250.00',
	};
	const { json, requests } = await engine.run({
		resource: 'receivable',
		operation: 'sync',
		items: [{ json: row }],
		parameters: {
			extCustomerId: "={{ $json['Customer'] }}",
			customerName: "={{ $json['Customer'] }}",
			email: 'billing@example.com',
			erpId: "={{ $json['Invoice No'] }}",
			erpRef: "={{ $json['Invoice No'] }}",
			totalAmount: "={{ $json['Amount'] }}",
			currency: 'USD',
			postingDate: "={{ $json['Invoice Date'] }}",
			dueDate: "={{ $json['Due Date'] }}",
			binaryPropertyName: '',
			options: { readDatesAs: 'MM/DD/YYYY', readAmountsAs: '1,250.00' },
		},
	});
	expect(json[0]).toMatchObject({ receivableOutcome: 'created', extId: '2047', amount: '1250.00' });
	expect(requests.filter(({ method }) => method === 'POST').map(({ body }) => body)).toMatchObject([
		{ extCustomerId: 'Harbor & Finch, LLC', customerName: 'Harbor & Finch, LLC' },
		{
			...{ erpId: '2047', erpRef: '2047', extCustomerId: 'Harbor & Finch, LLC' },
			...{ totalAmount: '1250.00', postingDate: '2026-11-20', dueDate: '2026-12-20' },
		},
	]);
});
