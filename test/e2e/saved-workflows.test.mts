/**
 * Workflows that somebody saved with version 0.1.0 of the package, in an n8n of their own: the five
 * examples of that version and the flow of all operations still run, and give what they gave.
 */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { Control, type Books } from '../../harness/control.mts';
import { EXAMPLES, importExample, type Place, rowsOf, runToEnd } from '../../harness/examples.mts';
import { inWorld } from '../../harness/world.mts';
import { type Execution, type Item, itemsOf } from '../../n8n/executions.mts';
import type { Row } from '../../n8n/tables.mts';
import { listOperations } from '../all-operations/examples.mts';

const SAVED = fileURLToPath(new URL('./saved-0.1.0', import.meta.url));

const operations = (await listOperations()).map(({ name }) => name);

let pushed: Execution;
let pushedAgain: Execution;
let books: Books;
let journal: Row[];
let invoices: Row[];
let attention: Row[];
let all: Execution;

beforeAll(async () => {
	await inWorld({ seed: 3 }, async ({ n8n, credential, address }) => {
		const place: Place = { n8n, credential, filesFolder: n8n.filesFolder };
		const saved = async (file: string) => await importExample(place, file, { folder: SAVED });
		const control = new Control(address);
		await control.liftPaymentLimits();
		for (const name of ['erp-export.csv', 'pdfs']) {
			await cp(join(EXAMPLES, name), join(n8n.filesFolder, name), { recursive: true });
		}
		await runToEnd(place, await saved('create-tables.json'));
		await n8n.workflows.activate(await saved('cash-application.json'));

		const push = await saved('erp-to-paystand.json');
		pushed = await runToEnd(place, push);
		const [first, second] = (await control.books()).receivables;
		const card = '4242424242424242';
		await control.pay({ receivables: [{ id: first!.id }], card });
		const { id: disputed } = await control.pay({ receivables: [{ id: second!.id }], card });
		await control.advance('2h');
		await control.dispute(disputed, 'lost');
		await control.advance('1h');
		await runToEnd(place, await saved('disputes.json'));
		await runToEnd(place, await saved('post-cash.json'));
		pushedAgain = await runToEnd(place, push);
		books = await control.books();
		journal = await rowsOf(place, 'ERP cash journal');
		invoices = await rowsOf(place, 'ERP invoices');
		attention = await rowsOf(place, 'Paystand needs attention');

		// A payout, for its reconciliation to work on: what the lost dispute took has to be made good.
		for (const { id, status } of books.receivables.slice(2)) {
			if (status === 'active') await control.pay({ receivables: [{ id }], card });
		}
		await control.advance('7d');
		all = await n8n.executions.run(await saved('all-operations.json'));
	});
});

const outcomes = (items: Item[]) => [...new Set(items.map(({ json }) => json.outcome))];

describe('ERP to Paystand', () => {
	test('brings 25 invoices and their PDFs', () => {
		expect(itemsOf(pushed, 'Create or Update Invoices')).toHaveLength(25);
		expect(outcomes(itemsOf(pushed, 'Create or Update Invoices'))).toEqual(['created']);
		expect(itemsOf(pushed, 'Say What to Fix')).toEqual([]);
		expect(books.receivables).toHaveLength(25);
		expect(books.attachments).toHaveLength(itemsOf(pushed, 'Attach the PDF').length);
		expect(books.attachments.length).toBeGreaterThan(0);
	});

	test('writes nothing the second time', () => {
		const invoicesAgain = itemsOf(pushedAgain, 'Create or Update Invoices');
		expect(outcomes(invoicesAgain)).toEqual(['unchanged']);
		expect(itemsOf(pushedAgain, 'Attach the PDF')).toEqual([]);
	});
});

test('Cash application, Disputes and Post cash book a payment, and what a lost dispute takes back', () => {
	const [paid, disputed] = books.receivables;
	const invoice = (extId: string) => invoices.find(({ erpInvoiceId }) => erpInvoiceId === extId);
	expect(Number(invoice(paid!.extId)?.open)).toBe(0);
	expect(Number(invoice(disputed!.extId)?.open)).toBe(Number(disputed!.amount));
	expect(journal.length).toBeGreaterThanOrEqual(3);
	expect(attention).toHaveLength(1);
});

describe('All operations', () => {
	const ran = () => Object.keys(all.resultData.runData);

	test('the run goes through', () => {
		expect(all.resultData.error).toBeUndefined();
		expect(all.status).toBe('success');
	});

	test('each of them runs: none is gone', () => {
		expect(operations.filter((name) => !ran().includes(name))).toEqual([]);
	});

	test.each([
		['Customer: Create', { customerName: 'Acme Dental Group' }],
		['Customer: Create or Update', { outcome: 'updated' }],
		['Receivable: Create', { openBalance: '100.00' }],
		['Receivable: Create or Update', {}],
		['Receivable: Update', {}],
		['Receivable: Sync', { receivableOutcome: 'created', attachmentOutcome: 'attached' }],
		['Credit Memo: Create', {}],
		['Attachment: Upload', {}],
		['Payment: Charge', { status: 'processing' }],
	])('%s does what it did', (name, expected) => {
		const [item] = itemsOf(all, name);
		expect(item?.json).not.toHaveProperty('error');
		expect(item?.json).toMatchObject(expected);
	});
});
