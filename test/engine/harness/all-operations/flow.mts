import { WorkflowExecute } from 'n8n-core';
import { Workflow, type INode, type INodeParameters, type INodeType } from 'n8n-workflow';
import { NODE_TYPE } from '../../../../harness/flow.mts';
import type { WorkflowJson } from '../../../../n8n/workflows.mts';
import { TEST_RUN, YOUR_VALUES } from '../../../../nodes/Paystand/examples/parameters.mts';
import { Paystand } from '../../../../nodes/Paystand/Paystand.node.ts';
import type { JournalEntry } from '../../../../sandbox/journal.mts';
import { allOperations } from '../../../all-operations/workflow.mts';
import type { Engine } from '../sandbox.mts';
import { additionalDataOf } from '../workflow.mts';
import type { Account } from './account.mts';
import type { OperationResult } from './case.mts';
import { HELPER_NODES } from './helperNodes.mts';

const TYPES: Record<string, INodeType> = { ...HELPER_NODES, [NODE_TYPE]: new Paystand() };
const typeOf = (name: string) => TYPES[name]!;

/**
 * Runs `examples/all-operations.json` in n8n's engine, with what a person enters in Your Values.
 * @throws when a node stops the run, or gives an error as its item
 */
export async function runFlow(
	engine: Engine,
	account: Account,
	isSandbox = 'yes',
): Promise<OperationResult[]> {
	const values = {
		isSandbox,
		...{ run: TEST_RUN, eventId: account.event.id, feePlanId: account.planId },
		...{ paymentId: account.freshPaymentId, cardId: account.cardId },
		bankId: account.payoutBankId,
	};
	const { nodes, connections } = filledIn(await allOperations(), values);
	const workflow = new Workflow({
		...{ id: 'all-operations', active: false, settings: { executionOrder: 'v1' } },
		nodes: nodes.filter(({ type }) => type in TYPES) as INode[],
		connections: connections as never,
		nodeTypes: { getByName: typeOf, getByNameAndVersion: typeOf, getKnownTypes: () => ({}) },
	});
	const additionalData = additionalDataOf(engine.credential);
	const starts: Array<{ name: string; at: number }> = [];
	additionalData.hooks!.addHandler('nodeExecuteBefore', (name) => {
		starts.push({ name, at: engine.journal.length });
	});
	const run = new WorkflowExecute(additionalData, 'trigger').run({ workflow });
	const { error, runData } = (await run).data.resultData;
	if (error) throw new Error(`The example flow: ${error.message}. ${error.description ?? ''}`);

	return starts.flatMap(({ name, at }, index) => {
		const { type, typeVersion, parameters } = workflow.nodes[name]!;
		if (type !== NODE_TYPE) return [];
		const items = runData[name]![0]!.data!.main[0]!.map(({ json }) => json);
		const failed = items.find((item) => 'error' in item);
		if (failed)
			throw new Error(`${name}: ${String(failed.error)}. ${String(failed.details ?? '')}`);
		const { resource, operation, ...given } = parameters;
		return {
			...{ name, resource: resource as string, operation: operation as string, typeVersion },
			given: given as INodeParameters,
			items,
			requests: engine.journal.slice(at, starts[index + 1]?.at).filter(isNoToken),
		};
	});
}

const isNoToken = ({ path }: JournalEntry) => path !== '/v3/oauth/token';

function filledIn(workflow: WorkflowJson, values: Record<string, string>): WorkflowJson {
	const copy = structuredClone(workflow) as any;
	const node = copy.nodes.find(({ name }: { name: string }) => name === YOUR_VALUES);
	for (const assignment of node.parameters.assignments.assignments) {
		assignment.value = values[assignment.name] ?? assignment.value;
	}
	return copy;
}
