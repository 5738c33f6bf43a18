import { checkDisputes, withoutLosses } from '../../harness/cash/check-disputes.mts';
import { checkJournal } from '../../harness/cash/check-journal.mts';
import { checkLedger } from '../../harness/cash/check-ledger.mts';
import { log } from '../../harness/log.mts';
import { callerOf } from '../../harness/records.mts';
import type { Report } from '../../harness/report.mts';
import { createRandom } from '../../sandbox/random.mts';
import { toDecimal, toMinor } from '../../sandbox/money.mts';
import { checkEntries, checkFees, checkVariety, PLANTED } from './books-checks.mts';
import { attention, contentOf, post, runNightly, workOut } from './books-flows.mts';
import { Payers } from './books-payers.mts';
import { type BooksWorld, inBooksWorld } from './books-world.mts';
import { checkHits, faultHits, type Hits } from './fault-rates.mts';
import type { Proof } from './proof.mts';

const DAYS = 3;
const PAYMENTS = 102;
const LEAST_PAYMENTS = 300;
/** Of webhooks: one request in eight. Paystand sends events twice and in any order, too. */
const WEBHOOKS = {
	...{ broken: 0.03, brokenAfter: 0.03, serverError: 0.025, serverErrorAfter: 0.025 },
	// A reply that never comes takes two seconds, and everything waits for it.
	...{ timeout: 0.005, timeoutBefore: 0.005, duplicates: 0.05, shuffle: true },
};
/**
 * Of the nightly runs. A payout takes hundreds of requests to explain, and one 500, which nobody
 * asks again, leaves it to a later night.
 */
const NIGHTLY = {
	...{ broken: 0.05, brokenAfter: 0.05, timeout: 0.01, timeoutBefore: 0.01 },
	...{ serverError: 0.001, serverErrorAfter: 0.001 },
};
/** Receivables of any amount, and nobody waits for the limit, which counts by a clock that stands. */
const ALWAYS = { limits: false, rateLimit: 1_000_000 };
const MOST_RUNS = 8;
const UNREAD = ['Payout, not read', 'Payout without entries'];
const REPEATED_EVENTS = 25;

/**
 * The example flows keep an ERP's books under faults: they equal the sandbox's to the cent, payouts
 * become entries that hledger finds no fault with, a difference planted by hand is found, and a
 * second run changes nothing.
 */
export const books: Proof = async (report, seed) =>
	await inBooksWorld(seed, async (world) => {
		const { sandbox, merchant } = world;
		const { faults } = sandbox.world;
		const call = await callerOf(sandbox, merchant);
		const payers = new Payers(call, createRandom(seed));
		const hits: Hits[] = [];
		const under = async (settings: object, work: () => Promise<void>) => {
			faults.set({ seed: seed + hits.length, ...ALWAYS, ...settings });
			await work();
			hits.push(faultHits(sandbox));
			faults.set({ seed, ...ALWAYS });
		};
		const night = async (about: string) => {
			log(about);
			await world.untilQuiet();
			await world.setClock();
			await under(NIGHTLY, async () => await runNights(world));
		};
		faults.set({ seed, ...ALWAYS });
		await payers.setUp(world);

		let isWritten = 0;
		for (let day = 1; day <= DAYS; day++) {
			await payers.billDay(PAYMENTS);
			await under(WEBHOOKS, async () => await payers.playDay());
			log(`day ${day}: ${merchant.payments.size} payments, ${merchant.events.size} events`);
			if (day !== 2) continue;
			isWritten = merchant.transfers.size;
			await night('the books of the first days …');
		}
		const planted = plant(world, isWritten);
		await under(WEBHOOKS, async () => await payers.pass('24h', 9));
		await under(WEBHOOKS, async () => await payers.pass('18d'));
		await night('the books after the last dispute …');

		await world.untilPolled();
		await world.untilQuiet();
		await checkBooks(report, world, planted);
		await checkSecondRun(report, world);
		const faultsHit = checkHits(report, hits);
		const figures = await checkEntries(report, world, planted);
		return `${merchant.payments.size} payments, ${faultsHit} faults, ${figures}`;
	});

/**
 * The largest of the payouts from one on gets more to the bank than Paystand explains, though its
 * report is complete.
 */
function plant({ merchant }: BooksWorld, from: number): string {
	const transfers = merchant.transfers.all().slice(from);
	const [largest] = transfers.sort((a, b) => toMinor(b.amount) - toMinor(a.amount));
	largest!.amount = toDecimal(toMinor(largest!.amount) + PLANTED);
	return largest!.id;
}

/** What runs every night, until all of it went through and every payout could be read. */
async function runNights({ place, flows }: BooksWorld): Promise<void> {
	for (let run = 1; ; run++) {
		const isThrough = await runNightly(place, flows);
		const unread = (await attention(place, 'payout ')).filter(
			({ kind, done }) => !done && UNREAD.includes(String(kind)),
		);
		log(`  run ${run}: ${unread.length} payouts that could not be read`);
		if (isThrough && unread.length === 0) return;
		if (run === MOST_RUNS) throw new Error(`After ${run} runs: ${JSON.stringify(unread[0])}`);
	}
}

async function checkBooks(report: Report, world: BooksWorld, planted: string): Promise<void> {
	const { merchant, place, sandbox } = world;
	const all = await world.books();
	checkVariety(report, merchant, LEAST_PAYMENTS);
	report.title('Events');
	const { pending, failed } = sandbox.world.deliveries.counts();
	report.equal('deliveries that wait or were given up', 0, pending + failed);
	checkJournal(report, all, await world.rows('ERP cash journal'));
	const again = await workOut(place, world.flows);
	checkDisputes(report, all, await attention(place, 'dispute '), again);
	const changedAgain = await post(place, world.flows);
	checkLedger(report, withoutLosses(all), await world.rows('ERP invoices'), changedAgain);
	checkFees(report, merchant, await world.rows('Paystand merchant fees'));

	report.title('What the accountant is told of payouts');
	const told = (await attention(place, 'payout ')).filter(({ done }) => !done);
	report.equal('entries', 1, told.length);
	const { attentionKey, kind, amount } = told[0] ?? {};
	report.equal(
		'the planted difference',
		`payout ${planted} Payout, unexplained ${toDecimal(PLANTED)}`,
		`${attentionKey} ${kind} ${amount}`,
	);
}

async function checkSecondRun(report: Report, world: BooksWorld): Promise<void> {
	report.title('A second run of everything, and events that come once more');
	const { merchant, sandbox, place, flows } = world;
	const before = await contentOf(place);
	const call = await callerOf(sandbox, merchant);
	const events = merchant.events
		.all()
		.filter(({ resource }) => ['receivableTransaction', 'fee'].includes(String(resource.object)))
		.slice(-REPEATED_EVENTS);
	for (const { id } of events) await call('POST', `/control/events/${id}/send`, {});
	await call('POST', '/control/clock', {});
	await world.untilQuiet();
	report.equal('runs that did not go through', 0, (await runNightly(place, flows)) ? 0 : 1);
	const after = await contentOf(place);
	for (const [table, rows] of Object.entries(before))
		report.equal(`"${table}"`, `${rows.length} rows, as before`, tell(rows, after[table]!));
}

function tell(before: string[], after: string[]): string {
	const isSame = before.length === after.length && before.every((row, at) => row === after[at]);
	return `${after.length} rows, ${isSame ? 'as before' : 'changed'}`;
}
