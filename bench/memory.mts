import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chain, paystand, START } from '../harness/flow.mts';
import { log } from '../harness/log.mts';
import { fill } from '../harness/records.mts';
import { inspect } from './inspector.mts';
import { type Result, times } from './measure.mts';
import { memoryMb } from './process.mts';
import { type BenchWorld, openAccount, putFarAway } from './world.mts';

const ROWS = 100_000;
const GOAL = 1.5;
const MB = 1024 * 1024;

/**
 * What a list of 100,000 rows needs at most while it is read, against what n8n then keeps: the rows
 * as its items. Both are what is in use after a collection, above what n8n needs when it is idle.
 */
export async function memory(world: BenchWorld): Promise<Result[]> {
	const { n8n, credential } = world;
	await openAccount(world);
	await fill(world, ROWS);
	putFarAway(world, 0);

	const told = await listener();
	const plan = chain('Memory', START, paystand('receivable', 'getAll', { returnAll: true }), {
		name: 'Tell',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: { url: told.url },
		executeOnce: true,
	});
	const { id } = await n8n.workflows.create(plan, [credential]);
	const inspector = await inspect(world.inspectPort);
	try {
		const idle = await inspector.liveBytes();
		const run = n8n.session.post(`/rest/workflows/${id}/run`, {
			triggerToStartFrom: { name: START.name },
		});
		const peak = (await inspector.mostLiveBytes(told.once)) - idle;
		// The workflow waits for the answer now, and holds the rows as n8n's items and nothing else.
		const kept = (await inspector.liveBytes()) - idle;
		await run;
		const mb = (bytes: number) => `${Math.round(bytes / MB)} MB`;
		log(`resident at most: ${Math.round(memoryMb(n8n.pid()).peak)} MB`);
		return [
			{
				work: `${ROWS} receivables listed: memory in use at most`,
				...{ against: 'the rows as n8n items', ours: mb(peak), theirs: mb(kept) },
				...{ figure: times(peak / kept), goal: `at most ${times(GOAL)}` },
				isReached: peak / kept <= GOAL,
			},
		];
	} finally {
		inspector.close();
		told.close();
		// n8n would now write 100,000 rows into its database, which is not what is measured.
		await n8n.kill();
	}
}

/** Takes a call and does not answer it. */
async function listener(): Promise<{ url: string; once: Promise<unknown>; close: () => void }> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		once: once(server, 'request'),
		close() {
			server.closeAllConnections();
			server.close();
		},
	};
}
