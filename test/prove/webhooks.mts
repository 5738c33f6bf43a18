import { setTimeout as sleep } from 'node:timers/promises';
import { chain, trigger } from '../../harness/flow.mts';
import { log } from '../../harness/log.mts';
import { paidReceivables } from '../../harness/records.mts';
import type { Report } from '../../harness/report.mts';
import { runsOf } from '../../harness/trigger-runs.mts';
import { inWorld, type HarnessWorld } from '../../harness/world.mts';
import type { FaultSettings } from '../../sandbox/faults.mts';
import { checkRuns, killAll } from './kills.mts';
import { checkLedger, createLedger, writeLedger } from './ledger.mts';
import type { Proof } from './proof.mts';
import { type Proxy, startProxy } from './proxy.mts';
import { Traffic } from './traffic.mts';

const EVENTS = 2_000;
/** n8n is killed when so much of the events is done. */
const KILLS_AT = [0.25, 0.6];
const UNTIL_QUIET_MS = 300_000;

/** Paystand, asked whether an event is real, is itself not always well. */
const FAULTS: Partial<FaultSettings> = {
	...{ serverError: 0.02, broken: 0.02, tooMany: 0.005, timeout: 0.005, timeoutBefore: 0.005 },
	...{ duplicates: 0.4, shuffle: true },
};

/**
 * Deliveries come twice, in any order, twenty at a time, and n8n is killed and started again while
 * they go on coming: no event is lost, none is applied twice, and none runs twice but where a kill
 * cut its run off.
 */
export const webhooks: Proof = async (report, seed) => {
	const proxy = await startProxy();
	const env = { WEBHOOK_URL: `${proxy.url}/` };
	try {
		return await inWorld({ seed, env }, async (world) => {
			proxy.forwardTo(world.n8n.url);
			log(`${EVENTS} invoices are paid …`);
			await paidReceivables(world.sandbox, world.merchant, EVENTS);
			const withKills = await round(report, world, proxy, seed, 'lastNode', KILLS_AT);
			const without = await round(report, world, proxy, seed + 1, 'onReceived', []);
			return `${figureOf(withKills)}; ${figureOf(without)}`;
		});
	} finally {
		await proxy.close();
	}
};

interface Round {
	deliveries: number;
	kills: number;
	/** Events that are not in the ledger. */
	lost: number;
	/** Events that are in it more than once. */
	twice: number;
	/** Runs beyond the first one of their event. */
	again: number;
}

function figureOf({ deliveries, kills, lost, twice, again }: Round): string {
	return `${EVENTS} events in ${deliveries} deliveries with ${kills} kills: ${lost} lost, ${twice} applied twice, ${again} run again`;
}

async function round(
	report: Report,
	world: HarnessWorld,
	proxy: Proxy,
	seed: number,
	respond: 'lastNode' | 'onReceived',
	killsAt: number[],
): Promise<Round> {
	const { sandbox, merchant, n8n, credential } = world;
	const { faults } = sandbox.world;
	const name = `Ledger ${respond}`;
	const ledger = await createLedger(n8n.tables, name);
	const hear = trigger({ events: ['receivableTransaction'], registration: 'api', respond });
	const plan = chain(name, hear, writeLedger(name));
	const { id } = await n8n.workflows.create(plan, [credential]);
	await n8n.workflows.activate(id);

	report.title(`${name}, ${killsAt.length} kills`);
	faults.set({ seed, ...FAULTS });
	const started = Date.now();
	const books = merchant.transactions.all();
	const traffic = new Traffic(sandbox.world, merchant, books);
	const [kills] = await Promise.all([
		killAll(report, n8n, proxy, traffic, killsAt),
		traffic.run(proxy),
	]);
	await untilQuiet(world, id);
	const seconds = (Date.now() - started) / 1000;
	faults.set({ seed });
	await n8n.workflows.deactivate(id);

	const again = checkRuns(report, traffic.events, runsOf(n8n, id), kills);
	const deliveries = traffic.deliveries();
	const byEvent = [...Map.groupBy(deliveries, ({ eventId }) => eventId).values()];
	const repeated = byEvent.filter((list) => list.length > 1).length;
	report.atLeast('Events delivered twice or more', Math.floor(EVENTS / 3), repeated);
	const failed = deliveries.filter(({ status }) => status !== 'delivered');
	report.none(
		'Deliveries that did not come through',
		failed.map((delivery) => JSON.stringify(delivery.attempts.at(-1))),
	);
	const { lost, twice } = await checkLedger(report, n8n.tables, ledger, books);
	log(
		`${(deliveries.length / seconds).toFixed(1)} deliveries a second, kills and restarts included`,
	);
	return { deliveries: deliveries.length, kills: kills.length, lost, twice, again };
}

/** In the mode that answers at once, runs go on after the last delivery. */
async function untilQuiet({ n8n }: HarnessWorld, id: string): Promise<void> {
	const until = Date.now() + UNTIL_QUIET_MS;
	while (runsOf(n8n, id).some(({ status }) => ['new', 'running'].includes(status))) {
		if (Date.now() > until) throw new Error('Runs are still going on after 5 minutes');
		await sleep(1_000);
	}
}
