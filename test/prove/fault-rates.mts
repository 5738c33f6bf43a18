import process from 'node:process';
import type { Report } from '../../harness/report.mts';
import type { FaultSettings } from '../../sandbox/faults.mts';
import type { Sandbox } from '../../sandbox/server.mts';

/** A quarter of all requests: 10 % broken, 10 % 5xx, 5 % time-outs; half of each after the work. */
export const FAULTS: Partial<FaultSettings> = {
	broken: 0.05,
	brokenAfter: 0.05,
	serverError: 0.05,
	serverErrorAfter: 0.05,
	timeoutBefore: 0.025,
	timeout: 0.025,
};

/** Settings for an n8n that gives up on a reply after two seconds instead of a minute. */
export const SHORT_TIMEOUTS = {
	NODE_OPTIONS: `--import ${new URL('./short-timeouts.mjs', import.meta.url).href}`,
};

/**
 * Lets a quarter of an hour pass for an n8n that runs with `SHORT_TIMEOUTS`: what is only looked up for so long
 * may be charged again.
 */
export function skipQuarterHour(pid: number): void {
	process.kill(pid, 'SIGUSR2');
}

/** How often each kind of fault has hit since the faults were set. */
export type Hits = Record<string, number>;

export function faultHits({ world }: Sandbox): Hits {
	return { ...world.faults.hits };
}

/**
 * Holds that each kind of fault has had its share in the runs of a proof.
 *
 * @param faults the rates that were set, by kind
 * @returns how many faults have hit in all
 */
export function checkHits(report: Report, runs: Hits[], faults: object = FAULTS): number {
	const kinds = Object.keys(faults);
	const sums = kinds.map((kind) => runs.reduce((sum, hits) => sum + hits[kind]!, 0));
	report.none(
		'Faults that have not hit',
		kinds.filter((_, index) => sums[index] === 0),
	);
	return sums.reduce((sum, hits) => sum + hits, 0);
}
