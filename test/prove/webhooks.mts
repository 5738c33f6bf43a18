import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from '../../demo/report.mts';
import { say } from '../../demo/say.mts';
import type { Delivery } from '../../sandbox/deliveries.mts';
import type { FaultSettings } from '../../sandbox/faults.mts';
import type { Event } from '../../sandbox/resources.mts';
import { chain, trigger } from './flow.mts';
import { checkLedger, createLedger, writeLedger } from './ledger.mts';
import { paidReceivables } from './paystand.mts';
import type { Proof } from './proof.mts';
import { runsOf, type Run } from './runs.mts';
import { inWorld, type ProofWorld } from './world.mts';

const EVENTS = 2_000;
/** n8n is killed when so much of the deliveries is done. */
const KILLS_AT = [0.25, 0.6];
const LOOK_MS = 20;
const UNTIL_QUIET_MS = 300_000;
/** Paystand's schedule (fact sheet 7.2); a second more, so that what falls due then is due. */
const RETRY_SECONDS = [300, 900, 3_600, 43_200, 86_400, 86_400, 86_400, 86_400];

/** Paystand, asked whether an event is real, is itself not always well. */
const FAULTS: Partial<FaultSettings> = {
	...{ serverError: 0.02, broken: 0.02, tooMany: 0.005, timeout: 0.005, timeoutBefore: 0.005 },
	...{ duplicates: 0.35, shuffle: true },
};

/**
 * Deliveries come twice, in any order, twenty at a time, and n8n is killed in the middle: no event is
 * lost, none is applied twice, and none runs twice but where a kill cut its run off.
 */
export const webhooks: Proof = async (report, seed) =>
	await inWorld({ seed }, async (world) => {
		const { sandbox, merchant } = world;
		say(`${EVENTS} invoices are paid …`);
		await paidReceivables(sandbox, merchant, EVENTS);
		const withKills = await round(report, world, seed, 'lastNode', KILLS_AT);
		const without = await round(report, world, seed + 1, 'onReceived', []);
		return `${EVENTS} events in ${withKills.deliveries} deliveries with ${KILLS_AT.length} kills: 0 lost, 0 applied twice, ${withKills.again} run again where a kill cut the run off; ${EVENTS} events in ${without.deliveries} deliveries without kills: each ran once`;
	});

interface Kill {
	/** In milliseconds. */
	time: number;
	/** The events whose delivery had been answered with 2xx by then. */
	answered: Set<string>;
}

interface Round {
	deliveries: number;
	/** Runs beyond the first one of their event. */
	again: number;
}

async function round(
	report: Report,
	world: ProofWorld,
	seed: number,
	respond: 'lastNode' | 'onReceived',
	killsAt: number[],
): Promise<Round> {
	const { sandbox, merchant, n8n, credential } = world;
	const { deliveries, clock, faults } = sandbox.world;
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
	for (const transaction of books) sandbox.world.emit(merchant, transaction);
	const events = merchant.events.all().slice(-books.length);
	const ids = new Set(events.map(({ id: eventId }) => eventId));
	const ours = () => deliveries.all().filter(({ eventId }) => ids.has(eventId));

	const kills: Kill[] = [];
	for (const [slot, seconds] of [0, ...RETRY_SECONDS].entries()) {
		const wave = seconds > 0 ? clock.advance((seconds + 1) * 1000) : clock.idle();
		const at = killsAt[slot];
		if (at !== undefined) kills.push(await killAt(world, at, wave, ours));
		await wave;
		if (at !== undefined) await n8n.restart();
		say(`${percent(ours())} of ${ours().length} deliveries came through`);
		if (done(ours()) === 1) break;
	}
	await untilQuiet(world, id);
	const seconds = (Date.now() - started) / 1000;
	faults.set({ seed });
	await n8n.workflows.deactivate(id);

	const runs = runsOf(n8n, id);
	const again = checkRuns(report, events, runs, kills);
	const repeated = Map.groupBy(ours(), ({ eventId }) => eventId);
	const twice = [...repeated.values()].filter((list) => list.length > 1).length;
	report.atLeast('Events delivered twice or more', Math.floor(EVENTS / 3), twice);
	report.equal('Deliveries that came through', '100 %', percent(ours()));
	await checkLedger(report, n8n.tables, ledger, books);
	say(`${(ours().length / seconds).toFixed(1)} deliveries a second, kills and restarts included`);
	return { deliveries: ours().length, again };
}

/** Kills n8n when so much is done. */
async function killAt(
	{ n8n }: ProofWorld,
	at: number,
	wave: Promise<void>,
	ours: () => Delivery[],
): Promise<Kill> {
	let isOver = false;
	void wave.finally(() => (isOver = true));
	while (done(ours()) < at) {
		if (isOver) throw new Error('The deliveries were over before n8n could be killed');
		await sleep(LOOK_MS);
	}
	const time = Date.now();
	await n8n.kill();
	const answered = ours().filter(({ status }) => status === 'delivered');
	say(`n8n was killed at ${percent(ours())}`);
	return { time, answered: new Set(answered.map(({ eventId }) => eventId)) };
}

/** The share of deliveries that came through. */
function done(deliveries: Delivery[]): number {
	return deliveries.filter(({ status }) => status === 'delivered').length / deliveries.length;
}

function percent(deliveries: Delivery[]): string {
	return `${Math.round(done(deliveries) * 100)} %`;
}

/**
 * Each event ran, and once more only where n8n was killed before it had answered to the run before.
 *
 * @returns the runs beyond the first one of their event
 */
function checkRuns(report: Report, events: Event[], runs: Run[], kills: Kill[]): number {
	const byEvent = Map.groupBy(runs, ({ eventId }) => eventId);
	const again: Array<{ former: Run; kill?: Kill }> = [];
	const wrong = events.flatMap(({ id }) => {
		const own = byEvent.get(id) ?? [];
		const repeats = own.slice(1).map((run, index) => {
			const former = own[index]!;
			const isCutOff = ({ time, answered }: Kill) =>
				former.created <= time && time <= run.created && !answered.has(id);
			return { former, kill: kills.find(isCutOff) };
		});
		again.push(...repeats);
		const isRight = own.at(-1)?.status === 'success' && repeats.every(({ kill }) => kill);
		return isRight ? [] : [`${id}: ${own.map(({ status }) => status).join(', ') || 'no run'}`];
	});
	report.none('Events that did not run, or ran again without a kill that explains it', wrong);
	const cutOff = again.filter(({ former }) => former.status !== 'success').length;
	const resumed = again.filter(({ former, kill }) => kill && former.started > kill.time).length;
	say(
		`${runs.length} runs for ${events.length} events; ${again.length} again: ${cutOff} cut off in the middle, ${resumed} before they began (n8n itself took them up later), ${again.length - cutOff - resumed} after the end, before the answer`,
	);
	return again.length;
}

/** In the mode that answers at once, runs go on after the last delivery. */
async function untilQuiet({ n8n }: ProofWorld, id: string): Promise<void> {
	const until = Date.now() + UNTIL_QUIET_MS;
	while (runsOf(n8n, id).some(({ status }) => ['new', 'running'].includes(status))) {
		if (Date.now() > until) throw new Error('Runs are still going on after 5 minutes');
		await sleep(1_000);
	}
}
