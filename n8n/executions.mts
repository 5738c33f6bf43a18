import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'flatted';
import type { N8nSession } from './session.mts';
import type { N8nWorkflows, SavedWorkflow } from './workflows.mts';

const ENDED = ['success', 'error', 'canceled', 'crashed'];
const MANUAL_TRIGGER = 'n8n-nodes-base.manualTrigger';

export interface ExecutionSummary {
	id: string;
	workflowId: string;
	mode: string;
	status: 'new' | 'running' | 'waiting' | 'success' | 'error' | 'canceled' | 'crashed';
	startedAt: string | null;
	stoppedAt: string | null;
}

export interface Item {
	json: Record<string, unknown>;
	binary?: Record<string, { fileName?: string; mimeType: string; fileSize?: string }>;
	pairedItem?: unknown;
	error?: unknown;
}

interface TaskData {
	data?: { main: Array<Item[] | null> };
	error?: { message: string; description?: string };
}

export interface Execution extends ExecutionSummary {
	resultData: {
		runData: Record<string, TaskData[]>;
		error?: { message: string; description?: string; node?: { name: string } };
		lastNodeExecuted?: string;
	};
}

/** The executions of the signed-in owner's workflows. */
export class N8nExecutions {
	private readonly session: N8nSession;
	private readonly workflows: N8nWorkflows;

	constructor(session: N8nSession, workflows: N8nWorkflows) {
		this.session = session;
		this.workflows = workflows;
	}

	/**
	 * Runs a workflow as the editor's button does, and waits for its end.
	 *
	 * @param options.trigger the trigger node to start from, by name; default: the manual trigger
	 * @param options.seconds how long to wait at most; default 300
	 */
	async run(
		workflowId: string,
		{ trigger, seconds = 300 }: { trigger?: string; seconds?: number } = {},
	): Promise<Execution> {
		const workflowData = await this.workflows.get(workflowId);
		const name = trigger ?? manualTriggerOf(workflowData);
		const path = `/rest/workflows/${workflowId}/run`;
		// Older n8n run the workflow that they are sent; n8n 2.41 looks at the saved one.
		const body = { workflowData, triggerToStartFrom: { name } };
		const { executionId } = await this.session.post<{ executionId?: string }>(path, body);
		if (!executionId) throw new Error(`Workflow ${workflowId} waits for a call to "${name}"`);
		return await this.untilEnded(executionId, seconds);
	}

	/**
	 * Retries an execution that ended with an error, from the node that did not go through, as the
	 * button of the executions list does, and waits for its end.
	 */
	async retry(id: string): Promise<Execution> {
		const path = `/rest/executions/${id}/retry`;
		const again = await this.session.post<{ id: string }>(path, { loadWorkflow: false });
		return await this.untilEnded(again.id);
	}

	/** @throws Error when the execution has not ended after so many seconds */
	async untilEnded(id: string, seconds = 300): Promise<Execution> {
		const deadline = Date.now() + seconds * 1000;
		for (let pause = 50; ; pause = Math.min(pause * 1.5, 1000)) {
			const { status } = await this.session.get<ExecutionSummary>(`/rest/executions/${id}`);
			if (ENDED.includes(status)) return await this.get(id);
			if (Date.now() > deadline) {
				throw new Error(`Execution ${id} is still "${status}" after ${seconds} s`);
			}
			await sleep(pause);
		}
	}

	/** One execution with the data of its nodes. */
	async get(id: string): Promise<Execution> {
		const path = `/rest/executions/${id}`;
		const { data, ...summary } = await this.session.get<ExecutionSummary & { data: string }>(path);
		const { resultData } = parse(data) as Pick<Execution, 'resultData'>;
		return { ...summary, resultData };
	}

	/**
	 * The newest executions first, without their data.
	 *
	 * @param filter.status only executions in one of these states
	 * @param filter.limit at most so many; default 100
	 */
	async list({
		workflowId,
		status,
		limit = 100,
	}: {
		workflowId?: string;
		status?: Array<ExecutionSummary['status']>;
		limit?: number;
	} = {}): Promise<ExecutionSummary[]> {
		const filter = JSON.stringify({ workflowId, status });
		const found = await this.session.get<{ results: ExecutionSummary[] }>('/rest/executions', {
			filter,
			limit,
		});
		return found.results;
	}
}

function manualTriggerOf({ id, nodes }: SavedWorkflow): string {
	const node = nodes.find(({ type }) => type === MANUAL_TRIGGER);
	if (!node) throw new Error(`Workflow ${id} has no manual trigger: name a trigger`);
	return node.name;
}

/**
 * What a node put out, over all its runs.
 *
 * @param output which output, from 0; with "continue using error output" 1 is the error output
 */
export function itemsOf(execution: Execution, nodeName: string, output = 0): Item[] {
	const runs = execution.resultData.runData[nodeName] ?? [];
	return runs.flatMap(({ data }) => data?.main[output] ?? []);
}
