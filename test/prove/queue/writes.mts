import { setTimeout as sleep } from 'node:timers/promises';
import { log } from '../../../harness/log.mts';
import { plural } from '../../../harness/plural.mts';
import { addCustomer, callerOf, payerWithCards } from '../../../harness/records.mts';
import type { QueueWorld } from '../../../harness/queue-world.mts';
import type { Report } from '../../../harness/report.mts';
import { checkHits, FAULTS, faultHits, skipQuarterHour } from '../fault-rates.mts';
import type { OperationPlan } from '../operation.mts';
import { type Batch, BatchFlow, type Outcome } from './batches.mts';

/** A worker is killed when so much of everything is in the books. */
const KILL_AT = 0.3;
const POLL_MS = 50;
const UNKNOWN = /unknown/;
/** Half as often as elsewhere: what is sent again counts towards the limit of requests, too. */
const FEWER = Object.fromEntries(
	Object.entries(FAULTS as Record<string, number>).map(([kind, rate]) => [kind, rate / 2]),
);
/** A create that is sent twice makes two records, which the books then show. */
const HARSH = { onDuplicate: 'duplicate' } as const;

interface Row {
	number: number;
	key: string;
	amount: string;
}

/** One kind of writes, and the books that show each of them. */
interface Writes {
	name: string;
	plan: OperationPlan;
	rows: Row[];
	rowsInBatch: number;
	/** Number and amount of what is in the books. */
	books: () => Array<{ number: number; amount: string }>;
}

/** What came of one kind, before what is open is run again. */
interface Count {
	done: number;
	unknown: number;
	refused: number;
	/** Rows of executions that were cut off; of those, how many the books have. */
	cutOff: number;
	cutOffDone: number;
	/** Executions that did not come to their end. */
	lostRuns: number;
}

/**
 * Receivables by Create or Update, and charges with keys, by two workers that share one API key; one
 * of them is killed in the middle. What is open afterwards is run again.
 *
 * @returns the figure
 */
export async function proveWrites(
	report: Report,
	world: QueueWorld,
	seed: number,
	counts: { creates: number; charges: number },
): Promise<string> {
	const { sandbox, queue } = world;
	const { faults, journal } = sandbox.world;
	const kinds = [await receivables(world, counts.creates), await charges(world, counts.charges)];
	const flows = await Promise.all(kinds.map(({ plan }) => BatchFlow.publish<Row>(world, plan)));
	report.title(`${counts.creates} receivables and ${counts.charges} charges, a worker killed`);
	faults.set({ seed, ...FEWER, ...HARSH });
	const from = journal.length;
	const started = Date.now();
	await Promise.all(
		kinds.map((kind, at) => flows[at]!.send(batchesOf(kind.rows, kind.rowsInBatch))),
	);
	const wanted = counts.creates + counts.charges;
	const share = () => kinds.reduce((sum, { books }) => sum + books().length, 0) / wanted;
	while (share() < KILL_AT) await sleep(POLL_MS);
	const [victim] = queue.workers;
	await victim!.kill();
	log(`${victim!.name} was killed with ${Math.round(share() * 100)} % in the books`);
	const [, ...all] = await Promise.all([
		victim!.restart(),
		...flows.map(async (flow) => await flow.outcomes()),
	]);
	const seconds = Math.round((Date.now() - started) / 1000);
	checkHits(report, [faultHits(sandbox)]);
	faults.set({ seed });
	const sent = journal.slice(from);
	const refused = sent.filter(({ status }) => status === 429).length;
	const tokens = sent.filter(({ path }) => path.endsWith('/oauth/token')).length;
	log(
		`all executions ended after ${seconds} s; ${sent.length} requests, ${refused} answered 429, ${plural(tokens, 'access token')} asked for`,
	);

	const figures: string[] = [];
	for (const { pid } of queue.workers) skipQuarterHour(pid());
	for (const [at, kind] of kinds.entries()) {
		figures.push(await settle(report, kind, flows[at]!, all[at]!));
	}
	return `${figures.join('; ')}; ${refused} of ${sent.length} requests answered 429`;
}

async function settle(
	report: Report,
	kind: Writes,
	flow: BatchFlow<Row>,
	{ outcomes, repeatedRuns }: Awaited<ReturnType<BatchFlow<Row>['outcomes']>>,
): Promise<string> {
	const { name, rows, rowsInBatch } = kind;
	const count = tally(report, kind, outcomes);
	report.equal(`runs of ${name} that n8n repeated by itself`, 0, repeatedRuns);
	const last = outcomes.length;
	const open = openRows(rows, outcomes);
	log(
		`${name}: ${count.done} done and said so, ${count.unknown} unknown, ${count.refused} not done and said so; n8n lost ${plural(count.lostRuns, 'run')} with ${plural(count.cutOff, 'row')} (${count.cutOffDone} in the books) and repeated ${repeatedRuns}; ${open.length} rows again …`,
	);
	await flow.send(batchesOf(open, rowsInBatch, last));
	const again = (await flow.outcomes()).outcomes.filter(({ batch }) => batch.number > last);
	const unsaid = again.flatMap(({ batch, said }) =>
		batch.rows.flatMap(({ key }, at) =>
			said[at]!.rows.length === 1 ? [] : [`${key}: ${said[at]!.error ?? 'cut off'}`],
		),
	);
	report.none(`${name} that are not done when run again`, unsaid);
	const books = kind.books();
	const amounts = Map.groupBy(books, ({ number }) => number);
	report.none(
		`${name} not in the books exactly once, with their amount`,
		rows.flatMap(({ number, key, amount }) => {
			const found = (amounts.get(number) ?? []).map((row) => row.amount);
			return found.length === 1 && found[0] === amount ? [] : [`${key}: ${found.join(', ')}`];
		}),
	);
	report.equal(`${name} in the books`, rows.length, books.length);
	const missing = rows.filter(({ number }) => !amounts.has(number)).length;
	return `${rows.length} ${name}: ${missing} lost, ${books.length - amounts.size} twice (n8n lost ${count.lostRuns} of ${last} runs, repeated ${repeatedRuns})`;
}

/** Holds what the node says of each row against the books. */
function tally(report: Report, { name, books }: Writes, outcomes: Outcome<Row>[]): Count {
	const times = Map.groupBy(books(), ({ number }) => number);
	const count: Count = {
		...{ done: 0, unknown: 0, refused: 0, cutOff: 0, cutOffDone: 0 },
		lostRuns: 0,
	};
	const wrong: string[] = [];
	for (const { batch, isCutOff, said } of outcomes) {
		if (isCutOff) count.lostRuns++;
		for (const [at, { number, key }] of batch.rows.entries()) {
			const booked = times.get(number)?.length ?? 0;
			const { rows, error } = said[at]!;
			const tell = () =>
				wrong.push(`${key}: ${booked} in the books, says ${error ?? JSON.stringify(rows)}`);
			if (isCutOff) {
				count.cutOff++;
				count.cutOffDone += booked;
				if (booked > 1) tell();
			} else if (error === undefined) {
				count.done++;
				if (booked !== 1 || rows.length !== 1) tell();
			} else if (UNKNOWN.test(error)) {
				count.unknown++;
				if (booked > 1) tell();
			} else {
				count.refused++;
				if (booked !== 0) tell();
			}
		}
	}
	report.none(`${name} that say what the books do not, or are there twice`, wrong);
	report.atLeast(`runs of ${name} that were cut off by the kill`, 1, count.lostRuns);
	return count;
}

/** The rows that nobody said to be done. */
function openRows(rows: Row[], outcomes: Outcome<Row>[]): Row[] {
	const done = new Set(
		outcomes.flatMap(({ batch, said }) =>
			batch.rows.filter((_, at) => said[at]!.rows.length > 0).map(({ number }) => number),
		),
	);
	return rows.filter(({ number }) => !done.has(number));
}

function batchesOf(rows: Row[], size: number, last = 0): Batch<Row>[] {
	const count = Math.ceil(rows.length / size);
	return Array.from({ length: count }, (_, at) => ({
		number: last + at + 1,
		rows: rows.slice(at * size, (at + 1) * size),
	}));
}

/** Amounts that tell which is which: 1.01, 2.02 and so on. */
function rowsOf(count: number, prefix: string): Row[] {
	return Array.from({ length: count }, (_, index) => {
		const number = index + 1;
		const amount = `${number}.${String(number % 100).padStart(2, '0')}`;
		return { number, key: `${prefix}-${number}`, amount };
	});
}

async function receivables({ sandbox, merchant }: QueueWorld, count: number): Promise<Writes> {
	await addCustomer(await callerOf(sandbox, merchant), 'BILLED');
	const parameters = {
		customer: { __rl: true, mode: 'key', value: 'BILLED' },
		...{ erpId: '={{ $json.key }}', erpRef: '=No. {{ $json.key }}' },
		...{ totalAmount: '={{ $json.amount }}' },
		...{ postingDate: '2026-11-01', dueDate: '2026-11-30' },
	};
	return {
		name: 'receivables',
		plan: { resource: 'receivable', operation: 'upsert', parameters },
		...{ rows: rowsOf(count, 'BILL'), rowsInBatch: Math.ceil(count / 12) },
		books: () =>
			merchant.receivables
				.all()
				.map(({ extId, amount }) => ({ number: Number(extId.replace('BILL-', '')), amount })),
	};
}

async function charges({ sandbox, merchant }: QueueWorld, count: number): Promise<Writes> {
	const call = await callerOf(sandbox, merchant);
	const { payerId, cardIds } = await payerWithCards(call, 'CHARGED', ['4242424242424242']);
	const parameters = {
		customer: { __rl: true, mode: 'payer', value: payerId },
		...{ fund: 'card', cardId: cardIds[0], amount: '={{ $json.amount }}' },
		additionalFields: {
			chargeKey: '={{ $json.key }}',
			meta: '={{ { number: $json.number } }}',
		},
	};
	return {
		name: 'charges',
		plan: { resource: 'payment', operation: 'charge', parameters },
		...{ rows: rowsOf(count, 'CHARGE'), rowsInBatch: Math.ceil(count / 12) },
		books: () =>
			merchant.payments.all().map(({ meta, amount }) => ({
				number: Number((meta as { number: number }).number),
				amount,
			})),
	};
}
