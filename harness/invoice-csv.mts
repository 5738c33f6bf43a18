import { parse } from 'csv-parse/sync';
import { DateTime } from 'luxon';

/** The columns of the ERP export that `examples/erp-to-paystand-csv.json` reads, in their order. */
export const COLUMNS = [
	'Customer ID',
	'Customer Name',
	'Email',
	'Contact First Name',
	'Contact Last Name',
	'Invoice ID',
	'Invoice Number',
	'Invoice Date',
	'Due Date',
	'Total Amount',
	'Amount Due',
	'Currency',
	'PDF File',
] as const;

export type ExportRow = Record<(typeof COLUMNS)[number], string>;

export interface Translated {
	rows: ExportRow[];
	/** What a person should know about the translation; empty when the columns are our own. */
	remarks: string[];
	/** Whether the rows name PDFs that do not exist yet. */
	isForeign: boolean;
}

/** How many invoices of a file without PDFs get a generated one. */
const PDFS_OF_FOREIGN_FILE = 60;

const NEEDED_BY_ACCOUNTS_RECEIVABLE = [
	'customerID',
	'invoiceNumber',
	'InvoiceDate',
	'DueDate',
	'InvoiceAmount',
];

/**
 * Reads a CSV of invoices into the export's columns. Understood are the export's own columns, and
 * those of the public "accounts receivable" data set (customerID, invoiceNumber, InvoiceDate,
 * DueDate, InvoiceAmount …; days as M/D/YYYY). A cell that cannot be translated stays as it is:
 * the workflow is there to name it.
 *
 * @throws Error when the columns are neither
 */
export function toExport(csv: string): Translated {
	const records = parse(csv, {
		columns: true,
		bom: true,
		skip_empty_lines: true,
	}) as Array<Record<string, string>>;
	const [first] = records;
	if (!first) throw new Error('The file has no rows');
	if (COLUMNS.every((name) => name in first)) {
		return { rows: records as ExportRow[], remarks: [], isForeign: false };
	}
	if (NEEDED_BY_ACCOUNTS_RECEIVABLE.every((name) => name in first)) {
		return {
			rows: records.map(fromAccountsReceivable),
			remarks: [
				'The file has no names and no emails: the customer ID stands for the name, and ar+<id>@example.com for the email.',
				'It has no currency: USD is taken.',
				`It has no PDFs: the first ${Math.min(PDFS_OF_FOREIGN_FILE, records.length)} invoices get a generated one.`,
			],
			isForeign: true,
		};
	}
	const missing = COLUMNS.filter((name) => !(name in first));
	throw new Error(
		`These columns are missing: ${missing.join(', ')}. The file has: ${Object.keys(first).join(', ')}`,
	);
}

/** Writes rows as the CSV that the workflow reads (RFC 4180, with a header line). */
export function toCsv(rows: ExportRow[]): string {
	const lines = rows.map((row) => COLUMNS.map((name) => quoted(row[name])).join(','));
	return [COLUMNS.join(','), ...lines, ''].join('\n');
}

function quoted(cell: string): string {
	return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function fromAccountsReceivable(record: Record<string, string>, index: number): ExportRow {
	const customer = record.customerID.trim();
	const invoice = record.invoiceNumber.trim();
	return {
		'Customer ID': customer,
		'Customer Name': customer,
		Email: customer && `ar+${customer.toLowerCase()}@example.com`,
		'Contact First Name': '',
		'Contact Last Name': '',
		'Invoice ID': invoice,
		'Invoice Number': invoice,
		'Invoice Date': isoDay(record.InvoiceDate),
		'Due Date': isoDay(record.DueDate),
		'Total Amount': record.InvoiceAmount,
		'Amount Due': record.InvoiceAmount,
		Currency: 'USD',
		'PDF File': index < PDFS_OF_FOREIGN_FILE && invoice ? `${invoice}.pdf` : '',
	};
}

/** `M/D/YYYY` as `YYYY-MM-DD`; anything else, also a day that does not exist, as it is. */
function isoDay(text: string): string {
	const day = DateTime.fromFormat(text.trim(), 'M/d/yyyy', { zone: 'utc' });
	return day.isValid ? day.toISODate() : text;
}
