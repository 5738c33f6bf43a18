import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, inject, test } from 'vitest';
import { Control } from '../../harness/control.mts';
import {
	createTables,
	importExample,
	type Place,
	rowsOf,
	runToEnd,
} from '../../harness/examples.mts';
import { connect } from '../../n8n/client.mts';
import type { Row } from '../../n8n/tables.mts';
import type { Receivable } from '../../sandbox/resources.mts';
import { saveWorkingCredential } from './paystand.mts';

const EXPORT = `Customer ID,Customer Name,Email,Contact First Name,Contact Last Name,Invoice ID,Invoice Number,Invoice Date,Due Date,Total Amount,Amount Due,Currency,PDF File
BAD-C1,Fenwick Tools Inc,ap@fenwick.example.com,,,BAD-2,INV-2,2026-11-02,2026-12-02,10.00,10.00,USD,
BAD-C1,Fenwick Tools Inc,ap@fenwick.example.com,,,,INV-3,2026-11-02,2026-12-02,10.00,10.00,USD,
BAD-C1,Fenwick Tools Inc,ap@fenwick.example.com,,,BAD-4,,2026-11-02,2026-12-02,10.00,10.00,USD,
BAD-C1,Fenwick Tools Inc,ap@fenwick.example.com,,,BAD-5,INV-5,2026-11-02,2026-12-02,"12,5",,USD,
BAD-C1,Fenwick Tools Inc,ap@fenwick.example.com,,,BAD-6,INV-6,2026-11-02,31/02/2026,10.00,10.00,USD,
BAD-C404,,,,,BAD-7,INV-7,2026-11-02,2026-12-02,10.00,10.00,USD,
BAD-C2,No Mail Ltd,,,,BAD-8,INV-8,2026-11-02,2026-12-02,10.00,10.00,USD,
BAD-C1,Fenwick Tools Inc,ap@fenwick.example.com,,,BAD-9,INV-9,2026-11-02,2026-12-02,10.00,10.00,USD,not-there.pdf
BAD-C1,Fenwick Tools Inc,ap@fenwick.example.com,,,BAD-10,INV-10,2026-11-02,2026-12-02,10.00,10.00,USD,no-pdf.pdf
BAD-C3,Osprey Marine,ap@osprey.example.com,,,BAD-11,INV-11,2026-11-02,2026-12-02,99.90,99.90,USD,
`;

let exceptions: Row[];
let receivables: Receivable[];
let ledger: Row[];
let place: Place;
let flow: string;

beforeAll(async () => {
	const n8n = await connect(inject('n8nUrl'), inject('n8nCookies'));
	const filesFolder = inject('filesFolder');
	const credential = await saveWorkingCredential(n8n, inject('sandboxUrl'), 'Bad input');
	place = { n8n, filesFolder, credential };
	await mkdir(join(filesFolder, 'pdfs'), { recursive: true });
	await writeFile(join(filesFolder, 'pdfs', 'no-pdf.pdf'), 'only called so');
	await writeFile(join(filesFolder, 'erp-export.csv'), EXPORT);
	await createTables(place);
	flow = await importExample(place, 'erp-to-paystand-csv.json');
	await runToEnd(place, flow);
	exceptions = await rowsOf(place, 'Paystand import exceptions');
	await runToEnd(place, await importExample(place, 'post-cash.json'));
	ledger = await rowsOf(place, 'ERP invoices');
	receivables = await new Control(inject('sandboxUrl')).table('receivables');
});

test.each([
	[3, 'without an invoice ID', 'ERP Invoice ID', "'ERP Invoice ID' is empty", 'receivable'],
	[4, 'without an invoice number', 'Invoice Number', "'Invoice Number' is empty", 'receivable'],
	[5, 'with an amount of 12,5', 'Total Amount', "is not an amount: '12,5'", 'receivable'],
	[6, 'due on 31/02/2026', 'Due Date', "is not a calendar day: '31/02/2026'", 'receivable'],
	[7, 'of a customer without a name', 'Customer Name, Email', 'is empty', 'customer, receivable'],
	[8, 'of a customer without an email', 'Email', "'Email' is empty", 'customer, receivable'],
	[9, 'whose PDF is not there', 'PDF File', 'has no PDF of this name: not-there.pdf', 'attachment'],
	[10, 'whose PDF is none', 'PDF File', "not a PDF: 'no-pdf.pdf'", 'attachment'],
])('row %i, %s, is named with its field', (row, _what, field, message, step) => {
	const named = exceptions.filter((exception) => exception.row === row);
	expect(named).toEqual([
		expect.objectContaining({ field, step, message: expect.stringContaining(message) }),
	]);
});

test('a row is named with the keys that it has', () => {
	const { erpInvoiceId, invoiceNumber, erpCustomerId } = exceptions.find(({ row }) => row === 5)!;
	expect([erpInvoiceId, invoiceNumber, erpCustomerId]).toEqual(['BAD-5', 'INV-5', 'BAD-C1']);
});

test('no other row is named', () => {
	const rows = new Set(exceptions.map(({ row }) => row));
	expect([...rows].sort((a, b) => Number(a) - Number(b))).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
});

test('the other rows go through, into Paystand and into the ledger', () => {
	const ids = ['BAD-10', 'BAD-11', 'BAD-2', 'BAD-9'];
	const ours = receivables.filter(({ extCustomerId }) => extCustomerId.startsWith('BAD-'));
	expect(ours.map(({ extId }) => extId).sort()).toEqual(ids);
	const rows = ledger.filter(({ erpCustomerId }) => String(erpCustomerId).startsWith('BAD-'));
	expect(rows.map(({ erpInvoiceId }) => erpInvoiceId).sort()).toEqual(ids);
	expect(rows.find(({ erpInvoiceId }) => erpInvoiceId === 'BAD-11')).toMatchObject({
		totalAmount: '99.90',
		open: '99.90',
		paid: '0.00',
	});
});

test('without a single PDF in the folder the rows that name one are listed, the others go on', async () => {
	await rm(join(place.filesFolder, 'pdfs'), { recursive: true });
	await runToEnd(place, flow);
	const listed = await rowsOf(place, 'Paystand import exceptions');
	const ofPdfs = listed.filter(({ step }) => step === 'attachment');
	expect(ofPdfs.map(({ row, field }) => `${row} ${field}`).sort()).toEqual([
		'10 PDF File',
		'9 PDF File',
	]);
	expect(listed).toHaveLength(exceptions.length);
	expect(await rowsOf(place, 'ERP export')).toHaveLength(10);
});
