import type { Books } from '../harness/control.mts';
import type { Report } from '../harness/report.mts';
import type { ExecutionSummary } from '../n8n/executions.mts';
import { toMinor } from '../sandbox/money.mts';

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
