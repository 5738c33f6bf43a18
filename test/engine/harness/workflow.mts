import { ExecuteContext, ExecutionLifecycleHooks, LoadOptionsContext } from 'n8n-core';
import { createRunExecutionData, NodeConnectionTypes, Workflow } from 'n8n-workflow';
import type {
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IWorkflowExecuteAdditionalData,
	OnError,
} from 'n8n-workflow';
import { Paystand } from '../../../nodes/Paystand/Paystand.node.ts';
import type { Credentials } from './credentials.mts';

export const PAYSTAND = 'Paystand';
export const SOURCE = 'ERP';

/** An input item; its files become binary data as n8n's own nodes make it. */
export interface InputItem {
	json: IDataObject;
	files?: Record<string, { name?: string; type?: string; data: Buffer }>;
	/** Binary data as a Code node makes it: as it is, the file in base64. */
	binary?: IBinaryKeyData;
}

export interface NodeSettings {
	parameters?: INodeParameters;
	/** The version of the node, 1 when left out. */
	typeVersion?: number;
	onError?: OnError;
	/** n8n runs the node again when it stops. */
	retryOnFail?: boolean;
	/** How often it is run then, 2 when left out. */
	maxTries?: number;
	/** As n8n hands it to an AI agent. */
	asTool?: boolean;
	/** IANA name; n8n's own default when left out. */
	timezone?: string;
}

/** A workflow of two nodes: one that gives the items, and ours. */
export function workflowOf(items: InputItem[], settings: NodeSettings): Workflow {
	const paystand = new Paystand();
	// n8n tells a tool by its name.
	if (settings.asTool) paystand.description.name = 'paystandTool';
	const types: Record<string, INodeType> = { paystand, source: source(items) };
	const typeOf = (name: string) => types[name] as INodeType;
	const base = { typeVersion: 1, position: [0, 0] as [number, number] };
	return new Workflow({
		id: 'workflow',
		name: 'Engine test',
		active: false,
		settings: { executionOrder: 'v1', timezone: settings.timezone ?? 'America/New_York' },
		nodes: [
			{ ...base, id: 'source', name: SOURCE, type: 'source', parameters: {} },
			{
				...base,
				id: 'paystand',
				name: PAYSTAND,
				type: 'paystand',
				typeVersion: settings.typeVersion ?? 1,
				parameters: settings.parameters ?? {},
				onError: settings.onError,
				retryOnFail: settings.retryOnFail,
				maxTries: settings.maxTries ?? 2,
				waitBetweenTries: 1,
				credentials: { paystandApi: { id: '1', name: 'Paystand account' } },
			},
		],
		connections: {
			[SOURCE]: { main: [[{ node: PAYSTAND, type: NodeConnectionTypes.Main, index: 0 }]] },
		},
		nodeTypes: { getByName: typeOf, getByNameAndVersion: typeOf, getKnownTypes: () => ({}) },
	});
}

/** What n8n hands to an execution, as far as it has no database or editor behind it. */
export function additionalDataOf(credentials: Credentials): IWorkflowExecuteAdditionalData {
	const urls = Object.fromEntries(
		['restApiUrl', 'instanceBaseUrl', 'formBaseUrl', 'formWaitingBaseUrl', 'formTestBaseUrl']
			.concat(['webhookBaseUrl', 'webhookWaitingBaseUrl', 'webhookTestBaseUrl'])
			.concat(['mcpBaseUrl', 'mcpTestBaseUrl'])
			.map((name) => [name, `http://127.0.0.1/${name}/`]),
	);
	return {
		...urls,
		credentialsHelper: credentials,
		currentNodeExecutionIndex: 0,
		executionId: '1',
		hooks: new ExecutionLifecycleHooks('trigger', '1', {} as never),
		variables: {},
		logAiEvent: () => undefined,
	} as unknown as IWorkflowExecuteAdditionalData;
}

/** The `this` of a running node, for tests of the client alone. */
export function executeContext(
	credentials: Credentials,
	cancel: AbortSignal = new AbortController().signal,
): IExecuteFunctions {
	const workflow = workflowOf([], {});
	const node = workflow.nodes[PAYSTAND];
	const data = { main: [[{ json: {} }]] };
	return new ExecuteContext(
		workflow,
		node,
		additionalDataOf(credentials),
		'trigger',
		createRunExecutionData(),
		0,
		data.main[0],
		data,
		{ node, data, source: null },
		[],
		cancel,
	);
}

/** The `this` of a picker, with what the node's form shows. */
export function loadOptionsContext(credentials: Credentials, parameters: INodeParameters = {}) {
	const workflow = workflowOf([], { parameters });
	const additionalData = {
		...additionalDataOf(credentials),
		currentNodeParameters: parameters,
	};
	return new LoadOptionsContext(workflow, workflow.nodes[PAYSTAND], additionalData, '');
}

function source(items: InputItem[]): INodeType {
	return {
		description: {
			displayName: SOURCE,
			name: 'source',
			group: ['input'],
			version: 1,
			description: 'Gives the items of the test',
			defaults: {},
			inputs: [],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
		async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			const made = items.map(async ({ json, files, binary: given }) => {
				const binary: IBinaryKeyData = { ...given };
				for (const [field, { name, type, data }] of Object.entries(files ?? {})) {
					binary[field] = await this.helpers.prepareBinaryData(data, name, type);
				}
				return { json, ...((files ?? given) && { binary }) };
			});
			return [await Promise.all(made)];
		},
	};
}
