import { DateTime } from 'luxon';
import type { ExportRow } from '../harness/invoice-csv.mts';

/** A row that does not go through, or not wholly. */
export interface Fault {
	/** Line in the file; the header is line 1. */
	row: number;
	/** Its fields that are to blame, as the workflow names them. */
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
 * What has to come out of an export, found without any of the code that brings it in: a customer for
 * each one that a row describes without a fault, an invoice for each row whose invoice has none and
 * whose customer is there, and each faulty row with its fields.
 */
export function expectedOf(rows: ExportRow[]): Expected {
	const expected: Expected = { customers: new Map(), invoices: new Map(), faults: [] };
	for (const row of rows) {
		const id = row['Customer ID'].trim();
		const isNew = !expected.customers.has(id);
		if (isNew && customerFaults(row).length === 0) expected.customers.set(id, row);
	}
	for (const [index, row] of rows.entries()) {
		const ofInvoice = invoiceFaults(row);
		const fields = [...customerFaults(row), ...ofInvoice];
		if (fields.length > 0) expected.faults.push({ row: index + 2, field: fields.join(', ') });
		const hasCustomer = expected.customers.has(row['Customer ID'].trim());
		if (ofInvoice.length === 0 && hasCustomer) expected.invoices.set(row['Invoice ID'].trim(), row);
	}
	return expected;
}

function customerFaults(row: ExportRow): string[] {
	const isEmail = /^\S+@\S+$/.test(row.Email.trim());
	return named({
		'ERP Customer ID': row['Customer ID'].trim() !== '',
		'Customer Name': row['Customer Name'].trim() !== '',
		Email: isEmail,
	});
}

function invoiceFaults(row: ExportRow): string[] {
	const isAmount = (text: string) => /^\d{1,15}(\.\d{1,2})?$/.test(text.trim());
	const total = row['Total Amount'];
	const due = row['Amount Due'];
	const faults = named({
		'Amount Due': !due || isAmount(due),
		'ERP Invoice ID': row['Invoice ID'].trim() !== '',
		'Invoice Number': row['Invoice Number'].trim() !== '',
		'Total Amount': isAmount(total) && Number(total) > 0,
		Currency: row.Currency !== '',
		'Posting Date': isDay(row['Invoice Date']),
		'Due Date': isDay(row['Due Date']),
	});
	if (faults.length > 0) return faults;
	if (Number(due) > Number(total)) return ['Amount Due'];
	// Paystand itself knows the currencies, so it is asked only when nothing else is wrong.
	return ['USD', 'CAD'].includes(row.Currency) ? [] : ['Currency'];
}

/** The names of what does not hold, in the order in which the workflow names them. */
function named(holds: Record<string, boolean>): string[] {
	return Object.keys(holds).filter((field) => !holds[field]);
}

function isDay(text: string): boolean {
	return /^\d{4}-/.test(text) && DateTime.fromISO(text.trim()).isValid;
}
