import { log } from '../../harness/log.mts';
import type { Report } from '../../harness/report.mts';
import type { HarnessWorld } from '../../harness/world.mts';
import { checkHits, FAULTS, faultHits, skipQuarterHour } from './fault-rates.mts';
import { runItems, type OperationPlan, type Said } from './operation.mts';

const KEY = /key '([^']+)' went through is unknown/;
/** Before anything is sent, something is read: an access token, for one, and that may not come about either. */
const UNSENT =
	/could not be reached|could not issue an access token|could not process the request|did not answer/;

/** One movement of money that the node is to make. */
export interface Wanted {
	number: number;
	amount: string;
	/** The key under which it is run again. */
	key: string;
}

/** What the sandbox's books have of it; `meta.number` says which one it is. */
interface Booked {
	id: string;
	amount: string;
	meta?: unknown;
}

/** A kind of movement that is put to the test. */
export interface MovementPlan {
	/** E.g. `charges`. */
	name: string;
	/** What one of them has been, e.g. `charged`. */
	done: string;
	plan: OperationPlan;
	wanted: Wanted[];
	books: () => Booked[];
	/** The amount as the item shows it. */
	amountOf: (row: Record<string, unknown>) => unknown;
}

interface Count {
	done: number;
	/** Of those, found by their key after the connection broke. */
	found: number;
	unknown: number;
	/** Of those, how many the books have. */
	there: number;
	/** Not sent, for want of what has to be read first, and so said. */
	unsent: number;
}

/**
 * Money moves exactly once, or the item says that this is unknown, whatever happens to the connection.
 * What is unknown is settled by running it again with its key.
 *
 * @returns the figure, for the last line
 */
export async function proveOnce(
	report: Report,
	world: HarnessWorld,
	seed: number,
	movement: MovementPlan,
): Promise<string> {
	const { name, done, plan, wanted, books } = movement;
	const { faults } = world.sandbox.world;
	report.title(`${wanted.length} ${name}`);
	log(`${wanted.length} ${name} under faults …`);
	faults.set({ seed, ...FAULTS });
	const said = await runItems(world, plan, wanted);
	const hits = checkHits(report, [faultHits(world.sandbox)]);
	faults.set({ seed });
	const booked = byNumber(books());
	const count = tally(report, movement, { wanted, said, booked });

	const open = wanted.flatMap((one, index) => {
		const { error } = said[index]!;
		return error === undefined ? [] : [{ ...one, key: KEY.exec(error)?.[1] ?? '' }];
	});
	skipQuarterHour(world.n8n.pid());
	log(`${open.length} of unknown outcome again 15 minutes later, with their keys …`);
	const again = await runItems(world, plan, open);
	const settled = byNumber(books());
	const late = tally(report, movement, { wanted: open, said: again, booked: settled });
	report.equal('Still unknown or not sent', 0, late.unknown + late.unsent);
	const different = notOnce(wanted, settled);
	report.none(`${name} not booked exactly once in the end`, different);
	report.equal(`${name} in the books`, wanted.length, [...settled.values()].flat().length);
	return `${wanted.length} ${name}, ${hits} faults: ${count.done} ${done} once (${count.found} of them found by look-up), ${count.unknown} reported as unknown (${count.there} of them were ${done}), ${count.unsent} not sent for want of an answer before, ${twice(booked)} twice; run again with their keys 15 minutes later, ${wanted.length - different.length} ${done} once, ${twice(settled)} twice`;
}

/**
 * Holds each item against the books: done once and said so, or unknown and at most once, or not sent
 * and not there.
 */
function tally(
	report: Report,
	{ name, amountOf }: MovementPlan,
	{ wanted, said, booked }: { wanted: Wanted[]; said: Said[]; booked: Map<number, Booked[]> },
): Count {
	const count: Count = { done: 0, found: 0, unknown: 0, there: 0, unsent: 0 };
	const wrong: string[] = [];
	for (const [index, { number, amount }] of wanted.entries()) {
		const { rows, error } = said[index]!;
		const mine = booked.get(number) ?? [];
		const [row] = rows;
		if (row && rows.length === 1 && mine.length === 1) {
			const isSame =
				row.id === mine[0]!.id && mine[0]!.amount === amount && amountOf(row) === amount;
			if (!isSame) wrong.push(`${number}: says ${JSON.stringify(row)}`);
			count.done++;
			if (row.outcome === 'found') count.found++;
		} else if (error !== undefined && KEY.test(error) && mine.length <= 1) {
			count.unknown++;
			count.there += mine.length;
		} else if (error !== undefined && UNSENT.test(error) && mine.length === 0) {
			count.unsent++;
		} else {
			wrong.push(`${number}: ${mine.length} in the books, says ${error ?? JSON.stringify(rows)}`);
		}
	}
	report.none(`${name} that say what the books do not`, wrong);
	const { done, unknown, unsent } = count;
	report.equal('Done, unknown or not sent', wanted.length, done + unknown + unsent);
	return count;
}

/** How many are in the books more than once. */
function twice(books: Map<number, Booked[]>): number {
	return [...books.values()].filter(({ length }) => length > 1).length;
}

function notOnce(wanted: Wanted[], books: Map<number, Booked[]>): string[] {
	return wanted
		.map(({ number }) => ({ number, times: books.get(number)?.length ?? 0 }))
		.filter(({ times }) => times !== 1)
		.map(({ number, times }) => `${number}: ${times} times`);
}

function byNumber(rows: Booked[]): Map<number, Booked[]> {
	return Map.groupBy(rows, ({ meta }) => Number((meta as { number: string }).number));
}
