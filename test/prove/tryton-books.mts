import type { Tryton } from '../../harness/services/tryton.mts';
import { differences, repeats, type Report } from '../../harness/report.mts';
import type { Merchant } from '../../sandbox/merchants.mts';
import { toDecimal, toMinor } from '../../sandbox/money.mts';

/** What Tryton has of a customer's invoice. */
interface TrytonInvoice {
	number: string;
	state: string;
	/** Decimal text. */
	toPay: string;
}

/** Holds what each invoice has to pay in Tryton against what is open of it in the sandbox. */
export async function checkOpen(
	report: Report,
	about: string,
	tryton: Tryton,
	merchant: Merchant,
): Promise<void> {
	const open = merchant.receivables.all().map(({ extId, amount, amountPaid }) => {
		const minor = toMinor(amount) - toMinor(amountPaid);
		return `${extId} ${toDecimal(minor)} ${minor === 0 ? 'paid' : 'posted'}`;
	});
	const found = await invoicesOf(tryton);
	report.none(
		`${about}: invoices with another amount to pay in Tryton than in Paystand`,
		differences(
			open,
			found.map(({ number, state, toPay }) => `${number} ${toDecimal(toMinor(toPay))} ${state}`),
		),
	);
}

/** Holds Tryton's moves and its trial balance against the sandbox's books. */
export async function checkBooks(
	report: Report,
	tryton: Tryton,
	merchant: Merchant,
): Promise<string> {
	const moves = await tryton.client.searchRead(
		'account.move',
		[['journal.code', '=', 'PAYSTAND']],
		['description', 'state'],
	);
	const described = moves.map(({ description }) => String(description));
	const expected = [
		...merchant.transactions.all().map(({ id }) => `Paystand ${id}`),
		...merchant.transfers.all().map(({ id }) => `Paystand ${id}-summary`),
	];
	report.none('Moves that are missing or too many', differences(expected, described));
	report.equal('Moves that are there twice', 0, repeats(described));
	report.none(
		'Moves that are not posted',
		moves.flatMap(({ state, description }) => (state === 'posted' ? [] : String(description))),
	);

	const rows = await tryton.books.trialBalance();
	const sum = (side: 'debit' | 'credit') =>
		rows.reduce((total, row) => total + toMinor(row[side]), 0);
	report.equal("Tryton's trial balance, debits less credits", 0, sum('debit') - sum('credit'));
	for (const [code, minor] of Object.entries(expectedBalances(merchant))) {
		const { name = code, balance = '0.00' } = rows.find((row) => row.code === code) ?? {};
		report.equal(`Balance of ${code} ${name}`, toDecimal(minor), balance);
	}
	return toDecimal(sum('debit'));
}

/** What the accounts have to show, from the sandbox's own tables, debits above zero. */
function expectedBalances(merchant: Merchant): Record<string, number> {
	const total = (amounts: Array<string | undefined>) =>
		amounts.reduce((sum, amount) => sum + toMinor(amount ?? '0'), 0);
	const applied = (type: string) =>
		total(
			merchant.transactions
				.all()
				.filter(({ resourceType }) => resourceType === type)
				.map(({ amountApplied }) => amountApplied),
		);
	const payments = total(merchant.payments.all().map(({ amount }) => amount));
	const refunds = total(merchant.refunds.all().map(({ amount }) => amount));
	const invoices = total(merchant.receivables.all().map(({ amount }) => amount));
	return {
		'1010': total(merchant.transfers.all().map(({ amount }) => amount)),
		// All that was paid is paid out in the end.
		'1020': 0,
		'1100': invoices - applied('Payment') + applied('Refund'),
		'4000': -invoices,
		'4010': applied('Payment') - payments,
		'4030': refunds - applied('Refund'),
		'6010': total(merchant.fees.all().map(({ amount }) => amount)),
	};
}

/** All that a run of the flows may change, as one text. */
export async function stateOf({ client }: Tryton): Promise<string> {
	const moves = await client.searchRead('account.move', [], ['description', 'state', 'lines']);
	const invoices = await client.searchRead('account.invoice', [], ['state', 'payment_lines']);
	const reconciliations = await client.searchRead('account.move.reconciliation', [], ['lines']);
	return JSON.stringify({ moves, invoices, reconciliations });
}

async function invoicesOf({ client }: Tryton): Promise<TrytonInvoice[]> {
	const rows = await client.searchRead('account.invoice', [], ['number', 'state', 'amount_to_pay']);
	return rows.map(({ number, state, amount_to_pay }) => ({
		number: String(number),
		state: String(state),
		toPay: String(amount_to_pay),
	}));
}
