import { differences, repeats, type Report } from '../../harness/report.mts';
import { balances, checkLedger } from '../../harness/services/hledger.mts';
import { type JournalLine, writeLedger } from '../../harness/services/journal-ledger.mts';
import type { Row } from '../../n8n/tables.mts';
import type { Merchant } from '../../sandbox/merchants.mts';
import { toDecimal, toMinor } from '../../sandbox/money.mts';
import type { Payment, Refund, Transfer } from '../../sandbox/resources.mts';
import type { BooksWorld } from './books-world.mts';

/** In cents: what the bank gets more of than Paystand explains. */
export const PLANTED = 123;

const CLEARING = 'Paystand Clearing';
const CURRENCIES = { CAD: 2, USD: 2 };
const LEAST_PAYOUTS = 5;

/** What happened, so that the checks after it are known to be about something. */
export function checkVariety(report: Report, merchant: Merchant, leastPayments: number): void {
	report.title('What happened');
	const payments = merchant.payments.all();
	const disputes = merchant.disputes.all();
	const applied = ({ inner }: Payment) =>
		inner.receivables.reduce((sum, { amount }) => sum + toMinor(amount), 0);
	const count = (rows: unknown[]) => rows.length;
	const entries = merchant.reportEntries.all();
	const payoutOf = new Map(entries.map(({ resourceId, inner }) => [resourceId, inner.transferId]));
	const kinds: Record<string, number> = {
		'payments of several invoices': count(
			payments.filter(({ inner }) => inner.receivables.length > 1),
		),
		'invoices paid in part': count(
			merchant.receivables.all().filter((row) => row.status === 'active' && Number(row.amountPaid)),
		),
		overpaid: count(payments.filter((row) => toMinor(row.feeSplit!.subtotal) > applied(row))),
		'with a fee on top': count(payments.filter((row) => Number(row.feeSplit!.payerTotalFees))),
		'with a discount': count(payments.filter((row) => Number(row.feeSplit!.payerDiscount))),
		'fees taken off a later payout': count(
			merchant.fees.all().filter((fee) => {
				const [own, ofPayment] = [payoutOf.get(fee.id), payoutOf.get(fee.resourceId)];
				return own !== undefined && ofPayment !== undefined && own !== ofPayment;
			}),
		),
		'refunds of a part': count(
			merchant.refunds
				.all()
				.filter((row) => row.amount !== merchant.payments.get(row.paymentId)!.amount),
		),
		'refunds of all': count(
			merchant.refunds
				.all()
				.filter((row) => row.amount === merchant.payments.get(row.paymentId)!.amount),
		),
		...Object.fromEntries(
			['won', 'lost'].map((end) => [
				`card disputes ${end}`,
				count(disputes.filter((row) => row.disputeType === 'Card' && row.status === end)),
			]),
		),
		'returned debits': count(disputes.filter(({ disputeType }) => disputeType === 'Bank')),
		'negative payouts': count(
			merchant.transfers.all().filter(({ amount }) => amount.startsWith('-')),
		),
		'currencies of payouts': new Set(merchant.transfers.all().map(({ currency }) => currency)).size,
	};
	report.atLeast('payments', leastPayments, payments.length);
	report.atLeast('payouts', LEAST_PAYOUTS, merchant.transfers.size);
	for (const [kind, found] of Object.entries(kinds)) report.atLeast(kind, 2, found);
	report.none(
		'payouts that have not arrived',
		merchant.transfers
			.all()
			.filter(({ status }) => status !== 'paid')
			.map(({ id, status }) => `${id}: ${status}`),
	);
}

/** Every final fee once, those of disputes too. */
export function checkFees(report: Report, merchant: Merchant, rows: Row[]): void {
	report.title('Merchant fees');
	const line = (...parts: unknown[]) => parts.join(' | ');
	const wanted = [
		...merchant.fees
			.all()
			.filter(({ feeType }) => feeType === 'paystand')
			.map((fee) => line(fee.id, fee.amount, fee.currency, 'Payment', fee.resourceId)),
		...merchant.disputes
			.all()
			.flatMap(({ fees, paymentId }) =>
				(fees as Array<{ id: string; amount: string; currency: string }>).map((fee) =>
					line(fee.id, fee.amount, fee.currency, 'Dispute', paymentId),
				),
			),
	];
	report.equal('fees', wanted.length, rows.length);
	report.none(
		"not as in Paystand's books",
		differences(
			wanted,
			rows.map((row) => line(row.feeId, row.amount, row.currency, row.kind, row.paymentId)),
		),
	);
}

/**
 * The journal entries against the sandbox's own reports, payout by payout, and hledger's verdict.
 *
 * @returns the figure
 */
export async function checkEntries(
	report: Report,
	{ merchant, rows: read }: BooksWorld,
	planted: string,
): Promise<string> {
	report.title('Payouts in the books');
	const rows = await read('Paystand journal entries');
	const transfers = merchant.transfers.all();
	const explained = transfers.filter(({ id }) => id !== planted);
	report.equal(
		'lines of the planted payout',
		0,
		rows.filter((row) => row.transferId === planted).length,
	);
	report.equal('lines that are there twice', 0, repeats(rows.map(({ lineId }) => String(lineId))));
	const wanted = explained.flatMap((transfer) => sumsOf(merchant, transfer));
	const found = [...totals(rows, ({ transferId, account }) => `${transferId} ${account}`)];
	report.none(
		'accounts of payouts that are not as in the reports, to the cent',
		differences(wanted.filter(isSome), found.map(([key, sum]) => `${key}: ${sum}`).filter(isSome)),
	);
	report.none(
		'invoices that are not credited as they were paid, to the cent',
		differences(
			explained.flatMap((transfer) => invoicesOf(merchant, transfer)),
			rows
				.filter(({ erpInvoiceId }) => erpInvoiceId)
				.map((row) => [row.resourceId, row.erpInvoiceId, row.debit, row.credit].join(' ')),
		),
	);
	report.none(
		'entries whose debits are not their credits',
		[...totals(rows, ({ entryId }) => String(entryId))]
			.filter(([, sum]) => sum !== '0.00')
			.map(([entryId, sum]) => `${entryId}: ${sum}`),
	);

	report.title("hledger's verdict");
	const accounts = [...new Set(rows.map(({ account }) => String(account)))];
	const ledger = writeLedger(rows as unknown as JournalLine[], {
		accounts,
		currencies: CURRENCIES,
	});
	const verdict = await checkLedger(ledger);
	report.none('hledger check --strict', verdict.ok ? [] : [verdict.errors]);
	const judged = await balances(ledger);
	report.none(
		'balances that are not the sums of the payouts',
		differences(
			bySum(wanted.map((text) => text.slice(text.indexOf(' ') + 1))).filter(isSome),
			judged
				.map(({ account, currency, amount }) => `${account} ${currency}: ${amount}`)
				.filter(isSome),
		),
	);
	const clearing = judged.filter(({ account }) => account === CLEARING);
	report.none(
		'clearing that is not zero',
		clearing.filter(({ amount }) => amount !== '0.00').map(({ amount }) => amount),
	);
	const entries = new Set(rows.map(({ entryId }) => entryId)).size;
	return `${explained.length} of ${transfers.length} payouts in ${rows.length} lines of ${entries} entries, clearing at ${[...new Set(clearing.map(({ amount }) => amount))].join(', ')}, the planted one Unexplained by ${toDecimal(PLANTED)}`;
}

/** An account that nothing moved in need not be there. */
function isSome(text: string): boolean {
	return !text.endsWith(': 0.00');
}

/** Debits less credits. */
function totals(rows: Row[], keyOf: (row: Row) => string): Map<string, string> {
	const sums = new Map<string, number>();
	for (const row of rows) {
		const key = `${keyOf(row)} ${row.currency}`;
		const sum = toMinor(String(row.debit)) - toMinor(String(row.credit));
		sums.set(key, (sums.get(key) ?? 0) + sum);
	}
	return new Map([...sums].map(([key, sum]) => [key, toDecimal(sum)]));
}

/** `<account> <currency>: <amount>`, added up. */
function bySum(texts: string[]): string[] {
	const sums = new Map<string, number>();
	for (const text of texts) {
		const at = text.lastIndexOf(': ');
		const key = text.slice(0, at);
		sums.set(key, (sums.get(key) ?? 0) + toMinor(text.slice(at + 2)));
	}
	return [...sums].map(([key, sum]) => `${key}: ${toDecimal(sum)}`);
}

/** `<transfer> <account> <currency>: <debits less credits>`, from the sandbox's report alone. */
function sumsOf(merchant: Merchant, { id, amount, currency }: Transfer): string[] {
	const sums = new Map<string, number>([
		['Bank', toMinor(amount)],
		[CLEARING, 0],
	]);
	const add = (account: string, minor: number) =>
		sums.set(account, (sums.get(account) ?? 0) + minor);
	for (const entry of entriesOf(merchant, id)) {
		const minor = toMinor(entry.amount);
		if (entry.resourceType === 'Payment') {
			const { feeSplit } = merchant.payments.get(entry.resourceId)!;
			const fee = toMinor(feeSplit!.payerTotalFees);
			const discount = toMinor(feeSplit!.payerDiscount);
			const applied = partsOf(merchant.payments.get(entry.resourceId)!);
			add('Accounts Receivable', -applied);
			add('Convenience Fee Income', -fee);
			add('Incentives and Discounts', discount);
			add('Unapplied Cash', -(minor - fee + discount - applied));
		} else if (entry.resourceType === 'Refund') {
			const reopened = partsOf(merchant.refunds.get(entry.resourceId)!);
			add('Accounts Receivable', reopened);
			add('Refunds', -minor - reopened);
		} else add(entry.resourceType === 'Fee' ? 'Merchant Fees' : 'Disputes', -minor);
	}
	return [...sums].map(([account, minor]) => `${id} ${account} ${currency}: ${toDecimal(minor)}`);
}

/** `<payment or refund> <invoice> <debit> <credit>`. */
function invoicesOf(merchant: Merchant, { id }: Transfer): string[] {
	return entriesOf(merchant, id).flatMap(({ resourceType, resourceId }) => {
		const record = merchant.payments.get(resourceId) ?? merchant.refunds.get(resourceId);
		if (!record || !['Payment', 'Refund'].includes(resourceType)) return [];
		return record.inner.receivables.map(({ receivableId, amount }) => {
			const { extId } = merchant.receivables.get(receivableId)!;
			const sides = resourceType === 'Refund' ? [amount, '0.00'] : ['0.00', amount];
			return [resourceId, extId, ...sides].join(' ');
		});
	});
}

function entriesOf(merchant: Merchant, transferId: string) {
	return merchant.reportEntries.all().filter(({ inner }) => inner.transferId === transferId);
}

function partsOf({ inner }: Payment | Refund): number {
	return inner.receivables.reduce((sum, { amount }) => sum + toMinor(amount), 0);
}
