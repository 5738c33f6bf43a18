import { randomUUID } from 'node:crypto';
import type { WorkflowJson, WorkflowNode } from '../n8n/workflows.mts';

export const NODE_TYPE = 'n8n-nodes-paystand.paystand';
export const TRIGGER_TYPE = `${NODE_TYPE}Trigger`;

/** The names of our nodes in the workflows made here. */
export const PAYSTAND = 'Paystand';
export const TRIGGER = 'Paystand Trigger';

/** A node as a person would set it up; everything that only the editor cares for is filled in. */
export type NodePlan = Pick<WorkflowNode, 'name' | 'type' | 'parameters'> & Partial<WorkflowNode>;

/** A workflow whose nodes run one after the other. */
export function chain(name: string, ...plans: NodePlan[]): WorkflowJson {
	const nodes = plans.map(
		(plan, index): WorkflowNode => ({
			id: randomUUID(),
			typeVersion: 1,
			position: [index * 220, 0],
			...plan,
		}),
	);
	const connections = Object.fromEntries(
		nodes
			.slice(1)
			.map((node, index) => [
				nodes[index]!.name,
				{ main: [[{ node: node.name, type: 'main', index: 0 }]] },
			]),
	);
	return { name, nodes, connections, settings: { executionOrder: 'v1' } };
}

/** What the editor's button starts. */
export const START: NodePlan = {
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	parameters: {},
};

/** Makes the items that a node works on; `code` is the body of a Code node. */
export function items(code: string): NodePlan {
	return {
		name: 'Items',
		type: 'n8n-nodes-base.code',
		typeVersion: 2,
		parameters: { jsCode: code },
	};
}

/** Our node, set to go on after an error. */
export function paystand(
	resource: string,
	operation: string,
	parameters: Record<string, unknown>,
): NodePlan {
	return {
		name: PAYSTAND,
		type: NODE_TYPE,
		parameters: { resource, operation, ...parameters },
		credentials: { paystandApi: { id: '', name: '' } },
		onError: 'continueRegularOutput',
	};
}

/** Our trigger; each one gets an address of its own. */
export function trigger(parameters: Record<string, unknown>): NodePlan {
	return {
		name: TRIGGER,
		type: TRIGGER_TYPE,
		typeVersion: 2,
		parameters,
		webhookId: randomUUID(),
		credentials: { paystandApi: { id: '', name: '' } },
	};
}

/** The address at which n8n receives for a trigger, without a secret. */
export function addressOf(n8nUrl: string, { nodes }: WorkflowJson, kind = 'webhook'): string {
	const node = nodes.find(({ name }) => name === TRIGGER);
	return `${n8nUrl}/${kind}/${node?.webhookId}/webhook`;
}
