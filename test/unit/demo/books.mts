/** Books for tests of the disputes flow: two invoices that one payment has paid, one of them in part. */
import { type Books, type Row, runDisputes, runPost } from './flow.mts';

export let books: Books;
let seconds: number;

/** Invoice A over 100.00 is paid in full and B over 50.00 with 30.00, both by payment `pay1`. */
export function freshBooks(): void {
	seconds = 0;
	books = {
		whenDisputed: 'Reopen Invoice',
		disputes: [],
		journal: [],
		attention: [],
		invoices: [],
		exported: [],
	};
	invoice('A', '100.00');
	invoice('B', '50.00');
	pay('pay1', 'A', '100.00');
	pay('pay1', 'B', '30.00');
}

export function invoice(erpInvoiceId: string, totalAmount: string): void {
	const figures = { paidBefore: '0.00', paid: '0.00', open: totalAmount };
	books.invoices.push({ erpInvoiceId, totalAmount, ...figures });
}

export function pay(paymentId: string, erpInvoiceId: string, amount: string, more: Row = {}): void {
	const id = books.journal.length + 1;
	books.journal.push({
		...{ id, entryKey: `receivableTransaction t${id}`, kind: 'Payment applied', sign: '+' },
		...{ amount, currency: 'USD', erpInvoiceId, erpCustomerId: 'CUST', paymentId },
		paystandTransactionId: `t${id}`,
		...more,
	});
}

export const refund = (paymentId: string, erpInvoiceId: string, amount: string) =>
	pay(paymentId, erpInvoiceId, amount, { kind: 'Refund applied', sign: '-' });

/** A state of a dispute arrives, a second after the one before. */
export function dispute(status: string, more: Row = {}): void {
	seconds++;
	const disputeId = String(more.disputeId ?? 'd1');
	books.disputes.push({
		...{ stateKey: `dispute ${disputeId} ${status}`, disputeId, status, disputeType: 'Card' },
		...{ reason: 'fraudulent', amount: '130.00', currency: 'USD', paymentId: 'pay1' },
		...{ erpCustomerId: 'CUST', day: '2026-11-30', eventId: `e${seconds}` },
		changedAt: `2026-11-30T12:00:${String(seconds).padStart(2, '0')}.000Z`,
		...more,
	});
}

/** Both flows, as their schedules run them. Returns what is open on the invoices. */
export function openAfter(): Record<string, unknown> {
	runDisputes(books);
	runPost(books);
	return Object.fromEntries(books.invoices.map((row) => [row.erpInvoiceId, row.open]));
}

export const signed = () =>
	books.journal
		.filter(({ entryKey }) => String(entryKey).startsWith('dispute '))
		.map((row) => `${row.kind} ${row.erpInvoiceId} ${row.sign}${row.amount}`);
export const told = () =>
	books.attention.map((row) => `${row.kind} | ${row.erpInvoiceId} | ${row.amount} ${row.currency}`);
