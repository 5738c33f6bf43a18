import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parse } from 'flatted';
import type { N8n } from '../../n8n/server.mts';
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
export function runsOf({ userFolder }: N8n, workflowId: string): Run[] {
	const path = join(userFolder, '.n8n', 'database.sqlite');
	const database = new DatabaseSync(path, { readOnly: true });
	try {
		const rows = database
			.prepare(
				'SELECT status, execution_entity.createdAt, startedAt, data FROM execution_entity JOIN execution_data ON executionId = id WHERE workflowId = ? AND mode = ? ORDER BY execution_entity.createdAt',
			)
			.all(workflowId, 'webhook') as unknown as Row[];
		return rows.map(({ status, createdAt, startedAt, data }) => ({
			eventId: eventIdOf(data),
			status,
			created: Date.parse(`${createdAt}Z`),
			started: startedAt === null ? 0 : Date.parse(`${startedAt}Z`),
		}));
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
