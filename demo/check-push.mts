import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sumsOf } from '../harness/cash/sums.mts';
import type { Books, LoggedRequest } from '../harness/control.mts';
import { differences, repeats, type Report } from '../harness/report.mts';
import type { Row } from '../n8n/tables.mts';
import { toDecimal, toMinor } from '../sandbox/money.mts';
import type { Expected } from './expected.mts';

/** The export against what the sandbox holds: customers, invoices, sums, PDFs, rows to fix. */
export async function checkPush(
	report: Report,
	expected: Expected,
	books: Books,
	exceptions: Row[],
	pdfFolder: string,
): Promise<void> {
	report.title('From the export into Paystand');
	const { customers, receivables } = books;
	report.equal('customers', expected.customers.size, customers.length);
	report.none(
		'customers that are not as in the export',
		differences(
			[...expected.customers].map(([id, row]) =>
				[id, row['Customer Name'].trim(), row.Email.trim()].join(' | '),
			),
			customers.map((row) => [row.extCustomerId, row.customerName, row.email].join(' | ')),
		),
	);
	report.equal('receivables', expected.invoices.size, receivables.length);
	report.equal(
		'receivables of which there are two',
		0,
		repeats(receivables.map(({ extId }) => extId)),
	);
	const wanted = [...expected.invoices.values()].map((row) => ({
		amount: row['Total Amount'],
		currency: row.Currency,
	}));
	report.equal('their sum', sumsOf(wanted), sumsOf(receivables));
	report.none(
		'receivables that are not as in the export',
		differences(
			[...expected.invoices].map(([id, row]) =>
				[
					id,
					row['Invoice Number'].trim(),
					row['Customer ID'].trim(),
					toDecimal(toMinor(row['Total Amount'].trim())),
					row.Currency,
					row['Invoice Date'],
					row['Due Date'],
				].join(' | '),
			),
			receivables.map((row) =>
				[
					row.extId,
					row.inner.invoiceKey,
					row.extCustomerId,
					row.amount,
					row.currency,
					row.date,
					row.dateDue,
				].join(' | '),
			),
		),
	);
	await checkPdfs(report, expected, books, pdfFolder);
	report.none(
		'faulty rows that are not named with row and field',
		differences(
			expected.faults.map(({ row, field }) => `row ${row}, ${field}`),
			exceptions.map(({ row, field }) => `row ${row}, ${field}`),
		),
	);
	if (expected.faults.length > 0)
		report.equal('rows to fix', expected.faults.length, exceptions.length);
}

async function checkPdfs(
	report: Report,
	{ invoices }: Expected,
	{ attachments, receivables }: Books,
	folder: string,
): Promise<void> {
	const withPdf = [...invoices].filter(([, row]) => row['PDF File']);
	const wanted = withPdf.map(async ([id, row]) => {
		const bytes = await readFile(join(folder, row['PDF File']));
		return `${id} | ${row['PDF File']} | ${createHash('sha256').update(bytes).digest('hex')}`;
	});
	const invoiceOf = new Map(receivables.map(({ id, extId }) => [id, extId]));
	const found = attachments
		.filter(({ status }) => status === 'active')
		.map(
			({ receivableId, name, inner }) =>
				`${invoiceOf.get(receivableId)} | ${name} | ${inner.sha256}`,
		);
	report.equal('PDFs attached', withPdf.length, found.length);
	report.none(
		'PDFs that are missing, twice, or not the same to the byte',
		differences(await Promise.all(wanted), found),
	);
}

/** The export pushed once more, after payments: nothing written, nothing doubled. */
export function checkSecondPush(
	report: Report,
	requests: LoggedRequest[],
	before: Books,
	after: Books,
): void {
	report.title('The same export once more, on the same sandbox, after the payments');
	const writes = requests.filter(
		({ method, path }) => method !== 'GET' && !path.endsWith('/oauth/token'),
	);
	report.atLeast('requests that only read', 1, requests.length - writes.length);
	report.none(
		'requests that write',
		writes.map(({ method, path, status }) => `${method} ${path} (${status})`),
	);
	for (const table of ['customers', 'receivables', 'attachments'] as const)
		report.equal(table, before[table].length, after[table].length);
	const state = ({ receivables }: Books) =>
		receivables.map(
			(row) => `${row.extId}: paid ${row.amountPaid} of ${row.amount}, ${row.status}`,
		);
	report.none('balances that were touched', differences(state(before), state(after)));
}
