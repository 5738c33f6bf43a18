import { parse } from 'flatted';
import { Client } from 'pg';
import type { Item } from '../n8n/executions.mts';
import { type Run, runOf } from './trigger-runs.mts';
import { QUEUE_DATABASE, type QueueMode } from './services/queueMode.mts';

/** Of an execution in a queue mode's database. */
export interface QueueExecution {
	id: string;
	/** `new`, `running`, `success`, `error`, `crashed`, … */
	status: string;
	/** All that n8n has stored of it. */
	data: any;
}

/** The executions of a workflow, oldest first, with all their data. */
export async function executionsOf(
	queue: QueueMode,
	workflowId: string,
): Promise<QueueExecution[]> {
	const rows = await query<{ id: string; status: string; data: string }>(
		queue,
		'SELECT id, status, data FROM execution_entity JOIN execution_data ON "executionId" = id WHERE "workflowId" = $1 ORDER BY id',
		workflowId,
	);
	return rows.map(({ id, status, data }) => ({ id: String(id), status, data: parse(data) }));
}

/** All runs that our trigger has started in a workflow; like `runsOf` for one process. */
export async function queueRunsOf(queue: QueueMode, workflowId: string): Promise<Run[]> {
	const rows = await query<{ status: string; created: string; started: string; data: string }>(
		queue,
		`SELECT status, ${milliseconds('createdAt')} AS created, ${milliseconds('startedAt')} AS started, data
			FROM execution_entity JOIN execution_data ON "executionId" = id
			WHERE "workflowId" = $1 ORDER BY "createdAt"`,
		workflowId,
	);
	return rows.map(({ status, created, started, data }) =>
		runOf({ status, created: Number(created), started: Number(started ?? 0), data }),
	);
}

/** How many runs of a workflow there are in each status. */
export async function statusesOf(
	queue: QueueMode,
	workflowId: string,
): Promise<Record<string, number>> {
	const rows = await query<{ status: string; count: string }>(
		queue,
		'SELECT status, count(*) AS count FROM execution_entity WHERE "workflowId" = $1 GROUP BY status',
		workflowId,
	);
	return Object.fromEntries(rows.map(({ status, count }) => [status, Number(count)]));
}

/** What a node has put out in an execution; nothing when it did not come to its end. */
export function outputOf({ data }: QueueExecution, node: string): Item[] {
	const tasks = data.resultData?.runData?.[node] ?? [];
	return tasks.flatMap((task: any) => task?.data?.main?.[0] ?? []);
}

/** Whole milliseconds since 1970. n8n's columns hold UTC, with or without saying so. */
function milliseconds(column: string): string {
	return `floor(extract(epoch FROM "${column}"::timestamptz) * 1000)`;
}

async function query<Row extends object>(
	{ postgres }: QueueMode,
	sql: string,
	...values: string[]
): Promise<Row[]> {
	const client = new Client({ ...postgres.connection, database: QUEUE_DATABASE });
	await client.connect();
	try {
		return (await client.query<Row>(sql, values)).rows;
	} finally {
		await client.end();
	}
}
