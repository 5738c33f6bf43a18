import { log } from '../harness/log.mts';
import { saveCredential } from '../harness/credential.mts';
import { inQueueWorld, type QueueWorld } from '../harness/queue-world.mts';
import { statusesOf } from '../harness/queue-runs.mts';
import type { HarnessWorld } from '../harness/world.mts';
import { startN8n } from '../n8n/server.mts';
import type { Result } from './measure.mts';
import { seconds as secondsOf, times } from './measure.mts';
import { cpuOfTreeMs } from './process.mts';
import { AT_A_TIME, ourTrigger, receiver } from './receivers.mts';
import { eventSource } from './trigger.mts';

const EVENTS = 2_000;
const GOAL = 1.5;
/** What docs/scaling.md advises, for both. */
const ENV = { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' };

interface Measured {
	seconds: number;
	perSecond: number;
	/** Processor time by process, in milliseconds. */
	cpu: Record<string, number>;
}

/** Events by two webhook processors and two workers, and by one process. */
export async function queueEvents(world: HarnessWorld): Promise<Result[]> {
	const one = await byOne(world);
	const many = await inQueueWorld({ seed: 1, env: ENV }, byMany);
	const ratio = many.perSecond / one.perSecond;
	const [process] = Object.values(one.cpu);
	const line = (work: string, ours: number): Result => ({
		...{ work, ours: secondsOf(ours), against: 'one process', theirs: secondsOf(process!) },
		...{ figure: times(ours / process!), goal: 'for comparison' },
	});
	const tell = ({ seconds, perSecond }: Measured) =>
		`${secondsOf(seconds * 1000)}, ${perSecond.toFixed(1)} a second`;
	return [
		{
			work: `${EVENTS} events, ${AT_A_TIME} at a time, by 2 webhook processors and 2 workers`,
			...{ ours: tell(many), against: 'one process', theirs: tell(one) },
			figure: times(ratio),
			goal: `${times(GOAL)}, where cores allow`,
			isReached: ratio >= GOAL,
		},
		...Object.entries(many.cpu).map(([name, ms]) =>
			line(`the same: processor time of ${name}`, ms),
		),
		line(
			'the same: processor time of all',
			Object.values(many.cpu).reduce((sum, ms) => sum + ms, 0),
		),
	];
}

async function byOne(world: HarnessWorld): Promise<Measured> {
	// The world's own has no setting, and would only wait.
	await world.n8n.stop();
	const fresh = await eventSource(world);
	const n8n = await startN8n({ tarball: world.tarball, env: ENV });
	try {
		const credential = await saveCredential(n8n, world.address, world.merchant);
		const place = await receiver({ n8n, credential }, 'Events', ourTrigger({}));
		await place.receive(fresh(AT_A_TIME * 3));
		return await measured({ 'one process': n8n.pid() }, () => place.receive(fresh(EVENTS)));
	} finally {
		await n8n.close();
	}
}

async function byMany(world: QueueWorld): Promise<Measured> {
	const { queue, n8n, credential } = world;
	const fresh = await eventSource(world);
	const unfinished = async (id: string) => {
		const statuses = await statusesOf(queue, id);
		return (statuses.new ?? 0) + (statuses.running ?? 0);
	};
	const { webhookUrl } = queue;
	const place = await receiver(
		{ n8n, credential, webhookUrl, unfinished },
		'Events',
		ourTrigger({}),
	);
	await place.receive(fresh(AT_A_TIME * 3));
	const members = [...queue.webhookProcessors, ...queue.workers];
	const pids = {
		'the main process': n8n.pid(),
		...Object.fromEntries(members.map(({ name, pid }) => [name, pid()])),
		PostgreSQL: queue.postgres.pid,
		Redis: queue.redis.pid,
	};
	return await measured(pids, () => place.receive(fresh(EVENTS)));
}

async function measured(
	pids: Record<string, number>,
	work: () => Promise<{ seconds: number; perSecond: number }>,
): Promise<Measured> {
	const before = cpuOf(pids);
	const { seconds, perSecond } = await work();
	const after = cpuOf(pids);
	const cpu = Object.fromEntries(
		Object.keys(pids).map((name) => [name, after[name]! - before[name]!]),
	);
	log(`${seconds.toFixed(1)} s, ${perSecond.toFixed(1)} a second, ${JSON.stringify(cpu)}`);
	return { seconds, perSecond, cpu };
}

function cpuOf(pids: Record<string, number>): Record<string, number> {
	return Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, cpuOfTreeMs(pid)]));
}
