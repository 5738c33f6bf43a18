import { chain, type NodePlan, START } from '../harness/flow.mts';
import type { SavedCredential } from '../n8n/credentials.mts';
import { itemsOf, type Execution, type Item } from '../n8n/executions.mts';
import type { N8n } from '../n8n/server.mts';

const MAX_RUN_SECONDS = 900;

/** n8n's HTTP Request node with our credential, as a user without our node would set it up. */
export function httpRequest(parameters: Record<string, unknown>): NodePlan {
	return {
		name: 'HTTP Request',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'paystandApi',
			...parameters,
		},
		credentials: { paystandApi: { id: '', name: '' } },
		onError: 'continueRegularOutput',
	};
}

/** What a run of a workflow came to. */
export interface Ran {
	/** How long the measured node took, in milliseconds, as n8n has measured it. */
	ms: number;
	/** What the measured node put out. */
	items: Item[];
	/** Items that are errors. */
	failed: number;
}

/** Runs nodes one after the other in n8n, from the editor's button; the last one is measured. */
export async function runNodes(
	{ n8n, credential }: { n8n: N8n; credential: SavedCredential },
	...nodes: NodePlan[]
): Promise<Ran> {
	const { id } = await n8n.workflows.create(chain('Measured', START, ...nodes), [credential]);
	const execution = await n8n.executions.run(id, { seconds: MAX_RUN_SECONDS });
	if (execution.status !== 'success') {
		throw new Error(`It ended as ${execution.status}: ${execution.resultData.error?.message}`);
	}
	await n8n.workflows.delete(id);
	const measured = nodes.at(-1)!.name;
	const out = itemsOf(execution, measured);
	return {
		ms: timeOf(execution, measured),
		items: out,
		failed: out.filter(({ json }) => 'error' in json).length,
	};
}

function timeOf({ resultData }: Execution, node: string): number {
	const [task] = resultData.runData[node] as unknown as [{ executionTime: number }];
	return task.executionTime;
}
