import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import { addressOf, chain, type NodePlan, trigger } from '../harness/flow.mts';
import { log } from '../harness/log.mts';
import { addReceivable, emit } from '../harness/records.mts';
import { runsEnded } from '../harness/trigger-runs.mts';
import type { HarnessWorld } from '../harness/world.mts';
import type { WorkflowJson } from '../n8n/workflows.mts';
import type { Event } from '../sandbox/resources.mts';
import { byTurns, median, type Result, times } from './measure.mts';
import { openAccount } from './world.mts';

const EVENTS = 300;
/** As many as Paystand delivers at the same time. */
const AT_A_TIME = 20;
const GOAL = 0.9;
const POLL_MS = 50;

/** Events a second through n8n's own Webhook node and through our trigger, unchecked and checked. */
export async function triggers(world: HarnessWorld, rounds: number): Promise<Result[]> {
	const { sandbox, merchant } = world;
	const call = await openAccount(world);
	const invoice = await addReceivable(call, 'CUST-1', 'INV-1', '10.00');
	const resource = merchant.receivables.get(invoice.id)!;
	const fresh = () => Array.from({ length: EVENTS }, () => emit(sandbox, merchant, resource, []));

	const webhook = await receiver(world, 'Webhook', webhookNode());
	const unchecked = await receiver(world, 'Unchecked', ourTrigger('none'));
	const checked = await receiver(world, 'Checked', ourTrigger('ask'));
	for (const one of [webhook, unchecked, checked]) await one.receive(fresh());

	const answers: Record<string, number[]> = {};
	const measure = (name: string, one: Receiver) => async () => {
		const { perSecond, answerMs } = await one.receive(fresh());
		(answers[name] ??= []).push(answerMs);
		log(`${name}: ${perSecond.toFixed(1)} a second, answer in ${answerMs.toFixed(0)} ms`);
		return perSecond;
	};
	const figures = await byTurns(rounds, {
		Webhook: measure('Webhook', webhook),
		Unchecked: measure('Unchecked', unchecked),
		Checked: measure('Checked', checked),
	});
	const tell = (name: keyof typeof figures) =>
		`${median(figures[name]).toFixed(1)} a second, answer in ${median(answers[name]!).toFixed(0)} ms`;
	const line = (name: 'Checked' | 'Unchecked', work: string, goal?: number): Result => {
		const ratio = median(figures[name]) / median(figures.Webhook);
		return {
			work: `events received, ${AT_A_TIME} at a time, ${work}`,
			...{ against: "n8n's Webhook node", ours: tell(name), theirs: tell('Webhook') },
			...{ figure: times(ratio), goal: goal ? times(goal) : 'for comparison' },
			isReached: goal === undefined ? undefined : ratio >= goal,
		};
	};
	return [
		line('Unchecked', 'Authenticity: Do Not Check', GOAL),
		line('Checked', 'Authenticity: Ask Paystand'),
	];
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
			const before = runsEnded(n8n, id);
			const started = performance.now();
			const answerMs = await deliver(url, events);
			while (runsEnded(n8n, id) < before + events.length) await sleep(POLL_MS);
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

function ourTrigger(authenticity: 'ask' | 'none'): NodePlan {
	return trigger({
		...{ events: ['*'], registration: 'manual', onlyStatusChanges: false },
		settings: { authenticity },
	});
}
