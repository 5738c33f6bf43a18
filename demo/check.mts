import {
	checkDisputes,
	checkReopened,
	type Moment,
	withoutLosses,
} from '../harness/cash/check-disputes.mts';
import { checkJournal } from '../harness/cash/check-journal.mts';
import { checkLedger } from '../harness/cash/check-ledger.mts';
import type { Books, LoggedRequest, State } from '../harness/control.mts';
import { rowsOf } from '../harness/examples.mts';
import type { ExportRow } from '../harness/invoice-csv.mts';
import { Report } from '../harness/report.mts';
import { toDecimal, toMinor } from '../sandbox/money.mts';
import type { Receivable } from '../sandbox/resources.mts';
import { checkDeliveries, checkVariety } from './check-cash.mts';
import { checkPush, checkSecondPush } from './check-push.mts';
import { type Expected, expectedOf } from './expected.mts';
import type { DemoWorld } from './world.mts';

/** A large export has to see so many invoices paid; a small one a third of its own. */
const MANY_PAID = 300;

export interface Run {
	rows: ExportRow[];
	pdfFolder: string;
	/** The sandbox before the run: it may have served another one. */
	start: State;
	receivablesAtStart: Receivable[];
	/** The sandbox's books before the second push. */
	books: Books;
	/** What the second push asked of Paystand. */
	requests: LoggedRequest[];
	/** How many events were sent once more. */
	repeated: number;
	/** How many invoices changed when the journal was posted once more. */
	changedAgain: number;
	/** When payments were disputed and nothing was decided. */
	whenDisputed: Moment;
	/** How many rows changed when the disputes were worked out once more. */
	disputesChangedAgain: number;
}

/** Checks a run from end to end and prints a line for each check. Returns whether all is well. */
export async function checkAll(world: DemoWorld, run: Run): Promise<boolean> {
	const { control, n8n } = world;
	const { start, repeated } = run;
	const report = new Report();
	const expected = expectedOf(run.rows);
	const exceptions = await rowsOf(world, 'Paystand import exceptions');
	await checkPush(report, expected, run.books, exceptions, run.pdfFolder);

	const books = since(start.now, run.books);
	checkVariety(report, books, Math.min(MANY_PAID, Math.floor(expected.invoices.size / 3)));
	const { deliveries } = await control.state();
	const delivered = deliveries.delivered - start.deliveries.delivered;
	const undelivered = deliveries.pending + deliveries.failed - start.deliveries.failed;
	const unsuccessful = await n8n.executions.list({ status: ['error', 'crashed', 'canceled'] });
	checkDeliveries(report, books.events.length + repeated, delivered, undelivered, unsuccessful);
	checkJournal(report, books, await rowsOf(world, 'ERP cash journal'));
	const { whenDisputed, disputesChangedAgain } = run;
	checkReopened(report, { ...whenDisputed, books: since(start.now, whenDisputed.books) });
	const attention = await rowsOf(world, 'Paystand needs attention');
	checkDisputes(report, books, attention, disputesChangedAgain);
	const ledger = await rowsOf(world, 'ERP invoices');
	checkLedger(
		report,
		withoutHistory(withoutLosses(books), run.receivablesAtStart, expected),
		ledger,
		run.changedAgain,
	);
	checkSecondPush(report, run.requests, run.books, await control.books());
	return report.end();
}

/** The books with only that money in them that moved in this run. */
function since(start: string, books: Books): Books {
	const isNew = ({ created }: { created: string }) => created >= start;
	return {
		...books,
		transactions: books.transactions.filter(isNew),
		payments: books.payments.filter(isNew),
		refunds: books.refunds.filter(isNew),
		disputes: books.disputes.filter(isNew),
		fees: books.fees.filter(isNew),
		transfers: books.transfers.filter(isNew),
		events: books.events.filter(isNew),
	};
}

/**
 * The books without what was paid before this run and the export does not know of: its ledger began
 * with what the export says.
 */
function withoutHistory(books: Books, atStart: Receivable[], { invoices }: Expected): Books {
	const history = new Map<string, number>();
	for (const { extId, amount, amountPaid } of atStart) {
		const due = invoices.get(extId)?.['Amount Due'].trim() || amount;
		history.set(extId, toMinor(amountPaid) - (toMinor(amount) - toMinor(due)));
	}
	const receivables = books.receivables.map((row) => {
		const amountPaid = toDecimal(toMinor(row.amountPaid) - (history.get(row.extId) ?? 0));
		return { ...row, amountPaid };
	});
	return { ...books, receivables };
}
