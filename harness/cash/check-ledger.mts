import type { Row } from '../../n8n/tables.mts';
import { toDecimal, toMinor } from '../../sandbox/money.mts';
import type { Books } from '../control.mts';
import { differences, repeats, type Report } from '../report.mts';
import { disputedParts } from './disputed.mts';
import { sumsOf } from './sums.mts';

/**
 * The ERP's ledger against the sandbox's books, invoice by invoice, to the cent.
 *
 * @param books with receivables that have lost what disputes took, see `withoutLosses`
 */
export function checkLedger(
	report: Report,
	books: Books,
	ledger: Row[],
	changedAgain: number,
): void {
	report.title('From the cash journal into the ERP ledger');
	const { receivables } = books;
	report.equal('invoices', receivables.length, ledger.length);
	report.none(
		'invoices that do not agree with Paystand to the cent, losses by disputes counted',
		differences(
			receivables.map(({ extId, amount, amountPaid }) =>
				figures(extId, amount, amountPaid, minus(amount, amountPaid)),
			),
			ledger.map((row) => figures(row.erpInvoiceId, row.totalAmount, row.paid, row.open)),
		),
	);
	report.none(
		'invoices whose payments, refunds and disputes do not add up to what is paid',
		differences(
			paidByPayments(books),
			ledger.map((row) => `${row.erpInvoiceId}: ${minus(row.paid, row.paidBefore)}`),
		),
	);
	report.equal(
		'paid in all',
		sumsOf(receivables.map(({ amountPaid: amount, currency }) => ({ amount, currency }))),
		sumsOf(ledger.map(({ paid: amount, currency }) => ({ amount, currency }))),
	);
	report.equal(
		'open in all',
		sumsOf(receivables.map((row) => ({ ...row, amount: minus(row.amount, row.amountPaid) }))),
		sumsOf(ledger.map(({ open: amount, currency }) => ({ amount, currency }))),
	);
	report.equal('invoices that posting once more changes', 0, changedAgain);
	report.equal(
		'invoices that are there twice',
		0,
		repeats(ledger.map((row) => String(row.erpInvoiceId))),
	);
}

function figures(id: unknown, total: unknown, paid: unknown, open: unknown): string {
	return `${id}: ${total} in all, ${paid} paid, ${open} open`;
}

/** Per invoice, what payments brought and refunds and disputes took back, from the payments' side of the books. */
function paidByPayments(books: Books): string[] {
	const { payments, refunds, receivables } = books;
	const paid = new Map(receivables.map(({ id }) => [id, 0]));
	const add = (parts: Array<{ receivableId: string; amount: string }>, sign: number) => {
		for (const { receivableId, amount } of parts)
			paid.set(receivableId, paid.get(receivableId)! + sign * toMinor(amount));
	};
	for (const { inner, datePosted } of payments) if (datePosted) add(inner.receivables, 1);
	for (const { inner, status } of refunds) if (status === 'paid') add(inner.receivables, -1);
	for (const part of disputedParts(books)) if (!part.isPutBack) add([part], -1);
	return receivables.map(({ id, extId }) => `${extId}: ${toDecimal(paid.get(id)!)}`);
}

function minus(total: unknown, paid: unknown): string {
	return toDecimal(toMinor(String(total)) - toMinor(String(paid)));
}
