import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { saveCredential } from '../../harness/credential.mts';
import { log } from '../../harness/log.mts';
import { packedPackage } from '../../harness/package.mts';
import { plural } from '../../harness/plural.mts';
import { addCustomer, addReceivable, callerOf } from '../../harness/records.mts';
import { runsUnfinished, triggerItemsOf } from '../../harness/trigger-runs.mts';
import { type N8n, startN8n } from '../../n8n/server.mts';
import { createRandom, type Random } from '../../sandbox/random.mts';
import { createSandbox, type Sandbox } from '../../sandbox/server.mts';
import { changesIn, checkChanges, type Figures, missingIn } from './polling-changes.mts';
import { CHANGES, POLLING, pollingFlow } from './polling-flow.mts';
import type { Proof } from './proof.mts';

const ZONES = ['America/Los_Angeles', 'Europe/Berlin', 'Pacific/Auckland'];
/** Two days before daylight saving ends in Europe. */
const START = new Date('2026-10-23T18:00:00Z');
const LEAST_CHANGES = 1_000;
/** A poll each minute, and a busy machine. */
const MAX_ROUND_MS = 150_000;

/** What happens between two starts of n8n. */
interface Round {
	about: string;
	payments: number;
	days: number;
	/** n8n is away from the start. */
	isPause?: boolean;
	/** All that changes has one time stamp. */
	isEqual?: boolean;
	/** n8n is killed once more, as soon as it has started a run. */
	isKilledAgain?: boolean;
}

const ROUNDS: Round[] = [
	{ about: 'the end of daylight saving in Europe', payments: 40, days: 3, isKilledAgain: true },
	{ about: 'the end of daylight saving in America', payments: 40, days: 8 },
	{ about: 'a pause of 30 days', payments: 40, days: 30, isPause: true },
	{ about: 'equal time stamps on several pages', payments: 70, days: 2, isEqual: true },
];

interface Scene {
	sandbox: Sandbox;
	n8n: N8n;
	random: Random;
	/** One of each time zone. */
	workflows: Array<{ id: string; name: string }>;
	/** Sets the clock of the next n8n that starts to that of the sandbox. */
	setClock(): Promise<void>;
}

/**
 * Three workflows poll in three time zones, the first one with the webhook trigger beside, while n8n
 * is killed in every round: each state is polled, and each change is written once, however it came.
 */
export const polling: Proof = async (report, seed) => {
	const folder = await mkdtemp(join(tmpdir(), 'paystand-polling-'));
	const clock = join(folder, 'clock');
	const sandbox = await createSandbox({ seed, speed: 0, start: START });
	const setClock = async () => await writeFile(clock, String(sandbox.world.clock.now().getTime()));
	let n8n: N8n | undefined;
	try {
		const tarball = await packedPackage(folder);
		const address = await sandbox.listen({ port: 0 });
		await setClock();
		const preload = new URL('./shifted-clock.mjs', import.meta.url).href;
		const env = { NODE_OPTIONS: `--import ${preload}`, PAYSTAND_CLOCK: clock };
		n8n = await startN8n({ tarball, env });
		const credential = await saveCredential(n8n, address, sandbox.world.merchant());
		await n8n.tables.create(CHANGES.name, CHANGES.columns);
		const workflows: Scene['workflows'] = [];
		for (const [index, name] of ZONES.entries()) {
			const flow = pollingFlow(name, '2026-10-20', index === 0);
			const { id } = await n8n.workflows.create(flow, [credential]);
			await n8n.workflows.activate(id);
			workflows.push({ id, name });
		}
		const scene = { sandbox, n8n, random: createRandom(seed), workflows, setClock };
		let kills = 0;
		for (const round of ROUNDS) kills += await play(scene, round);

		const changes = changesIn(sandbox).size;
		report.atLeast('Changes', LEAST_CHANGES, changes);
		const server = n8n;
		await retryCutOff(server, workflows);
		const figures: Figures[] = [];
		for (const each of workflows) figures.push(await checkChanges(report, sandbox, server, each));
		const sum = (of: keyof Figures) => figures.reduce((total, figure) => total + figure[of], 0);
		return `${changes} changes in ${ZONES.length} time zones with ${kills} kills: ${sum('lost')} lost, ${sum('again')} polled again, ${sum('twice')} there twice after the merge`;
	} finally {
		await n8n?.close();
		await sandbox.close();
		await rm(folder, { recursive: true, force: true });
	}
};

/** @returns how many times n8n was killed */
async function play(scene: Scene, { about, payments, days, ...round }: Round): Promise<number> {
	const { sandbox, n8n, random, setClock } = scene;
	log(`${about} …`);
	const call = await callerOf(sandbox, sandbox.world.merchant());
	const customer = `CUST-${days}`;
	await addCustomer(call, customer);
	const gapMs = Math.floor((days * 86_400_000) / payments);
	const killedAt = round.isPause ? 0 : random.below(Math.floor(payments / 2));
	const before = sandbox.world.clock.now().toISOString();
	for (let index = 0; index < payments; index++) {
		if (index === killedAt) await n8n.kill();
		const { id } = await addReceivable(call, customer, `INV-${days}-${index}`, '100.00');
		const card = '4242424242424242';
		const { id: paymentId } = await call<{ id: string }>('POST', '/control/pay', {
			...{ receivables: [{ id, amount: `${1 + random.below(99)}.00` }], card },
		});
		await call('POST', '/control/clock', { advance: gapMs });
		if (gapMs > 86_400_000 / 2 || random.below(5) > 0) continue;
		await call('POST', '/control/clock', { advance: '1d' });
		await call('POST', '/control/refund', { paymentId, amount: '1.00' });
	}
	await call('POST', '/control/clock', { advance: '3d' });
	if (round.isEqual) equalize(sandbox, before);

	await setClock();
	await n8n.restart();
	if (round.isKilledAgain) {
		await until(() =>
			scene.workflows.some(({ id }) => triggerItemsOf(n8n, id, POLLING).length > 0),
		);
		await n8n.kill();
		await n8n.restart();
	}
	await until(() => scene.workflows.every(({ id }) => missingIn(sandbox, n8n, id).length === 0));
	return round.isKilledAgain ? 2 : 1;
}

/** What docs/polling.md says of runs that a kill cut off: a person retries them. */
async function retryCutOff(n8n: N8n, workflows: Scene['workflows']): Promise<void> {
	await until(() => workflows.every(({ id }) => runsUnfinished(n8n, id) === 0));
	for (const { id: workflowId } of workflows) {
		const cutOff = await n8n.executions.list({ workflowId, status: ['crashed', 'error'] });
		for (const { id } of cutOff) await n8n.executions.retry(id);
		if (cutOff.length > 0) log(`${plural(cutOff.length, 'run')} retried`);
	}
}

/** What has changed since then has changed at one instant. */
function equalize({ world }: Sandbox, since: string): void {
	const { payments, receivables, refunds } = world.merchant();
	const now = world.clock.now().toISOString();
	for (const row of [...payments.all(), ...receivables.all(), ...refunds.all()]) {
		if (row.lastUpdated > since) row.lastUpdated = now;
	}
}

async function until(isSo: () => boolean): Promise<void> {
	const deadline = Date.now() + MAX_ROUND_MS;
	while (!isSo() && Date.now() < deadline) await sleep(500);
}
