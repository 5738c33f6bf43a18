import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { log } from '../../harness/log.mts';
import type { Tryton } from '../../harness/services/tryton.mts';
import type { Domain } from '../../harness/services/tryton-client.mts';
import type { HarnessWorld } from '../../harness/world.mts';
import type { WorkflowJson } from '../../n8n/workflows.mts';

const FILES = ['../../examples/tryton-to-paystand.json', '../../examples/paystand-to-tryton.json'];
const MAX_RUNS = 20;

interface Assignment {
	name: string;
	value: unknown;
}

/** The two example flows in n8n, and how often they were run. */
export interface TrytonFlows {
	runs: number;
	/** Runs that ended in an error. */
	failed: number;
	/** Runs the flow until it goes through, as a person does. */
	bringInvoices(): Promise<void>;
	/** @param times how many runs start at the same time at first */
	bringCash(times?: number): Promise<void>;
}

/**
 * Imports both flows and fills in Your Values.
 *
 * @param address Tryton's, with the database
 */
export async function importFlows(
	{ n8n, credential }: HarnessWorld,
	tryton: Tryton,
	address: string,
): Promise<TrytonFlows> {
	const basic = { ...(await addUser(tryton)), allowedHttpRequestDomains: 'all' };
	const signIn = await n8n.credentials.create('Tryton', 'httpBasicAuth', basic);
	const values = { trytonAddress: address, emailForBills: 'bills@example.com' };
	const [invoices, cash] = await Promise.all(
		FILES.map(async (file) => {
			const text = await readFile(new URL(file, import.meta.url), 'utf8');
			const flow = withValues(JSON.parse(text) as WorkflowJson, values);
			return (await n8n.workflows.create(flow, [credential, signIn])).id;
		}),
	);
	const flows: TrytonFlows = {
		runs: 0,
		failed: 0,
		bringInvoices: async () => await untilDone(invoices!),
		bringCash: async (times) => await untilDone(cash!, times),
	};
	const run = async (id: string): Promise<boolean> => {
		const number = ++flows.runs;
		const { status, resultData } = await n8n.executions.run(id);
		if (status === 'success') return true;
		flows.failed++;
		const { message = status, description = '', node } = resultData.error ?? {};
		log(
			`Run ${number} stopped${node ? ` at ${node.name}` : ''}: ${message} ${description}`.slice(
				0,
				300,
			),
		);
		return false;
	};
	const untilDone = async (id: string, times = 1): Promise<void> => {
		if (times > 1) await Promise.all(Array.from({ length: times }, async () => await run(id)));
		for (let left = MAX_RUNS; left > 0; left--) if (await run(id)) return;
		throw new Error(`Workflow ${id} did not go through in ${MAX_RUNS} runs`);
	};
	return flows;
}

/** A user who may do no more than docs/tryton.md says. */
async function addUser({ client }: Tryton): Promise<{ user: string; password: string }> {
	const user = 'n8n';
	const password = randomBytes(18).toString('base64url');
	const named: Domain = [['name', 'in', ['Account', 'Account Administration']]];
	const groups = (await client.searchRead('res.group', named, [])).map(({ id }) => id);
	const [company] = await client.searchRead('company.company', [], []);
	await client.create('res.user', [
		{
			...{ name: 'n8n', login: user, password, groups: [['add', groups]] },
			...{ companies: [['add', [company!.id]]], company: company!.id },
		},
	]);
	return { user, password };
}

function withValues(flow: WorkflowJson, values: Record<string, unknown>): WorkflowJson {
	const { parameters } = flow.nodes.find(({ name }) => name === 'Your Values')!;
	for (const assignment of (parameters.assignments as { assignments: Assignment[] }).assignments)
		if (assignment.name in values) assignment.value = values[assignment.name];
	return flow;
}
