/** The demo's checks of disputes: they notice what is wrong. */
import { beforeEach, expect, test, vi } from 'vitest';
import {
	checkDisputes,
	checkReopened,
	withoutLosses,
} from '../../../harness/cash/check-disputes.mts';
import type { Books } from '../../../harness/control.mts';
import { Report } from '../../../harness/report.mts';
import type { Row } from '../../../n8n/tables.mts';

const part = (receivableId: string, amount: string) => ({ receivableId, amount });
const receivable = (id: string, amountPaid: string) => ({
	...{ id, extId: `E-${id}`, extCustomerId: 'CUST', currency: 'USD' },
	...{ amount: '100.00', amountPaid },
});

/** A payment of two invoices, of which a part was refunded, and its dispute. */
const booksWith = (status: string, disputeType = 'Card') =>
	({
		receivables: [receivable('r1', '100.00'), receivable('r2', '20.00')],
		payments: [{ id: 'p1', inner: { receivables: [part('r1', '100.00'), part('r2', '30.00')] } }],
		refunds: [{ paymentId: 'p1', status: 'paid', inner: { receivables: [part('r2', '10.00')] } }],
		disputes: [{ id: 'd1', paymentId: 'p1', status, disputeType }],
	}) as unknown as Books;

const told = (kind: string) =>
	[
		{ erpInvoiceId: 'E-r1', amount: '100.00' },
		{ erpInvoiceId: 'E-r2', amount: '20.00' },
	].map((row) => ({
		...{ kind, erpCustomerId: 'CUST', currency: 'USD', day: '2026-11-30', whatToDo: 'Ask.' },
		...{ ...row, attentionKey: row.erpInvoiceId },
	})) as unknown as Row[];

function passes(check: (report: Report) => void): boolean {
	const report = new Report();
	check(report);
	return report.end();
}

beforeEach(() => void vi.spyOn(console, 'log').mockImplementation(() => undefined));

test.each([
	['lost', 'Card', 'Card dispute, lost'],
	['won', 'Card', 'Card dispute, won'],
	['lost', 'Bank', 'Returned debit'],
])('%s, %s: told of every invoice', (status, type, kind) => {
	const books = booksWith(status, type);
	expect(passes((report) => checkDisputes(report, books, told(kind), 0))).toBe(true);
	expect(passes((report) => checkDisputes(report, books, told('Card dispute'), 0))).toBe(false);
});

test('an invoice that nobody is told of, an entry twice, no day, and a second run that writes', () => {
	const books = booksWith('lost');
	const entries = told('Card dispute, lost');
	const check = (rows: Row[], again = 0) =>
		passes((report) => checkDisputes(report, books, rows, again));
	expect(check(entries)).toBe(true);
	expect(check(entries.slice(1))).toBe(false);
	expect(check([...entries, entries[0]!])).toBe(false);
	expect(check(entries.map((row) => ({ ...row, day: '' })))).toBe(false);
	expect(check(entries, 1)).toBe(false);
});

test('an invoice of an open dispute that is not open again', () => {
	const check = (open: string) =>
		passes((report) =>
			checkReopened(report, {
				books: booksWith('created'),
				ledger: [
					{ erpInvoiceId: 'E-r1', open: '100.00' },
					{ erpInvoiceId: 'E-r2', open },
				] as unknown as Row[],
				attention: told('Card dispute'),
			}),
		);
	expect(check('100.00')).toBe(true);
	expect(check('0.00')).toBe(false);
});

test.each([
	['lost', ['0.00', '0.00']],
	['underReview', ['0.00', '0.00']],
	['won', ['100.00', '20.00']],
])('what is paid when the dispute is %s', (status, paid) => {
	const { receivables } = withoutLosses(booksWith(status));
	expect(receivables.map(({ amountPaid }) => amountPaid)).toEqual(paid);
});
