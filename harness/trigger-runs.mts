import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parse } from 'flatted';
import type { N8n } from '../n8n/server.mts';
import { TRIGGER } from './flow.mts';

/** One run of a workflow, as n8n's own database has it. */
export interface Run {
	eventId: string;
	/** `success`, `error`, `running`, `crashed`, … */
	status: string;
	/** When n8n noted the run down, in milliseconds. */
	created: number;
	/** When it began; after `created` by a lot, when n8n was ended in between. 0: never. */
	started: number;
}

interface Row {
	status: string;
	createdAt: string;
	startedAt: string | null;
	data: string;
}

/**
 * All runs that our trigger has started in a workflow. Read from the database itself: over REST
 * thousands of them take minutes, and what a kill left behind is not all there.
 */
export function runsOf(n8n: N8n, workflowId: string): Run[] {
	const rows = rowsOf<Row>(
		n8n,
		'SELECT status, execution_entity.createdAt, startedAt, data FROM execution_entity JOIN execution_data ON executionId = id WHERE workflowId = ? AND mode = ? ORDER BY execution_entity.createdAt',
		workflowId,
		'webhook',
	);
	return rows.map(({ status, createdAt, startedAt, data }) =>
		runOf({
			status,
			created: Date.parse(`${createdAt}Z`),
			started: startedAt === null ? 0 : Date.parse(`${startedAt}Z`),
			data,
		}),
	);
}

/** A run as the database of n8n has it, whichever that is. */
export function runOf({ data, ...run }: Omit<Run, 'eventId'> & { data: string }): Run {
	return { eventId: eventIdOf(data), ...run };
}

/**
 * The items that a trigger has started all runs of a workflow with, in order. The waiting ones come
 * first, since n8n puts a stand-in for the output of a run that it found cut off.
 */
export function triggerItemsOf(n8n: N8n, workflowId: string, name: string): any[] {
	return dataOf(n8n, workflowId).flatMap(({ resultData, executionData }) => {
		const waiting = (executionData?.nodeExecutionStack ?? []).filter(
			({ node }: any) => node.name === name,
		);
		return itemsIn(waiting.length > 0 ? waiting : resultData?.runData?.[name]);
	});
}

/** What a node has put out in all runs of a workflow, in order. */
export function outputsOf(n8n: N8n, workflowId: string, name: string): any[] {
	return dataOf(n8n, workflowId).flatMap(({ resultData }) => itemsIn(resultData?.runData?.[name]));
}

function dataOf(n8n: N8n, workflowId: string): any[] {
	const rows = rowsOf<{ data: string }>(
		n8n,
		'SELECT data FROM execution_entity JOIN execution_data ON executionId = id WHERE workflowId = ? ORDER BY id',
		workflowId,
	);
	return rows.map(({ data }) => parse(data));
}

function itemsIn(tasks: any[] = []): any[] {
	return tasks.flatMap((task) => task?.data?.main?.[0] ?? []).map(({ json }) => json);
}

/** How many runs of a workflow have begun, or are about to, and are not over. */
export function runsUnfinished(n8n: N8n, workflowId: string): number {
	const [row] = rowsOf<{ unfinished: number }>(
		n8n,
		'SELECT count(*) AS unfinished FROM execution_entity WHERE workflowId = ? AND stoppedAt IS NULL',
		workflowId,
	);
	return row!.unfinished;
}

function rowsOf<T>({ userFolder }: N8n, query: string, ...values: string[]): T[] {
	const path = join(userFolder, '.n8n', 'database.sqlite');
	const database = new DatabaseSync(path, { readOnly: true });
	try {
		return database.prepare(query).all(...values) as T[];
	} finally {
		database.close();
	}
}

/**
 * The event that a run is about: what the trigger is about to put out, or has put out. In this order,
 * since n8n puts a stand-in for the output of a run that it found cut off.
 */
function eventIdOf(data: string): string {
	const { resultData, executionData } = parse(data);
	const tasks = [
		...(executionData?.nodeExecutionStack ?? []),
		...(resultData?.runData?.[TRIGGER] ?? []),
	];
	const ids = tasks.map((task) => task?.data?.main?.[0]?.[0]?.json?.eventId);
	return String(ids.find((id) => id !== undefined));
}
