import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import { addressOf, chain, type NodePlan, trigger } from '../harness/flow.mts';
import { log } from '../harness/log.mts';
import { addReceivable, emit } from '../harness/records.mts';
import { runsUnfinished } from '../harness/trigger-runs.mts';
import type { HarnessWorld } from '../harness/world.mts';
import type { WorkflowJson } from '../n8n/workflows.mts';
import type { Event } from '../sandbox/resources.mts';
import { byTurns, median, type Result, times } from './measure.mts';
import { openAccount } from './world.mts';

const EVENTS = 300;
/** As many as Paystand delivers at the same time. */
const AT_A_TIME = 20;
const COLLECT_MS = 250;
const POLL_MS = 50;

/** Our trigger in all its ways, and how many times as many events as the Webhook node it is to take in. */
const WAYS = [
	{ work: 'Authenticity: Do Not Check', settings: { authenticity: 'none' } },
	{ work: 'Authenticity: Ask Paystand', settings: { authenticity: 'ask' }, goal: 0.5 },
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
];
const WEBHOOK = "n8n's Webhook node";

/** Events a second through n8n's own Webhook node and through our trigger. */
export async function triggers(world: HarnessWorld, rounds: number): Promise<Result[]> {
	const { sandbox, merchant } = world;
	const call = await openAccount(world);
	const invoice = await addReceivable(call, 'CUST-1', 'INV-1', '10.00');
	const resource = merchant.receivables.get(invoice.id)!;
	const fresh = () => Array.from({ length: EVENTS }, () => emit(sandbox, merchant, resource, []));

	const nodes: Record<string, NodePlan> = { [WEBHOOK]: webhookNode() };
	for (const { work, settings } of WAYS) nodes[work] = ourTrigger(settings);
	const receivers: Record<string, () => Promise<number>> = {};
	const answers: Record<string, number[]> = {};
	for (const [name, node] of Object.entries(nodes)) {
		const one = await receiver(world, name, node);
		await one.receive(fresh());
		receivers[name] = async () => {
			const { perSecond, answerMs } = await one.receive(fresh());
			(answers[name] ??= []).push(answerMs);
			log(`${name}: ${perSecond.toFixed(1)} a second, answer in ${answerMs.toFixed(0)} ms`);
			return perSecond;
		};
	}
	const figures = await byTurns(rounds, receivers);
	const tell = (name: string) =>
		`${median(figures[name]!).toFixed(1)} a second, answer in ${median(answers[name]!).toFixed(0)} ms`;
	return WAYS.map(({ work, goal }): Result => {
		const ratio = median(figures[work]!) / median(figures[WEBHOOK]!);
		return {
			work: `events received, ${AT_A_TIME} at a time, ${work}`,
			...{ against: WEBHOOK, ours: tell(work), theirs: tell(WEBHOOK) },
			...{ figure: times(ratio), goal: goal ? times(goal) : 'for comparison' },
			isReached: goal === undefined ? undefined : ratio >= goal,
		};
	});
}

interface Receiver {
	/** Delivers events; answers and runs are awaited. */
	receive(events: Event[]): Promise<{ perSecond: number; answerMs: number }>;
}

async function receiver(world: HarnessWorld, name: string, node: NodePlan): Promise<Receiver> {
	const { n8n, credential } = world;
	const nothing = { name: 'Nothing', type: 'n8n-nodes-base.noOp', parameters: {} };
	const plan = chain(name, node, nothing);
	const { id } = await n8n.workflows.create(plan, [credential]);
	await n8n.workflows.activate(id);
	const url = urlOf(n8n.url, plan, node);
	return {
		async receive(events) {
			const started = performance.now();
			const answerMs = await deliver(url, events);
			while (runsUnfinished(n8n, id) > 0) await sleep(POLL_MS);
			const seconds = (performance.now() - started) / 1000;
			return { perSecond: events.length / seconds, answerMs };
		},
	};
}

/** @returns the median time to an answer, in milliseconds */
async function deliver(url: string, events: Event[]): Promise<number> {
	const waits: number[] = [];
	const left = [...events];
	const worker = async () => {
		for (let event = left.shift(); event; event = left.shift()) {
			const sent = performance.now();
			// A status other than 2xx throws: an event that is not taken must not look fast.
			await axios.post(url, event);
			waits.push(performance.now() - sent);
		}
	};
	await Promise.all(Array.from({ length: AT_A_TIME }, worker));
	return median(waits);
}

function urlOf(n8nUrl: string, plan: WorkflowJson, { parameters, type }: NodePlan): string {
	if (type.startsWith('n8n-nodes-paystand.')) return addressOf(n8nUrl, plan);
	return `${n8nUrl}/webhook/${String(parameters.path)}`;
}

function webhookNode(): NodePlan {
	const path = randomUUID();
	return {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		parameters: { httpMethod: 'POST', path, responseMode: 'onReceived', options: {} },
		webhookId: path,
	};
}

function ourTrigger(settings: object): NodePlan {
	return trigger({
		...{ events: ['*'], registration: 'manual', onlyStatusChanges: false },
		settings,
	});
}
