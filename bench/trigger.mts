import { log } from '../harness/log.mts';
import { saveCredential } from '../harness/credential.mts';
import { addReceivable, emit } from '../harness/records.mts';
import type { HarnessWorld } from '../harness/world.mts';
import { startN8n } from '../n8n/server.mts';
import type { Event } from '../sandbox/resources.mts';
import { byTurns, median, type Result, times } from './measure.mts';
import { cpuMs } from './process.mts';
import { AT_A_TIME, fillMemory, ourTrigger, receiver, webhookNode } from './receivers.mts';
import { openAccount } from './world.mts';

const EVENTS = 300;
/** With each of n8n's settings. */
const EVENTS_EACH = 200;
const COLLECT_MS = 250;
/** What a trigger keeps at most. */
const KNOWN = 40_000;

interface Way {
	work: string;
	settings: object;
	/** How many times as many events as the other one it is to take in. */
	goal?: number;
	against?: string;
	/** Events that it knows beforehand. */
	known?: number;
}

const WEBHOOK = "n8n's Webhook node";
const ASK = 'Authenticity: Ask Paystand';

/** Our trigger in all its ways. */
const WAYS: Way[] = [
	{ work: 'Authenticity: Do Not Check', settings: { authenticity: 'none' } },
	{ work: ASK, settings: { authenticity: 'ask' }, goal: 0.5 },
	{
		work: `Do Not Check, Collect Events ${COLLECT_MS} ms`,
		settings: { authenticity: 'none', collectMs: COLLECT_MS },
		goal: 1,
	},
	{
		work: `Ask Paystand, Collect Events ${COLLECT_MS} ms`,
		settings: { authenticity: 'ask', collectMs: COLLECT_MS },
		goal: 0.8,
	},
	{
		work: `Ask Paystand, ${KNOWN} events known`,
		...{ settings: { authenticity: 'ask' }, known: KNOWN },
		...{ against: ASK, goal: 0.9 },
	},
];

/** Events a second through n8n's own Webhook node and through our trigger. */
export async function triggers(world: HarnessWorld, rounds: number): Promise<Result[]> {
	const fresh = await eventSource(world);
	const nodes = new Map([[WEBHOOK, { node: webhookNode(), known: 0 }]]);
	for (const { work, settings, known = 0 } of WAYS) {
		nodes.set(work, { node: ourTrigger(settings), known });
	}
	const receivers: Record<string, () => Promise<number>> = {};
	const answers: Record<string, number[]> = {};
	for (const [name, { node, known }] of nodes) {
		const one = await receiver(world, name, node);
		if (known > 0) fillMemory(world.n8n, one.id, known);
		await one.receive(fresh(AT_A_TIME * 3));
		receivers[name] = async () => {
			const { perSecond, answerMs } = await one.receive(fresh(EVENTS));
			(answers[name] ??= []).push(answerMs);
			log(`${name}: ${perSecond.toFixed(1)} a second, answer in ${answerMs.toFixed(0)} ms`);
			return perSecond;
		};
	}
	const figures = await byTurns(rounds, receivers);
	const tell = (name: string) =>
		`${median(figures[name]!).toFixed(1)} a second, answer in ${median(answers[name]!).toFixed(0)} ms`;
	return WAYS.map(({ work, goal, against = WEBHOOK }): Result => {
		const ratio = median(figures[work]!) / median(figures[against]!);
		return {
			work: `events received, ${AT_A_TIME} at a time, ${work}`,
			...{ against, ours: tell(work), theirs: tell(against) },
			...{ figure: times(ratio), goal: goal ? times(goal) : 'for comparison' },
			isReached: goal === undefined ? undefined : ratio >= goal,
		};
	});
}

const LAZY = { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' };
const CACHE = { N8N_EXPRESSION_ENGINE_COMPILE_CACHE: 'true' };
const SETTINGS = {
	"n8n's default": {},
	LAZY_ACQUIRE: LAZY,
	COMPILE_CACHE: CACHE,
	'LAZY_ACQUIRE and COMPILE_CACHE': { ...LAZY, ...CACHE },
};

/** Processor time of an event with n8n's settings for its expression engine, each in an n8n of its own. */
export async function settings(world: HarnessWorld): Promise<Result[]> {
	const fresh = await eventSource(world);
	const nodes = { [WEBHOOK]: webhookNode(), [ASK]: ourTrigger({ authenticity: 'ask' }) };
	const results: Result[] = [];
	for (const [name, env] of Object.entries(SETTINGS)) {
		const n8n = await startN8n({ tarball: world.tarball, env });
		try {
			const credential = await saveCredential(n8n, world.address, world.merchant);
			const figures: Record<string, { ms: number; perSecond: number }> = {};
			for (const [kind, node] of Object.entries(nodes)) {
				const one = await receiver({ n8n, credential }, kind, node);
				await one.receive(fresh(AT_A_TIME * 3));
				const before = cpuMs(n8n.pid());
				const { perSecond } = await one.receive(fresh(EVENTS_EACH));
				const ms = (cpuMs(n8n.pid()) - before) / EVENTS_EACH;
				figures[kind] = { ms, perSecond };
				log(`${name}, ${kind}: ${tell(figures[kind])}`);
			}
			const [theirs, ours] = [figures[WEBHOOK]!, figures[ASK]!];
			results.push({
				work: `an event, ${AT_A_TIME} at a time, ${ASK}; expression engine: ${name}`,
				...{ against: WEBHOOK, ours: tell(ours), theirs: tell(theirs) },
				...{ figure: `${times(ours.ms / theirs.ms)} the time`, goal: 'for comparison' },
			});
		} finally {
			await n8n.close();
		}
	}
	return results;
}

function tell({ ms, perSecond }: { ms: number; perSecond: number }): string {
	return `${ms.toFixed(0)} ms of processor time, ${perSecond.toFixed(1)} a second`;
}

/** What makes events about one receivable, so many at a time; nobody is sent them by the sandbox. */
export async function eventSource(world: HarnessWorld): Promise<(count: number) => Event[]> {
	const { sandbox, merchant } = world;
	const call = await openAccount(world);
	const { id } = await addReceivable(call, 'CUST-1', 'INV-1', '10.00');
	const resource = merchant.receivables.get(id)!;
	return (count) => Array.from({ length: count }, () => emit(sandbox, merchant, resource, []));
}
