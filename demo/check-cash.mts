import type { ExecutionSummary } from '../n8n/executions.mts';
import type { Row } from '../n8n/tables.mts';
import { toDecimal, toMinor } from '../sandbox/money.mts';
import { sumOf } from './check-push.mts';
import type { Books, DeliveryCounts } from './control.mts';
import { differences, repeats, type Report } from './report.mts';

/** What payers did, so that the checks after it are known to be about something. */
export function checkVariety(report: Report, books: Books, wantedInvoices: number): void {
	report.title('What payers did');
	const { payments, refunds, disputes, receivables } = books;
	const applied = payments.map(({ inner }) => inner.receivables);
	const touched = new Set(applied.flat().map(({ receivableId }) => receivableId));
	report.atLeast('invoices paid on', wantedInvoices, touched.size);
	const full = receivables.filter(({ id, status }) => touched.has(id) && status === 'paid');
	report.atLeast('of these paid in full', Math.floor(wantedInvoices / 2), full.length);
	report.atLeast(
		'payments of several invoices',
		1,
		applied.filter((parts) => parts.length > 1).length,
	);
	report.atLeast('invoices paid in part', 1, touched.size - full.length);
	report.atLeast('refunds', 1, refunds.filter(({ status }) => status === 'paid').length);
	for (const type of ['Card', 'Bank'])
		report.atLeast(
			`disputes (${type})`,
			1,
			disputes.filter((row) => row.disputeType === type).length,
		);
	const fees = payments
		.filter(({ feeSplit }) => feeSplit)
		.map(({ amount, feeSplit }) => toDecimal(toMinor(amount) - toMinor(feeSplit!.subtotal)));
	report.atLeast(
		'payments whose gross is more than what they pay',
		1,
		fees.filter((fee) => fee !== '0.00').length,
	);
}

/** Every event delivered and worked through, and the journal as the sandbox's books. */
export function checkJournal(
	report: Report,
	books: Books,
	journal: Row[],
	deliveries: DeliveryCounts,
	unsuccessful: ExecutionSummary[],
): void {
	report.title('From Paystand into the cash journal');
	report.equal('events delivered', books.events.length, deliveries.delivered);
	report.equal('events not delivered', 0, deliveries.pending + deliveries.failed);
	report.none(
		'runs of n8n that did not succeed',
		unsuccessful.map(({ id, status }) => `execution ${id}: ${status}`),
	);
	report.equal(
		'journal rows that are there twice',
		0,
		repeats(journal.map((row) => String(row.entryKey))),
	);
	const kinds = wantedJournal(books);
	for (const [kind, wanted] of Object.entries(kinds)) {
		const found = journal.filter((row) => String(row.kind).startsWith(kind));
		report.equal(`rows "${kind}"`, wanted.length, found.length);
		report.none(
			`  not as in Paystand's books`,
			differences(
				wanted.map((row) => row.join(' | ')),
				found.map((row) =>
					[
						row.paystandTransactionId,
						row.kind,
						row.sign,
						row.amount,
						row.currency,
						row.erpInvoiceId,
						row.paymentId,
					].join(' | '),
				),
			),
		);
		report.equal(
			'  their sum',
			sumOf(wanted.map(([, , , amount]) => amount!)),
			sumOf(found.map(({ amount }) => String(amount))),
		);
	}
	report.equal('rows of any other kind', journal.length, Object.values(kinds).flat().length);
}

/** Rows as the journal must have them: id, kind, sign, amount, currency, invoice, payment. */
function wantedJournal(books: Books): Record<string, string[][]> {
	const applied = (type: 'Payment' | 'Refund', sign: string) =>
		books.transactions
			.filter(({ resourceType }) => resourceType === type)
			.map((row) => [
				row.id,
				`${type} applied`,
				sign,
				row.amountApplied,
				String(row.currency),
				String(row.receivable.extId),
				row.paymentId,
			]);
	const states = books.events
		.filter(({ resource }) => resource.object === 'dispute')
		.map(({ resource }) =>
			[
				resource.id,
				`Dispute: ${resource.status}`,
				'',
				resource.amount,
				resource.currency,
				'',
				resource.paymentId,
			].map(String),
		);
	return {
		'Payment applied': applied('Payment', '+'),
		'Refund applied': applied('Refund', '-'),
		Dispute: states,
		Fee: books.fees
			.filter(({ feeType }) => feeType !== 'delayed')
			.map((row) => [row.id, 'Fee', '-', row.amount!, row.currency, '', String(row.resource.id)]),
		Payout: books.transfers
			.filter(({ status }) => status === 'paid')
			.map((row) => [row.id, 'Payout', '', row.amount, row.currency, '', '']),
	};
}

/** The ERP's ledger against the sandbox's books, invoice by invoice, to the cent. */
export function checkLedger(
	report: Report,
	books: Books,
	ledger: Row[],
	changedAgain: number,
): void {
	report.title('From the cash journal into the ERP ledger');
	report.equal('invoices in the ledger', books.receivables.length, ledger.length);
	report.none(
		'invoices that do not agree to the cent (ID, total, paid, open)',
		differences(
			books.receivables.map((row) =>
				[row.extId, row.amount, row.amountPaid, openOf(row.amount, row.amountPaid)].join(' | '),
			),
			ledger.map((row) => [row.erpInvoiceId, row.totalAmount, row.paid, row.open].join(' | ')),
		),
	);
	report.none(
		'invoices whose payments and refunds do not add up to what is paid',
		differences(
			paidByPayments(books),
			ledger.map(
				(row) => `${row.erpInvoiceId}: ${openOf(String(row.paid), String(row.paidBefore))}`,
			),
		),
	);
	const paid = sumOf(books.receivables.map(({ amountPaid }) => amountPaid));
	report.equal('paid in all', paid, sumOf(ledger.map((row) => String(row.paid))));
	const total = sumOf(books.receivables.map(({ amount }) => amount));
	report.equal('open in all', openOf(total, paid), sumOf(ledger.map((row) => String(row.open))));
	report.equal('invoices that posting once more changes', 0, changedAgain);
}

/** Per invoice, what payments brought and refunds took back, from the payments' side of the books. */
function paidByPayments({ payments, refunds, receivables }: Books): string[] {
	const paid = new Map(receivables.map(({ id }) => [id, 0]));
	const add = (parts: Array<{ receivableId: string; amount: string }>, sign: number) => {
		for (const { receivableId, amount } of parts)
			paid.set(receivableId, paid.get(receivableId)! + sign * toMinor(amount));
	};
	for (const { inner, datePosted } of payments) if (datePosted) add(inner.receivables, 1);
	for (const { inner, status } of refunds) if (status === 'paid') add(inner.receivables, -1);
	return receivables.map(({ id, extId }) => `${extId}: ${toDecimal(paid.get(id)!)}`);
}

function openOf(total: string, paid: string): string {
	return toDecimal(toMinor(total) - toMinor(paid));
}
