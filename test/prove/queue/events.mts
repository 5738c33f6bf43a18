import { setTimeout as sleep } from 'node:timers/promises';
import { chain, trigger } from '../../../harness/flow.mts';
import { log } from '../../../harness/log.mts';
import { queueRunsOf, statusesOf } from '../../../harness/queue-runs.mts';
import type { QueueWorld } from '../../../harness/queue-world.mts';
import type { Report } from '../../../harness/report.mts';
import type { QueueMember } from '../../../harness/services/queueMember.mts';
import type { Run } from '../../../harness/trigger-runs.mts';
import type { FaultSettings } from '../../../sandbox/faults.mts';
import type { ReceivableTransaction } from '../../../sandbox/resources.mts';
import { checkLedger, createLedger, writeLedger } from '../ledger.mts';
import { Traffic } from '../traffic.mts';

const POLL_MS = 50;
/** Paystand waits so long for an answer; what comes later is another attempt. */
const SAME_MOMENT_MS = 15_000;
/** A killed worker's runs are missed by n8n after 60 s, at the next look, 30 s apart. */
const UNTIL_QUIET_MS = 240_000;

/** Paystand, asked whether an event is real, is itself not always well. */
const FAULTS: Partial<FaultSettings> = {
	...{ serverError: 0.02, broken: 0.02, tooMany: 0.005, timeout: 0.005, timeoutBefore: 0.005 },
	...{ duplicates: 0.4, shuffle: true },
};

export interface EventsPlan {
	respond: 'lastNode' | 'onReceived';
	/** What payments have done to invoices; an event is sent about each. */
	books: ReceivableTransaction[];
	/** Who is killed, and when so much of the events is answered; each is started again at once. */
	kills: Array<{ share: number; member: QueueMember }>;
}

/** Runs of an event that went well already, by why there is another one. */
interface Repeats {
	/** Paystand was not told in time, and delivered again later. */
	unanswered: number;
	/** Two processes had the event at the same moment. */
	sameMoment: number;
}

/**
 * Events come twice, in any order, twenty at a time, to two webhook processors of which one is
 * killed, as is a worker.
 *
 * @returns the figure
 */
export async function proveEvents(
	report: Report,
	world: QueueWorld,
	seed: number,
	{ respond, books, kills }: EventsPlan,
): Promise<string> {
	const { sandbox, merchant, n8n, credential, queue } = world;
	const { faults } = sandbox.world;
	const name = `Ledger ${respond}`;
	const ledger = await createLedger(n8n.tables, name);
	const hear = trigger({ events: ['receivableTransaction'], registration: 'api', respond });
	const { id } = await n8n.workflows.create(chain(name, hear, writeLedger(name)), [credential]);
	await n8n.workflows.activate(id);

	const killed = kills.map(({ member }) => member.name).join(' and ');
	report.title(`${books.length} events, ${respond}, ${killed} killed`);
	faults.set({ seed, ...FAULTS });
	const started = Date.now();
	const traffic = new Traffic(sandbox.world, merchant, books);
	const untilReady = async () => {
		// Whatever happens to one processor, the balancer has another one.
	};
	await Promise.all([traffic.run({ untilReady }), killAll(traffic, kills)]);
	await untilQuiet(world, id);
	const seconds = Math.round((Date.now() - started) / 1000);
	faults.set({ seed });
	await n8n.workflows.deactivate(id);

	const runs = await queueRunsOf(queue, id);
	const deliveries = traffic.deliveries();
	report.none(
		'Deliveries that did not come through',
		deliveries
			.filter(({ status }) => status !== 'delivered')
			.map((delivery) => JSON.stringify(delivery.attempts.at(-1))),
	);
	const { events } = traffic;
	const ours = new Set(events.map((event) => event.id));
	// n8n has replaced the data of a run that was cut off, with the event that it was about.
	const nameless = runs.filter(({ eventId }) => !ours.has(eventId));
	const ended = runs.filter(({ eventId }) => ours.has(eventId));
	report.none(
		'Runs that came to their end and were about no event',
		nameless.filter(({ status }) => status === 'success').map(({ eventId }) => eventId),
	);
	const good = new Set(
		ended.filter(({ status }) => status === 'success').map(({ eventId }) => eventId),
	);
	const lostByN8n = events.filter((event) => !good.has(event.id));
	const cutOff = runs.length - ended.filter(({ status }) => status === 'success').length;
	const lost = new Set(lostByN8n.map(({ sourceId }) => sourceId));
	if (respond === 'lastNode') report.equal('Events that n8n accepted and lost', 0, lost.size);
	// Where a run was cut off, n8n shows that; nothing is lost without a trace.
	report.atLeast(
		'Runs that n8n shows as not successful, for the events it lost',
		lost.size,
		cutOff,
	);
	const repeats = countRepeats([...Map.groupBy(ended, ({ eventId }) => eventId).values()]);
	const attempts = deliveries.reduce((sum, delivery) => sum + delivery.attempts.length, 0);
	log(
		`${runs.length} runs for ${events.length} events in ${attempts} attempts to deliver, ${seconds} s; ${cutOff} runs were cut off (${[...new Set(nameless.map(({ status }) => status))].join(', ')}); again although the run before went well: ${repeats.unanswered} after an answer that did not arrive, ${repeats.sameMoment} at the same moment by two processes; n8n accepted ${lost.size} events and did not end them`,
	);
	// The kill may have come after the ledger was written.
	const noted = new Set((await n8n.tables.rows(ledger.id)).map((row) => row.transactionId));
	const kept = books.filter((row) => !lost.has(row.id) || noted.has(row.id));
	const { lost: missing, twice } = await checkLedger(report, n8n.tables, ledger, kept);
	return `${books.length} events (${respond}): ${missing} lost, ${twice} booked twice (n8n itself: ${cutOff} runs cut off, ${lost.size} of them accepted and not ended, ${repeats.unanswered + repeats.sameMoment} run again)`;
}

async function killAll(traffic: Traffic, kills: EventsPlan['kills']): Promise<void> {
	for (const { share, member } of kills) {
		while (traffic.share() < share) {
			if (traffic.isOver) throw new Error(`All was over before ${member.name} could be killed`);
			await sleep(POLL_MS);
		}
		await member.kill();
		log(`${member.name} was killed with ${Math.round(traffic.share() * 100)} % of the events done`);
		await member.restart();
	}
}

async function untilQuiet({ queue }: QueueWorld, id: string): Promise<void> {
	const until = Date.now() + UNTIL_QUIET_MS;
	for (;;) {
		const statuses = await statusesOf(queue, id);
		if (!('new' in statuses) && !('running' in statuses)) return;
		if (Date.now() > until) {
			throw new Error(`Runs are still going on after 4 minutes: ${JSON.stringify(statuses)}`);
		}
		await sleep(1_000);
	}
}

function countRepeats(byEvent: Run[][]): Repeats {
	const repeats: Repeats = { unanswered: 0, sameMoment: 0 };
	for (const runs of byEvent) {
		const good = runs.filter(({ status }) => status === 'success');
		for (const [index, run] of good.slice(1).entries()) {
			const isSame = run.created - good[index]!.created < SAME_MOMENT_MS;
			repeats[isSame ? 'sameMoment' : 'unanswered']++;
		}
	}
	return repeats;
}
