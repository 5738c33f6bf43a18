import type { Report } from '../../harness/report.mts';

/**
 * Puts a promise to the test.
 *
 * @param report takes the checks; one that fails breaks the promise
 * @param seed repeats chance: ids, faults and what is altered
 * @param share how much of its usual counts is run, up to 1; only where a proof says so
 * @returns the figure, for the last line
 */
export type Proof = (report: Report, seed: number, share?: number) => Promise<string>;
