import type { Report } from '../../demo/report.mts';
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
export const HURRY = {
	NODE_OPTIONS: `--import ${new URL('./hurry.mjs', import.meta.url).href}`,
};

/** How many faults have hit; each kind has to have had its share. */
export function faultHits(report: Report, { world }: Sandbox): number {
	const { hits } = world.faults;
	const kinds = Object.keys(FAULTS) as Array<keyof typeof hits>;
	report.none(
		'Faults that have not hit',
		kinds.filter((kind) => hits[kind] === 0),
	);
	return kinds.reduce((sum, kind) => sum + hits[kind], 0);
}
