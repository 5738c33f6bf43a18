import { beforeEach, describe, expect, test } from 'vitest';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine();
const customer = { mode: 'key', value: 'CUST-1', __rl: true };
const US = { readDatesAs: 'MM/DD/YYYY', readAmountsAs: '1,250.00' };
const GERMAN = { readDatesAs: 'DD.MM.YYYY', readAmountsAs: '1.250,00' };

const written = (requests: { method: string; body?: unknown }[]) =>
	requests.filter(({ method }) => method !== 'GET').map(({ body }) => body);
const run = (resource: string, operation: string, parameters: object, options: object = {}) =>
	engine.run({ resource, operation, parameters: { ...parameters, options } as never });
const invoice = {
	...{ customer, erpId: '1001', erpRef: 'INV-1001', currency: 'USD' },
	...{ totalAmount: '1,250.00', postingDate: '11/20/2026', dueDate: '12/5/2026' },
};

beforeEach(() => engine.addCustomer());

describe('every write reads what was said', () => {
	test.each(['create', 'upsert'])('Receivable: %s', async (operation) => {
		const parameters = { ...invoice, additionalFields: { amountDue: '1,000.5' } };
		const { error, requests } = await run('receivable', operation, parameters, US);
		expect(error).toBeUndefined();
		expect(written(requests)).toMatchObject([{ totalAmount: '1250.00', amountDue: '1000.50' }]);
		expect(written(requests)).toMatchObject([{ postingDate: '2026-11-20', dueDate: '2026-12-05' }]);
	});

	test('Receivable: update', async () => {
		await engine.addReceivable('1001');
		const updateFields = { totalAmount: '2.250,5', dueDate: '5.12.2026' };
		const parameters = {
			receivable: { mode: 'key', value: '1001', __rl: true },
			erpRef: 'INV-1001',
			updateFields,
		};
		const { error, requests } = await run('receivable', 'update', parameters, GERMAN);
		expect(error).toBeUndefined();
		expect(written(requests)).toMatchObject([{ totalAmount: '2250.50', dueDate: '2026-12-05' }]);
	});

	test.each(['create', 'upsert'])('Credit Memo: %s', async (operation) => {
		const parameters = {
			...{ customer, extId: 'CM-1', extKey: 'CM-1', currency: 'USD' },
			...{ amount: '1.250,00', extPostedDate: '20.11.2026' },
		};
		const { error, requests } = await run('creditMemo', operation, parameters, GERMAN);
		expect(error).toBeUndefined();
		expect(written(requests)).toMatchObject([
			{ amount: 1250, extPostedDate: '11-20-2026', extCreationDate: '11-20-2026' },
		]);
	});

	test('Fee: quote, which has an amount only', async () => {
		const parameters = { subtotal: '1.250,00' };
		const { requests } = await run('fee', 'quote', parameters, GERMAN);
		expect(JSON.stringify(requests.map(({ query, body }) => [query, body]))).toContain('1250.00');
	});

	test("days of n8n's calendar and of $now are understood with every format", async () => {
		const parameters = {
			...invoice,
			postingDate: '2026-11-05T00:00:00',
			dueDate: "={{ DateTime.fromISO('2026-12-05') }}",
		};
		const { error, requests } = await run('receivable', 'create', parameters, US);
		expect(error).toBeUndefined();
		expect(written(requests)).toMatchObject([{ postingDate: '2026-11-05', dueDate: '2026-12-05' }]);
	});
});

describe('what is written otherwise is not guessed at', () => {
	test('every value at fault is told at once, with what was said and where', async () => {
		const parameters = {
			...invoice,
			postingDate: '20/11/2026',
			totalAmount: '1.250,00',
			erpRef: '={{ "" }}',
		};
		const { error, requests } = await run('receivable', 'create', parameters, US);
		expect(error?.message).toBe(
			"'Invoice Number' is empty; 'Total Amount' is not an amount: '1.250,00'; 'Posting Date' is not a calendar day: '20/11/2026'",
		);
		expect(error?.description).toContain(
			"Write it like 1,250.00, with at most two places and without a currency sign, or change 'Read Amounts As' (now 1,250.00) under 'Options'.",
		);
		expect(error?.description).toContain(
			"Write it as MM/DD/YYYY, such as 02/28/2026, or change 'Read Dates As' (now MM/DD/YYYY) under 'Options'.",
		);
		expect(requests).toEqual([]);
	});

	test('without a word about it, days are ISO and amounts plain', async () => {
		const { error, requests } = await run('receivable', 'create', invoice);
		expect(error?.message).toContain("'Posting Date' is not a calendar day: '11/20/2026'");
		expect(error?.message).toContain("'Total Amount' is not an amount: '1,250.00'");
		expect(error?.description).toContain("change 'Read Dates As' (now YYYY-MM-DD)");
		expect(requests).toEqual([]);
	});

	test.each([{ readDatesAs: 'YYYY/MM/DD' }, { readAmountsAs: '1250' }])(
		'%j is not offered, so that nothing is sent',
		async (options) => {
			const { error, requests } = await run('receivable', 'create', invoice, options);
			expect(error?.message).toMatch(/^'Read (Dates|Amounts) As' is none of /);
			expect(requests).toEqual([]);
		},
	);
});
