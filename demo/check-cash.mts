import { disputedParts } from '../harness/cash/disputed.mts';
import { sumsOf } from '../harness/cash/sums.mts';
import type { Books } from '../harness/control.mts';
import { differences, repeats, type Report } from '../harness/report.mts';
import type { ExecutionSummary } from '../n8n/executions.mts';
import type { Row } from '../n8n/tables.mts';
import { toDecimal, toMinor } from '../sandbox/money.mts';

/** What payers did, so that the checks after it are known to be about something. */
export function checkVariety(report: Report, books: Books, wantedInvoices: number): void {
	report.title('What payers did');
	const { payments, refunds, disputes, receivables } = books;
	const applied = payments.map(({ inner }) => inner.receivables);
	const touched = new Set(applied.flat().map(({ receivableId }) => receivableId));
	const full = receivables.filter(({ id, status }) => touched.has(id) && status === 'paid');
	const several = applied.filter((parts) => parts.length > 1);
	const withFee = payments.filter(
		({ amount, feeSplit }) => feeSplit && toMinor(amount) > toMinor(feeSplit.subtotal),
	);
	report.atLeast('invoices with a payment', wantedInvoices, touched.size);
	report.atLeast('invoices paid in full', Math.floor(wantedInvoices / 2), full.length);
	report.atLeast('invoices paid in part', 1, touched.size - full.length);
	report.atLeast('payments of several invoices', 1, several.length);
	report.atLeast('payments with a fee on top, which pays no invoice', 1, withFee.length);
	const disputedPayments = new Set(disputes.map(({ paymentId }) => paymentId));
	report.atLeast(
		'payments of several invoices that are disputed',
		1,
		payments.filter(({ id, inner }) => disputedPayments.has(id) && inner.receivables.length > 1)
			.length,
	);
	report.atLeast('refunds', 1, refunds.filter(({ status }) => status === 'paid').length);
	for (const [type, words] of Object.entries({ Card: 'disputed cards', Bank: 'returned debits' })) {
		report.atLeast(words, 1, disputes.filter((row) => row.disputeType === type).length);
	}
	for (const end of ['won', 'lost'])
		report.atLeast(`disputes ${end}`, 1, disputes.filter(({ status }) => status === end).length);
}

/**
 * Every event delivered and worked through.
 *
 * @param wanted how many deliveries there have to be
 */
export function checkDeliveries(
	report: Report,
	wanted: number,
	delivered: number,
	undelivered: number,
	unsuccessful: ExecutionSummary[],
): void {
	report.title('Events');
	report.equal('delivered, those sent twice included', wanted, delivered);
	report.equal('waiting or given up', 0, undelivered);
	report.none(
		'runs of n8n that did not succeed',
		unsuccessful.map(({ id, status }) => `execution ${id}: ${status}`),
	);
}

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
