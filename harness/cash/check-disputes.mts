import type { Books } from '../control.mts';
import { differences, repeats, type Report } from '../report.mts';
import type { Row } from '../../n8n/tables.mts';
import { toDecimal, toMinor } from '../../sandbox/money.mts';
import { type DisputedPart, disputedParts } from './disputed.mts';
import { sumsOf } from './sums.mts';

/** The books and tables at one moment. */
export interface Moment {
	books: Books;
	ledger: Row[];
	attention: Row[];
}

/** While nothing is decided: every invoice of every disputed payment is open again. */
export function checkReopened(report: Report, { books, ledger, attention }: Moment): void {
	report.title('While disputes are open');
	const parts = disputedParts(books);
	report.none(
		'invoices of disputed payments that are not open again by that amount',
		parts.filter((part) => !isReopened(part, ledger)).map(({ erpInvoiceId }) => erpInvoiceId),
	);
	checkEntries(report, parts, attention);
}

function isReopened({ erpInvoiceId, amount }: DisputedPart, ledger: Row[]): boolean {
	const row = ledger.find((candidate) => candidate.erpInvoiceId === erpInvoiceId);
	return row !== undefined && toMinor(String(row.open)) >= toMinor(amount);
}

/** At the end: what is lost and what is won, and that the accountant knows. */
export function checkDisputes(
	report: Report,
	books: Books,
	attention: Row[],
	changedAgain: number,
): void {
	report.title('Disputes and returned debits');
	const parts = disputedParts(books);
	const lost = parts.filter(({ isPutBack }) => !isPutBack);
	report.equal(
		'invoices that lost a payment, or a part of one',
		lost.length,
		attention.filter((row) => !String(row.kind).endsWith(', won')).length,
	);
	checkEntries(report, parts, attention);
	report.equal('rows that working them out once more changes', 0, changedAgain);
}

function checkEntries(report: Report, parts: DisputedPart[], attention: Row[]): void {
	report.none(
		'invoices that the accountant is not told of, or not so',
		differences(
			parts.map((part) => entry({ ...part, kind: kindOf(part) })),
			attention.map(entry),
		),
	);
	report.equal('  what the accountant is told in all', sumsOf(parts), sumsOf(attention));
	report.none(
		'entries without a day or what to do',
		attention
			.filter((row) => !/^\d{4}-\d\d-\d\d$/.test(String(row.day)) || !row.whatToDo)
			.map((row) => String(row.attentionKey)),
	);
	report.equal(
		'entries that are there twice',
		0,
		repeats(attention.map((row) => String(row.attentionKey))),
	);
}

function entry(row: object): string {
	const { kind, erpInvoiceId, erpCustomerId, amount, currency } = row as Record<string, unknown>;
	return [kind, erpInvoiceId, erpCustomerId, amount, currency].join(' | ');
}

/** A returned debit counts as lost from the start. */
function kindOf({ dispute: { disputeType, status } }: DisputedPart): string {
	if (disputeType === 'Bank') return 'Returned debit';
	return ['won', 'lost'].includes(status) ? `Card dispute, ${status}` : 'Card dispute';
}

/** What Paystand says is paid, less what was lost: a receivable stays paid in Paystand. */
export function withoutLosses(books: Books): Books {
	const lost = disputedParts(books).filter(({ isPutBack }) => !isPutBack);
	const receivables = books.receivables.map((row) => {
		const mine = lost.filter(({ receivableId }) => receivableId === row.id);
		const loss = mine.reduce((sum, { amount }) => sum + toMinor(amount), 0);
		return { ...row, amountPaid: toDecimal(toMinor(row.amountPaid) - loss) };
	});
	return { ...books, receivables };
}
