import type { Row } from '../../n8n/tables.mts';
import type { Books } from '../control.mts';
import { differences, repeats, type Report } from '../report.mts';
import { disputedParts } from './disputed.mts';
import { sumsOf } from './sums.mts';

/** What a row of the cash journal has to say. */
interface Entry {
	paystandTransactionId: string;
	kind: string;
	sign: '' | '+' | '-';
	amount: string;
	currency: string;
	erpInvoiceId: string;
	paymentId: string;
}

/** The cash journal against the sandbox's books: nothing missing, nothing twice, every cent. */
export function checkJournal(report: Report, books: Books, journal: Row[]): void {
	report.title('From Paystand into the cash journal');
	const kinds: Record<string, Entry[]> = {
		'Payment applied': applied(books, 'Payment', '+'),
		'Refund applied': applied(books, 'Refund', '-'),
		'Card dispute: taken back': disputed(books, 'Card', '-'),
		'Card dispute: put back': disputed(books, 'Card', '+'),
		'Returned debit: taken back': disputed(books, 'Bank', '-'),
		Fee: finalFees(books),
		Payout: payouts(books),
	};
	for (const [kind, wanted] of Object.entries(kinds)) {
		const found = journal.filter((row) => String(row.kind).startsWith(kind));
		report.equal(`"${kind}" rows`, wanted.length, found.length);
		report.equal('  their sum', sumsOf(wanted), sumsOf(found));
		report.none(
			"  not as in Paystand's books",
			differences(
				wanted.map(line),
				found.map((row) => line(row as unknown as Entry)),
			),
		);
	}
	report.equal('rows in all', Object.values(kinds).flat().length, journal.length);
	report.equal('rows that are there twice', 0, repeats(journal.map((row) => String(row.entryKey))));
}

function line(entry: Entry): string {
	const { paystandTransactionId, kind, sign, amount, currency, erpInvoiceId, paymentId } = entry;
	return [paystandTransactionId, kind, sign, amount, currency, erpInvoiceId, paymentId].join(' | ');
}

function applied(books: Books, type: 'Payment' | 'Refund', sign: '+' | '-'): Entry[] {
	return books.transactions
		.filter(({ resourceType }) => resourceType === type)
		.map((row) => ({
			paystandTransactionId: row.id,
			kind: `${type} applied`,
			sign,
			amount: row.amountApplied,
			currency: String(row.currency),
			erpInvoiceId: String(row.receivable.extId),
			paymentId: row.paymentId,
		}));
}

/** A dispute counts once on each invoice of its payment, and once the other way when it is won. */
function disputed(books: Books, type: 'Card' | 'Bank', sign: '+' | '-'): Entry[] {
	const kind = type === 'Card' ? 'Card dispute' : 'Returned debit';
	return disputedParts(books)
		.filter(({ dispute, isPutBack }) => dispute.disputeType === type && (sign === '-' || isPutBack))
		.map(({ dispute, amount, currency, erpInvoiceId }) => ({
			paystandTransactionId: dispute.id,
			kind: `${kind}: ${sign === '-' ? 'taken' : 'put'} back`,
			sign,
			amount,
			currency,
			erpInvoiceId,
			paymentId: dispute.paymentId,
		}));
}

function finalFees({ fees }: Books): Entry[] {
	return fees
		.filter(({ feeType }) => feeType !== 'delayed')
		.map((row) => ({
			paystandTransactionId: row.id,
			kind: 'Fee',
			sign: '-',
			amount: String(row.amount),
			currency: row.currency,
			erpInvoiceId: '',
			paymentId: String(row.resource.id),
		}));
}

function payouts({ transfers }: Books): Entry[] {
	return transfers
		.filter(({ status }) => status === 'paid')
		.map((row) => ({
			paystandTransactionId: row.id,
			kind: 'Payout',
			sign: '',
			amount: row.amount,
			currency: row.currency,
			erpInvoiceId: '',
			paymentId: '',
		}));
}
