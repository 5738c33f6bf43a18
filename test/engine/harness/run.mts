import { WorkflowExecute } from 'n8n-core';
import type { IDataObject, INodeExecutionData, NodeApiError } from 'n8n-workflow';
import { Credentials, type CredentialInput } from './credentials.mts';
import {
	additionalDataOf,
	PAYSTAND,
	SOURCE,
	workflowOf,
	type InputItem,
	type NodeSettings,
} from './workflow.mts';

export interface NodeRun extends NodeSettings {
	resource: string;
	operation: string;
	items?: InputItem[];
	/** What was typed into it; a helper that is used again keeps its token, as n8n does. */
	credential: CredentialInput | Credentials;
	/** Cancels the execution after so many milliseconds. */
	cancelAfterMs?: number;
}

export interface NodeResult {
	/** Output items in order. */
	items: INodeExecutionData[];
	/** The items' JSON alone. */
	json: IDataObject[];
	/** Items on the error output, when the node has one. */
	errorItems: INodeExecutionData[];
	/** What n8n shows above the output. */
	hints: string[];
	/** What stopped the execution. */
	error?: { message: string; description: string; itemIndex?: number; name: string };
}

/** Runs one operation of our node through n8n-core's real engine. */
export async function runNode(run: NodeRun): Promise<NodeResult> {
	const { resource, operation, items = [{ json: {} }], credential } = run;
	const workflow = workflowOf(items, {
		...run,
		parameters: { resource, operation, ...run.parameters },
	});
	const helper = credential instanceof Credentials ? credential : new Credentials(credential);
	const engine = new WorkflowExecute(additionalDataOf(helper), 'trigger');
	const execution = engine.run({ workflow, startNode: workflow.nodes[SOURCE] });
	const timer =
		run.cancelAfterMs === undefined
			? undefined
			: setTimeout(() => execution.cancel(), run.cancelAfterMs);
	const { data } = await execution.finally(() => clearTimeout(timer));

	const { error, runData } = data.resultData;
	const [main = [], errors = []] = runData[PAYSTAND]?.[0]?.data?.main ?? [];
	const failure = error as NodeApiError | undefined;
	return {
		items: main ?? [],
		json: (main ?? []).map((item) => item.json),
		errorItems: errors ?? [],
		hints: (runData[PAYSTAND]?.[0]?.hints ?? []).map(({ message }) => message),
		error: failure && {
			message: failure.message,
			description: String(failure.description ?? ''),
			itemIndex: failure.context?.itemIndex as number | undefined,
			name: failure.name,
		},
	};
}
