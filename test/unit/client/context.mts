import {
	ExecuteContext,
	ExecutionLifecycleHooks,
	HookContext,
	LoadOptionsContext,
	PollContext,
	WebhookContext,
} from 'n8n-core';
import { createRunExecutionData, NodeConnectionTypes, Workflow } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeType,
	IRunExecutionData,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import type { PaystandContext } from '../../../client/paystand.ts';
import type { Credentials } from '../../engine/harness/credentials.mts';

/** As little of a node as n8n needs to hand out a credential: the client knows no node of ours. */
const NODE: INodeType = {
	description: {
		displayName: 'Client',
		name: 'client',
		group: ['input'],
		version: 1,
		description: 'Has a credential',
		defaults: {},
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'paystandApi', required: true }],
		properties: [],
	},
};

/** A workflow of one node. */
export function workflow(): Workflow {
	const node = {
		id: 'client',
		name: 'Client',
		type: 'client',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: {},
		credentials: { paystandApi: { id: '1', name: 'Paystand account' } },
	};
	const nodeTypes = {
		getByName: () => NODE,
		getByNameAndVersion: () => NODE,
		getKnownTypes: () => ({}),
	};
	return new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
}

/** What n8n hands to an execution, as far as it has no database or editor behind it. */
function additionalData(credentials: Credentials): IWorkflowExecuteAdditionalData {
	return {
		credentialsHelper: credentials,
		executionId: '1',
		hooks: new ExecutionLifecycleHooks('trigger', '1', {} as never),
		variables: {},
	} as unknown as IWorkflowExecuteAdditionalData;
}

/** The `this` of a running node. */
export function executeContext(
	credentials: Credentials,
	cancel: AbortSignal = new AbortController().signal,
): IExecuteFunctions {
	const flow = workflow();
	const node = flow.nodes.Client;
	const data = { main: [[{ json: {} }]] };
	return new ExecuteContext(
		flow,
		node,
		additionalData(credentials),
		'trigger',
		createRunExecutionData() as IRunExecutionData,
		0,
		data.main[0],
		data,
		{ node, data, source: null },
		[],
		cancel,
	);
}

/** Every other `this` that a client can be made for, by the name of what n8n calls. */
export function otherContexts(credentials: Credentials): Array<[string, PaystandContext]> {
	const flow = workflow();
	const given = [flow, flow.nodes.Client, additionalData(credentials)] as const;
	const delivery = { webhookDescription: {}, workflow: flow, node: 'Client' } as never;
	return [
		['webhook', new WebhookContext(...given, 'trigger', delivery, [], null)],
		['hook', new HookContext(...given, 'trigger', 'activate')],
		['poll', new PollContext(...given, 'trigger', 'activate')],
		['picker', new LoadOptionsContext(...given, '')],
	];
}
