import { expect, test } from 'vitest';
import { COLUMNS, toCsv, toExport } from '../../../harness/invoice-csv.mts';

const FOREIGN_HEADER =
	'countryCode,customerID,PaperlessDate,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,Disputed,SettledDate';
const foreign = (...rows: string[]) => toExport([FOREIGN_HEADER, ...rows].join('\n'));

test('a row of the accounts-receivable data set becomes a row of the export', () => {
	const { rows, isForeign } = foreign('391,0379-NEVHP,4/6/2013,611365,1/2/2013,2/1/2013,55.94,No,');
	expect(isForeign).toBe(true);
	expect(rows).toEqual([
		{
			'Customer ID': '0379-NEVHP',
			'Customer Name': '0379-NEVHP',
			Email: 'ar+0379-nevhp@example.com',
			'Contact First Name': '',
			'Contact Last Name': '',
			'Invoice ID': '611365',
			'Invoice Number': '611365',
			'Invoice Date': '2013-01-02',
			'Due Date': '2013-02-01',
			'Total Amount': '55.94',
			'Amount Due': '55.94',
			Currency: 'USD',
			'PDF File': '611365.pdf',
		},
	]);
});

test('what cannot be translated stays as it is, for the workflow to name', () => {
	const { rows } = foreign('391,0379-NEVHP,,,2/30/2026,31/02/2026,"12,5",No,');
	expect(rows[0]).toMatchObject({
		'Invoice ID': '',
		'Invoice Number': '',
		'Invoice Date': '2/30/2026',
		'Due Date': '31/02/2026',
		'Total Amount': '12,5',
		'PDF File': '',
	});
});

test('the first 60 invoices of a file without PDFs get one', () => {
	const lines = Array.from({ length: 70 }, (_, n) => `391,C,,${n},1/2/2013,2/1/2013,1.00,No,`);
	const { rows } = foreign(...lines);
	expect(rows.map((row) => row['PDF File'] !== '').lastIndexOf(true)).toBe(59);
});

test('our own columns come back as they are, with commas, quotes and line breaks', () => {
	const { rows } = foreign('391,C,,1,1/2/2013,2/1/2013,1.00,No,');
	const row = { ...rows[0]!, 'Customer Name': 'Harbor & "Finch", LLC\nOakland' };
	expect(toExport(toCsv([row]))).toEqual({ rows: [row], remarks: [], isForeign: false });
});

test('a file with other columns is refused, and the missing ones are named', () => {
	const some = COLUMNS.filter((name) => name !== 'Due Date').join(',');
	expect(() => toExport(`${some}\n${'x,'.repeat(11)}x`)).toThrow('missing: Due Date.');
});
