import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import { addressOf, chain, type NodePlan, trigger, TRIGGER } from '../harness/flow.mts';
import { runsUnfinished } from '../harness/trigger-runs.mts';
import type { SavedCredential } from '../n8n/credentials.mts';
import type { N8n } from '../n8n/server.mts';
import type { WorkflowJson } from '../n8n/workflows.mts';
import type { Event } from '../sandbox/resources.mts';
import { median } from './measure.mts';

/** As many as Paystand delivers at the same time. */
export const AT_A_TIME = 20;
const POLL_MS = 50;

/** A published workflow that takes events. */
export interface Receiver {
	id: string;
	/** Delivers events; answers and runs are awaited. */
	receive(events: Event[]): Promise<{ seconds: number; perSecond: number; answerMs: number }>;
}

interface Place {
	n8n: N8n;
	credential: SavedCredential;
	/** Where webhooks are received, if not at n8n itself. */
	webhookUrl?: string;
	/** How many of the workflow's runs are not over; default: as n8n's own database says. */
	unfinished?: (workflowId: string) => Promise<number>;
}

/** Publishes a workflow of the node that receives and one that does nothing. */
export async function receiver(place: Place, name: string, node: NodePlan): Promise<Receiver> {
	const { n8n, credential, webhookUrl = n8n.url } = place;
	const nothing = { name: 'Nothing', type: 'n8n-nodes-base.noOp', parameters: {} };
	const plan = chain(name, node, nothing);
	const { id } = await n8n.workflows.create(plan, [credential]);
	await n8n.workflows.activate(id);
	const url = urlOf(webhookUrl, plan, node);
	const unfinished = place.unfinished ?? (async () => runsUnfinished(n8n, id));
	return {
		id,
		async receive(events) {
			const started = performance.now();
			const answerMs = await deliver(url, events);
			while ((await unfinished(id)) > 0) await sleep(POLL_MS);
			const seconds = (performance.now() - started) / 1000;
			return { seconds, perSecond: events.length / seconds, answerMs };
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

/** n8n's own node. */
export function webhookNode(): NodePlan {
	const path = randomUUID();
	return {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		parameters: { httpMethod: 'POST', path, responseMode: 'onReceived', options: {} },
		webhookId: path,
	};
}

/** @param settings the trigger's options */
export function ourTrigger(settings: object): NodePlan {
	return trigger({
		...{ events: ['*'], registration: 'manual', onlyStatusChanges: false },
		settings,
	});
}

/** Lets a trigger know as many events as it keeps, as it writes them down itself. */
export function fillMemory({ userFolder }: N8n, workflowId: string, count: number): void {
	const fingerprint = (index: number) => index.toString(36).padStart(12, '0');
	const all = Array.from({ length: count }, (_, index) => fingerprint(index)).join('');
	const days = { [new Date().toISOString().slice(0, 10)]: all };
	const data = { [`node:${TRIGGER}`]: { seen: { days } } };
	const database = new DatabaseSync(join(userFolder, '.n8n', 'database.sqlite'));
	try {
		const sql = 'UPDATE workflow_entity SET staticData = ? WHERE id = ?';
		database.exec('PRAGMA busy_timeout = 5000');
		database.prepare(sql).run(JSON.stringify(data), workflowId);
	} finally {
		database.close();
	}
}
