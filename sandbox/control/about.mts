import { openAmount } from '../life/apply.mts';
import { refundable } from '../life/refund.mts';
import type { Merchant } from '../merchants.mts';
import { toDecimal, toMinor } from '../money.mts';
import type * as R from '../resources.mts';

/** The invoice of a record as a person knows it. */
export interface InvoiceRef {
	id: string;
	/** The printed number. */
	number: string;
	/** What the record pays or takes back of this invoice, as a decimal string. */
	amount?: string;
}

/** What a person wants to read beside a record, and the record itself does not tell. */
export interface About {
	invoices: InvoiceRef[];
	customer?: { id: string; key: string; name: string };
	/** The payment that a refund, a dispute, a fee or a transaction belongs to. */
	paymentId?: string;
	/** Of a receivable: what no payment has taken, decimal. */
	open?: string;
	/** Of a receivable: what payments that are not posted yet will pay, decimal. */
	pending?: string;
	/** Of a payment: what has been refunded, and what can be, decimal. */
	refunded?: string;
	refundable?: string;
	/** Of a delivery: what its event tells of, and the amount there. */
	event?: { sourceId: string; sourceTable?: string; amount: unknown; currency: unknown };
}

type Row = { object?: unknown; id?: unknown };

/** Tables of the books by the `object` of their rows. */
export const TABLES = {
	customer: 'customers',
	receivable: 'receivables',
	receivableTransaction: 'transactions',
	creditMemo: 'creditMemos',
	fee: 'fees',
	payment: 'payments',
	refund: 'refunds',
	dispute: 'disputes',
	transfer: 'transfers',
	transferReportEntry: 'reportEntries',
} as const;

/** Invoices, customer and payment of a row of the books; nothing for rows that have none. */
export function aboutOf(merchant: Merchant, row: Row): About {
	switch (row.object) {
		case 'customer':
			return { invoices: [], customer: customerRef(row as R.PayerCustomer) };
		case 'receivable':
			return aboutReceivable(merchant, row as R.Receivable);
		case 'receivableTransaction': {
			const { receivableId, amountApplied, paymentId } = row as R.ReceivableTransaction;
			const applied = [{ receivableId, amount: amountApplied }];
			return { ...aboutId(merchant, 'payments', paymentId), ...invoicesOf(merchant, applied) };
		}
		case 'creditMemo':
			return aboutId(merchant, 'customers', (row as R.CreditMemo).payerCustomerId);
		case 'payment':
			return aboutPayment(merchant, row as R.Payment);
		case 'refund': {
			const { paymentId, inner } = row as R.Refund;
			const { customer } = aboutId(merchant, 'payments', paymentId);
			return { ...invoicesOf(merchant, inner.receivables), customer, paymentId };
		}
		case 'dispute': {
			const { paymentId } = row as R.Dispute;
			const { invoices, customer } = aboutId(merchant, 'payments', paymentId);
			return { invoices, customer, paymentId };
		}
		case 'fee':
		case 'transferReportEntry': {
			const { resourceType, resourceId } = row as R.Fee;
			const { invoices, customer, paymentId } = aboutSource(merchant, resourceType, resourceId);
			return { invoices, customer, paymentId };
		}
		default:
			return { invoices: [] };
	}
}

/** The row of the books that an event tells of, as it is now. */
export function sourceOf(merchant: Merchant, event: R.Event): R.Resource | undefined {
	const table = TABLES[event.resource.object as keyof typeof TABLES];
	return table && merchant[table].get(event.sourceId);
}

/**
 * Payments' fees, and those that stand in disputes alone (docs/paystand-api.md#dispute-fees),
 * oldest first.
 */
export function feesOf(merchant: Merchant): R.Fee[] {
	const ofDisputes = merchant.disputes.all().flatMap(({ fees }) => fees as R.Fee[]);
	const all = [...merchant.fees.all(), ...ofDisputes];
	return all.sort((a, b) => Date.parse(a.created) - Date.parse(b.created));
}

/** What a fee or a line of a payout's report comes from; a former withdrawal tells nothing. */
function aboutSource(merchant: Merchant, type: string, id: string): About {
	if (type === 'Payment') return aboutId(merchant, 'payments', id);
	if (type === 'Refund') return aboutId(merchant, 'refunds', id);
	if (type === 'Dispute') return aboutId(merchant, 'disputes', id);
	const fee = type === 'Fee' && feesOf(merchant).find((one) => one.id === id);
	return fee ? aboutOf(merchant, fee) : { invoices: [] };
}

function aboutId(
	merchant: Merchant,
	table: 'payments' | 'customers' | 'refunds' | 'disputes',
	id: string,
): About {
	const row = merchant[table].get(id);
	return row ? aboutOf(merchant, row) : { invoices: [] };
}

function aboutReceivable(merchant: Merchant, row: R.Receivable): About {
	const customer = merchant.customers.get(row.payerCustomerId);
	const left = toMinor(row.amount) - toMinor(row.amountPaid);
	const open = openAmount(merchant, row);
	return {
		...invoicesOf(merchant, [{ receivableId: row.id }]),
		customer: customer && customerRef(customer),
		open: toDecimal(open),
		pending: toDecimal(left - open),
	};
}

function aboutPayment(merchant: Merchant, row: R.Payment): About {
	const customer = merchant.customers.find(({ payer }) => payer.id === row.payerId);
	const { receivables, refundedAmount } = row.inner;
	return {
		...invoicesOf(merchant, receivables),
		customer: customer && customerRef(customer),
		paymentId: row.id,
		refunded: refundedAmount,
		refundable: toDecimal(row.datePosted ? refundable(merchant, row) : 0),
	};
}

function invoicesOf(
	merchant: Merchant,
	applied: { receivableId: string; amount?: string }[],
): Pick<About, 'invoices'> {
	const invoices = applied.map(({ receivableId: id, amount }) => {
		const number = merchant.receivables.get(id)?.inner.invoiceKey ?? id;
		return { id, number, ...(amount !== undefined && { amount }) };
	});
	return { invoices };
}

function customerRef({ id, extCustomerId, customerName }: R.PayerCustomer) {
	return { id, key: extCustomerId, name: customerName };
}
