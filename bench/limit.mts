import { setTimeout as sleep } from 'node:timers/promises';
import { saveCredential } from '../harness/credential.mts';
import { log } from '../harness/log.mts';
import type { HarnessWorld } from '../harness/world.mts';
import { startN8n } from '../n8n/server.mts';
import type { JournalEntry } from '../sandbox/journal.mts';
import { createNode, invoices } from './creates.mts';
import { runNodes } from './flow.mts';
import { percent, type Result, seconds, times } from './measure.mts';
import { LATENCY_MS, openAccount } from './world.mts';

const CREATES = 3_600;
const WINDOW_MS = 60_000;
/** 3,000 at once, the rest as soon as the minute is over, each with its latency. */
const IDEAL_MS = WINDOW_MS + LATENCY_MS;
/** Of all requests, as the goal says. */
const MAX_REFUSED = 0.001;
const CREATE = '/v3/receivables/create';

/** More receivables than Paystand takes in a minute, by one n8n and by two with the same API key. */
export async function limit(world: HarnessWorld): Promise<Result[]> {
	await openAccount(world);
	world.sandbox.world.faults.set({ latencyMs: LATENCY_MS });

	const alone = await measure(world, [world], 1.05);
	const other = await startN8n({ tarball: world.tarball });
	try {
		const credential = await saveCredential(other, world.address, world.merchant);
		const both = await measure(world, [world, { n8n: other, credential }], 1.1);
		return [...alone, ...both.slice(0, 1)];
	} finally {
		await other.close();
	}
}

type Side = Pick<HarnessWorld, 'credential' | 'n8n'>;

async function measure(
	{ sandbox, merchant }: HarnessWorld,
	sides: Side[],
	goal: number,
): Promise<Result[]> {
	// So that nothing of the minute is used up when it begins.
	await sleep(WINDOW_MS + 1_000);
	const before = merchant.receivables.size;
	const from = sandbox.world.journal.length;
	const share = CREATES / sides.length;
	const runs = await Promise.all(
		sides.map((side) => runNodes(side, invoices(share), createNode())),
	);
	const ms = Math.max(...runs.map((run) => run.ms));
	const lost = CREATES - (merchant.receivables.size - before);
	const failed = runs.reduce((sum, run) => sum + run.failed, 0);
	const sent = sandbox.world.journal.slice(from).filter(isCreate);
	const refused = sent.filter(({ status }) => status === 429).length;
	const who = sides.length === 1 ? 'one n8n' : `${sides.length} n8n with one API key`;
	log(`${who}: ${seconds(ms)}, ${lost} lost, ${failed} failed, ${refused} answered 429`);
	return [
		{
			work: `${CREATES} receivables by ${who}, 3,000 a minute allowed`,
			...{ against: 'the ideal', ours: `${seconds(ms)}, ${lost + failed} lost` },
			...{ theirs: seconds(IDEAL_MS), figure: times(ms / IDEAL_MS) },
			goal: `at most ${times(goal)}, 0 lost`,
			isReached: ms <= IDEAL_MS * goal && lost === 0 && failed === 0,
		},
		{
			work: `the same: answered with 429`,
			...{ against: 'all requests', ours: String(refused), theirs: String(sent.length) },
			figure: percent(refused / sent.length),
			goal: `under ${percent(MAX_REFUSED)}`,
			isReached: refused / sent.length < MAX_REFUSED,
		},
	];
}

function isCreate({ method, path }: JournalEntry): boolean {
	return method === 'POST' && path === CREATE;
}
