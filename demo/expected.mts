import { DateTime } from 'luxon';
import type { ExportRow } from '../harness/invoice-csv.mts';

/** A row that cannot go through, and the field to blame, as the workflow names it. */
export interface Fault {
	/** Line in the file; the header is line 1. */
	row: number;
	field: string;
}

export interface Expected {
	/** Customers that must be in Paystand afterwards, by ERP customer ID. */
	customers: Map<string, ExportRow>;
	/** Invoices that must be in Paystand afterwards, by ERP invoice ID. */
	invoices: Map<string, ExportRow>;
	faults: Fault[];
}

/**
 * What has to come out of an export, found without any of the code that brings it in: a customer
 * for each one that is described, an invoice for each row without a fault, and each faulty row named.
 */
export function expectedOf(rows: ExportRow[]): Expected {
	const expected: Expected = { customers: new Map(), invoices: new Map(), faults: [] };
	for (const [index, row] of rows.entries()) {
		const id = row['Customer ID'].trim();
		const isDescribed = row['Customer Name'].trim() !== '';
		if (!isDescribed || expected.customers.has(id)) continue;
		if (/^\S+@\S+$/.test(row.Email.trim())) expected.customers.set(id, row);
		else expected.faults.push({ row: index + 2, field: 'Email' });
	}
	for (const [index, row] of rows.entries()) {
		const field = faultOf(row, expected.customers);
		if (field) expected.faults.push({ row: index + 2, field });
		else expected.invoices.set(row['Invoice ID'].trim(), row);
	}
	return expected;
}

/** The field that keeps the row's invoice from going through; the first one in the row's order. */
function faultOf(row: ExportRow, customers: Map<string, ExportRow>): string | undefined {
	const isAmount = (text: string) => /^\d{1,15}(\.\d{1,2})?$/.test(text.trim());
	if (!row['Invoice ID'].trim()) return 'ERP Invoice ID';
	if (!row['Invoice Number'].trim()) return 'Invoice Number';
	if (!isAmount(row['Total Amount']) || Number(row['Total Amount']) === 0) return 'Total Amount';
	if (!isDay(row['Invoice Date'])) return 'Posting Date';
	if (!isDay(row['Due Date'])) return 'Due Date';
	if (row['Amount Due'] && !isAmount(row['Amount Due'])) return 'Amount Due';
	if (Number(row['Amount Due']) > Number(row['Total Amount'])) return 'Amount Due';
	if (!['USD', 'CAD'].includes(row.Currency)) return 'Currency';
	return customers.has(row['Customer ID'].trim()) ? undefined : 'Customer';
}

function isDay(text: string): boolean {
	return /^\d{4}-/.test(text) && DateTime.fromISO(text.trim()).isValid;
}
