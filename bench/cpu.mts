import { execFile } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { log } from '../harness/log.mts';
import type { HarnessWorld } from '../harness/world.mts';
import {
	createHttpNode,
	createNode,
	invoices,
	mappedHttpNode,
	mappedNode,
	rows,
} from './creates.mts';
import { runNodes } from './flow.mts';
import { byTurns, median, type Result, times } from './measure.mts';
import { cpuMs } from './process.mts';
import { openAccount, putFarAway } from './world.mts';

const run = promisify(execFile);
const AXIOS = fileURLToPath(new URL('./axios.mts', import.meta.url));
const FEW = 500;
const MANY = 3_000;
const GOAL = 1.5;
/** Of an item whose columns are mapped automatically. */
const MAPPED_GOALS = { axios: 3.5, http: 0.5 };
/** As many as our node has under way by default. */
const AT_A_TIME = 80;

/**
 * Processor time of one item: what 2,500 more items cost, so that starting a workflow, and whatever
 * else is the same for 500 items and for 3,000, does not count.
 */
export async function cpu(world: HarnessWorld, rounds: number): Promise<Result[]> {
	await openAccount(world);
	putFarAway(world);
	const pid = world.n8n.pid();
	const batch = { batchSize: 50, batchInterval: 100 };
	const http = createHttpNode(world, batch);
	const mapped = mappedNode(AT_A_TIME);
	const mappedHttp = mappedHttpNode(world, batch);
	const inN8n = async (...nodes: Parameters<typeof runNodes>[1][]) => {
		const before = cpuMs(pid);
		await runNodes(world, ...nodes);
		return cpuMs(pid) - before;
	};
	const slope = async (measure: (count: number) => Promise<number>) =>
		((await measure(MANY)) - (await measure(FEW))) / (MANY - FEW);
	const node = createNode(AT_A_TIME);

	await inN8n(invoices(FEW), node);
	await inN8n(rows(FEW), mapped);
	const figures = await byTurns(rounds, {
		nothing: () => slope((count) => inN8n(invoices(count))),
		ours: () => slope((count) => inN8n(invoices(count), node)),
		'HTTP Request': () => slope((count) => inN8n(invoices(count), http)),
		axios: () => slope((count) => byAxios(world, count)),
		'rows alone': () => slope((count) => inN8n(rows(count))),
		'ours, mapped automatically': () => slope((count) => inN8n(rows(count), mapped)),
		'HTTP Request of rows': () => slope((count) => inN8n(rows(count), mappedHttp)),
	});
	for (const [name, list] of Object.entries(figures)) {
		log(`${name}: ${list.map((ms) => ms.toFixed(2)).join(', ')} ms an item`);
	}
	// What the items cost without us: made by the Code node, noted down by n8n.
	const nothing = median(figures.nothing);
	const ours = median(figures.ours) - nothing;
	const line = (against: string, theirs: number, goal: string, isReached?: boolean): Result => ({
		work: `processor time of one receivable created, ${AT_A_TIME} at a time`,
		...{ against, ours: `${ours.toFixed(2)} ms`, theirs: `${theirs.toFixed(2)} ms` },
		...{ figure: times(ours / theirs), goal, isReached },
	});
	const axios = median(figures.axios);
	const rowsAlone = median(figures['rows alone']);
	const ofRow = median(figures['ours, mapped automatically']) - rowsAlone;
	const mappedLine = (against: string, theirs: number, goal: number): Result => ({
		work: `the same, of a row whose columns are mapped automatically`,
		...{ against, ours: `${ofRow.toFixed(2)} ms`, theirs: `${theirs.toFixed(2)} ms` },
		...{ figure: times(ofRow / theirs), goal: `at most ${times(goal)}` },
		isReached: ofRow / theirs <= goal,
	});
	const httpOfRow = median(figures['HTTP Request of rows']) - rowsAlone;
	return [
		line('axios alone', axios, `at most ${times(GOAL)}`, ours / axios <= GOAL),
		line('HTTP Request', median(figures['HTTP Request']) - nothing, 'for comparison'),
		mappedLine('axios alone', axios, MAPPED_GOALS.axios),
		mappedLine('HTTP Request', httpOfRow, MAPPED_GOALS.http),
	];
}

/** The same requests by axios in a process of its own, which counts its processor time itself. */
async function byAxios({ address, merchant }: HarnessWorld, count: number): Promise<number> {
	const args = [AXIOS, address, String(count), String(AT_A_TIME)];
	const { clientId, clientSecret, id } = merchant;
	const env = { ...process.env, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret, CUSTOMER_ID: id };
	const { stdout } = await run(process.execPath, args, { env });
	return Number(stdout);
}
