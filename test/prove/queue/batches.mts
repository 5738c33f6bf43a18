import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import { chain, type NodePlan, PAYSTAND, paystand } from '../../../harness/flow.mts';
import {
	executionsOf,
	outputOf,
	type QueueExecution,
	statusesOf,
} from '../../../harness/queue-runs.mts';
import type { QueueWorld } from '../../../harness/queue-world.mts';
import type { OperationPlan, Said } from '../operation.mts';

/** A worker that was killed is missed by n8n after its lock of 60 s, at the next look, 30 s apart. */
const UNTIL_ENDED_MS = 240_000;
const POLL_MS = 500;
const RECEIVE = 'Receive';

/** One list of items that one execution works on, in production mode. */
export interface Batch<Row> {
	number: number;
	rows: Row[];
}

/** What came of a batch. */
export interface Outcome<Row> {
	batch: Batch<Row>;
	/** Its execution did not come to its end. */
	isCutOff: boolean;
	/** What the node says of each row; nothing of an execution that was cut off. */
	said: Said[];
}

/**
 * A published workflow that takes lists of items by webhook: a webhook processor takes each in, and
 * a worker runs our node over it.
 */
export class BatchFlow<Row extends object> {
	private readonly world: QueueWorld;
	private readonly id: string;
	private readonly path: string;
	private sent: Batch<Row>[] = [];

	private constructor(world: QueueWorld, id: string, path: string) {
		this.world = world;
		this.id = id;
		this.path = path;
	}

	static async publish<Row extends object>(
		world: QueueWorld,
		{ resource, operation, parameters }: OperationPlan,
	): Promise<BatchFlow<Row>> {
		const path = randomUUID();
		const node = paystand(resource, operation, parameters);
		const plan = chain(`${resource} ${operation} in batches`, receive(path), SPLIT, node);
		const { id } = await world.n8n.workflows.create(plan, [world.credential]);
		await world.n8n.workflows.activate(id);
		return new BatchFlow<Row>(world, id, path);
	}

	/** Hands batches to n8n, all at once; it has an execution for each when this is over. */
	async send(batches: Batch<Row>[]): Promise<void> {
		const url = `${this.world.queue.webhookUrl}/webhook/${this.path}`;
		await Promise.all(batches.map(async (batch) => await axios.post(url, batch, { proxy: false })));
		this.sent.push(...batches);
	}

	/** Waits until n8n has written an end to all executions, and tells what came of what was sent. */
	async outcomes(): Promise<{ outcomes: Outcome<Row>[]; repeatedRuns: number }> {
		const until = Date.now() + UNTIL_ENDED_MS;
		while (await this.isRunning()) {
			if (Date.now() > until) throw new Error('Executions are still running after 4 minutes');
			await sleep(POLL_MS);
		}
		const executions = await executionsOf(this.world.queue, this.id);
		const byNumber = Map.groupBy(executions, numberOf);
		const outcomes = this.sent.map((batch): Outcome<Row> => {
			const runs = byNumber.get(batch.number) ?? [];
			const last = runs.at(-1);
			const { length } = batch.rows;
			const said = last ? saidOf(last, length) : Array.from({ length }, () => ({ rows: [] }));
			return { batch, isCutOff: last?.status !== 'success', said };
		});
		// Each batch was accepted once, so it has one execution, whether that tells its number or not.
		return { outcomes, repeatedRuns: executions.length - this.sent.length };
	}

	private async isRunning(): Promise<boolean> {
		const statuses = await statusesOf(this.world.queue, this.id);
		return ['new', 'running', 'waiting'].some((status) => status in statuses);
	}
}

function receive(path: string): NodePlan {
	return {
		name: RECEIVE,
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		parameters: { httpMethod: 'POST', path, responseMode: 'onReceived', options: {} },
		webhookId: path,
	};
}

const SPLIT: NodePlan = {
	name: 'Split Out',
	type: 'n8n-nodes-base.splitOut',
	parameters: { fieldToSplitOut: 'body.rows', options: {} },
};

/** The number of the batch; undefined where n8n has replaced the data of a run that was cut off. */
function numberOf({ data }: QueueExecution): number | undefined {
	return data.resultData?.runData?.[RECEIVE]?.[0]?.data?.main?.[0]?.[0]?.json?.body?.number;
}

function saidOf(execution: QueueExecution, length: number): Said[] {
	const said = Array.from({ length }, (): Said => ({ rows: [] }));
	for (const { json, pairedItem } of outputOf(execution, PAYSTAND)) {
		const one = said[(pairedItem as { item: number }).item]!;
		if (typeof json.error === 'string') one.error = `${json.error} ${String(json.details ?? '')}`;
		else one.rows.push(json);
	}
	return said;
}
