import { setTimeout as sleep } from 'node:timers/promises';
import type { SavedCredential } from './credentials.mts';
import { N8nRefusal, type N8nSession } from './session.mts';

const PUBLISH_SECONDS = 60;

export interface WorkflowNode {
	id: string;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
	webhookId?: string;
	[field: string]: unknown;
}

/** A workflow as n8n exports it; an exported file parsed as JSON fits. */
export interface WorkflowJson {
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
	pinData?: Record<string, unknown>;
}

export interface SavedWorkflow extends WorkflowJson {
	id: string;
	versionId: string;
	activeVersionId: string | null;
}

interface PublicationStatus {
	status: 'in_progress' | 'not_published' | 'published' | 'partial' | 'failed';
	triggers: Array<{ nodeId: string; status: string; errorMessage: string | null }>;
}

/** The workflows of the signed-in owner. */
export class N8nWorkflows {
	private readonly session: N8nSession;

	constructor(session: N8nSession) {
		this.session = session;
	}

	/**
	 * Imports a workflow, inactive.
	 *
	 * @param credentials given to every node that names a credential of that type: an exported
	 *   workflow carries the ids of the n8n it came from
	 */
	async create(
		workflow: WorkflowJson,
		credentials: SavedCredential[] = [],
	): Promise<SavedWorkflow> {
		const { name, connections, settings, pinData } = workflow;
		const nodes = workflow.nodes.map((node) => withCredentials(node, credentials));
		// Older n8n want to be told that it is not active.
		const body = { name, nodes, connections, settings: settings ?? {}, pinData, active: false };
		return await this.session.post('/rest/workflows', body);
	}

	async get(id: string): Promise<SavedWorkflow> {
		return await this.session.get(`/rest/workflows/${id}`);
	}

	async list(): Promise<Array<{ id: string; name: string; activeVersionId: string | null }>> {
		return await this.session.get('/rest/workflows');
	}

	/**
	 * Publishes the workflow and waits until its triggers are taken up, so that its webhooks answer.
	 * n8n 2.41 does that in the background, after it has answered the request.
	 *
	 * @throws Error with n8n's message for a trigger that did not start
	 */
	async activate(id: string): Promise<void> {
		const { versionId } = await this.get(id);
		await this.session.post(`/rest/workflows/${id}/activate`, { versionId });
		await this.untilPublished(id);
	}

	async deactivate(id: string): Promise<void> {
		await this.session.post(`/rest/workflows/${id}/deactivate`);
		await this.untilStatus(id, ['not_published']);
	}

	/** Waits until an active workflow's triggers are taken up, as after a restart of n8n. */
	async untilPublished(id: string): Promise<void> {
		const { status, triggers } = await this.untilStatus(id, ['published', 'partial', 'failed']);
		if (status === 'published') return;
		const said = triggers.flatMap(({ errorMessage }) => errorMessage ?? []).join('; ');
		throw new Error(`Workflow ${id} did not start (${status}): ${said}`);
	}

	/** Deactivates, archives and deletes, which is the only order n8n allows. */
	async delete(id: string): Promise<void> {
		if ((await this.get(id)).activeVersionId) await this.deactivate(id);
		await this.session.post(`/rest/workflows/${id}/archive`);
		await this.session.delete(`/rest/workflows/${id}`);
	}

	private async untilStatus(
		id: string,
		wanted: Array<PublicationStatus['status']>,
	): Promise<PublicationStatus> {
		const deadline = Date.now() + PUBLISH_SECONDS * 1000;
		for (;;) {
			const path = `/rest/workflows/${id}/publication-status`;
			const publication = await this.session
				.get<PublicationStatus>(path)
				.catch((error: unknown) => settled(error, wanted[0]!));
			if (wanted.includes(publication.status)) return publication;
			if (Date.now() > deadline) {
				throw new Error(
					`Workflow ${id} is still "${publication.status}" after ${PUBLISH_SECONDS} s; wanted: ${wanted.join(', ')}`,
				);
			}
			await sleep(100);
		}
	}
}

/** An n8n without this route has taken up the triggers before it answered the request. */
function settled(error: unknown, status: PublicationStatus['status']): PublicationStatus {
	if (error instanceof N8nRefusal && error.status === 404) return { status, triggers: [] };
	throw error;
}

function withCredentials(node: WorkflowNode, credentials: SavedCredential[]): WorkflowNode {
	if (!node.credentials) return node;
	const known = Object.entries(node.credentials).map(([type, named]) => {
		const saved = credentials.find((credential) => credential.type === type);
		return [type, saved ? { id: saved.id, name: saved.name } : named];
	});
	return { ...node, credentials: Object.fromEntries(known) };
}
