import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import {
	type Account,
	credentialFields,
	CREDENTIAL_TYPE,
	saveCredential,
} from '../../harness/credential.mts';
import { chain, NODE_TYPE, trigger, TRIGGER_TYPE } from '../../harness/flow.mts';
import { addCustomer, addReceivable, callerOf } from '../../harness/records.mts';
import type { SavedCredential } from '../../n8n/credentials.mts';
import { itemsOf } from '../../n8n/executions.mts';
import { type N8n, startN8n } from '../../n8n/server.mts';
import type { WorkflowJson } from '../../n8n/workflows.mts';
import { createSandbox, type Sandbox } from '../../sandbox/server.mts';
import { accountWithHistory, booksOf, filledIn } from '../all-operations/account.mts';

const ALL_OPERATIONS = new URL('../../examples/all-operations.json', import.meta.url);
const TYPES = [NODE_TYPE, `${NODE_TYPE}Tool`, TRIGGER_TYPE, `${NODE_TYPE}PollingTrigger`];
const UNTIL_RUN_MS = 60_000;
const POLL_MS = 250;

/** The columns of the table, in their order. */
export const CHECKS = ['package loads', 'credential test', 'all operations', 'webhook'] as const;

export type Cells = Record<(typeof CHECKS)[number], string>;

interface Place {
	n8n: N8n;
	sandbox: Sandbox;
	address: string;
	account: Account;
	credential: SavedCredential;
}

/**
 * Runs our package in an n8n.
 *
 * @param program that n8n's `bin/n8n`
 * @param tarball our packed package
 * @returns for each check `yes`, how many, or why not
 */
export async function check(program: string, tarball: string): Promise<Cells> {
	const sandbox = await createSandbox({ speed: 0 });
	let n8n: N8n | undefined;
	try {
		const address = await sandbox.listen({ port: 0 });
		n8n = await startN8n({ program, tarball });
		const account = await accountWithHistory(address);
		const loads = await told(loadsPackage(n8n));
		const credential = await saveCredential(n8n, address, account);
		const place = { n8n, sandbox, address, account, credential };
		return {
			'package loads': loads,
			'credential test': await told(testsCredential(place)),
			'all operations': await told(runsAllOperations(place)),
			webhook: await told(receivesEvents(place)),
		};
	} finally {
		await n8n?.close();
		await sandbox.close();
	}
}

async function told(work: Promise<string>): Promise<string> {
	return await work.catch((error: Error) => `**no**: ${error.message}`);
}

async function loadsPackage({ session }: N8n): Promise<string> {
	const nodes = await session.get<Array<{ name: string }>>('/types/nodes.json');
	const credentials = await session.get<Array<{ name: string }>>('/types/credentials.json');
	const known = new Set([...nodes, ...credentials].map(({ name }) => name));
	const missing = [...TYPES, CREDENTIAL_TYPE].filter((name) => !known.has(name));
	if (missing.length > 0) throw new Error(`${missing.join(', ')} not loaded`);
	return 'yes';
}

/** Green when all is right, red when the secret is wrong. */
async function testsCredential({ n8n, address, account, credential }: Place): Promise<string> {
	const fields = credentialFields(address, account);
	const right = await n8n.credentials.test(credential, fields);
	if (right.status !== 'OK') throw new Error(right.message);
	const clientSecret = 'not-the-secret';
	const wrong = await n8n.credentials.test(credential, { ...fields, clientSecret });
	if (wrong.status !== 'Error') throw new Error('a wrong secret is green');
	return 'yes';
}

/** Each operation once, in the example flow; a node counts when it gives items without an error. */
async function runsAllOperations({ n8n, address, account, credential }: Place): Promise<string> {
	const workflow = JSON.parse(await readFile(ALL_OPERATIONS, 'utf8')) as WorkflowJson;
	const filled = filledIn(workflow, await booksOf(address, account));
	const { id } = await n8n.workflows.create(filled, [credential]);
	const execution = await n8n.executions.run(id);
	const names = workflow.nodes.filter(({ type }) => type === NODE_TYPE).map(({ name }) => name);
	const failed = names.filter((name) => {
		const items = itemsOf(execution, name);
		return items.length === 0 || items.some(({ json }) => 'error' in json);
	});
	const count = `${names.length - failed.length} of ${names.length}`;
	if (failed.length === 0 && execution.status === 'success') return count;
	const said = execution.resultData.error?.message ?? execution.status;
	throw new Error(`${count} (${said}; ${failed.join(', ')})`);
}

/** Registers by API, takes an event in, starts one run, and none for the same event again. */
async function receivesEvents({ n8n, sandbox, account, credential }: Place): Promise<string> {
	const { world } = sandbox;
	const merchant = world.merchant(account.id);
	const call = await callerOf(sandbox, merchant);
	const hear = trigger({ events: ['receivableTransaction'], registration: 'api' });
	const { id } = await n8n.workflows.create(chain('Events', hear), [credential]);
	await n8n.workflows.activate(id);
	/** The account's other payments have events of their own. */
	const itemsFor = async (receivableId: string) => {
		const runs = await n8n.executions.list({ workflowId: id });
		const executions = await Promise.all(runs.map((run) => n8n.executions.get(run.id)));
		return executions
			.flatMap((execution) => itemsOf(execution, hear.name))
			.map(({ json }) => json)
			.filter((json) => json.receivableId === receivableId);
	};
	await addCustomer(call, 'HEARD');
	const invoice = await addReceivable(call, 'HEARD', 'HEARD-1', '10.00');
	await call('POST', '/control/pay', {
		merchantId: merchant.id,
		receivables: [{ id: invoice.id }],
		card: '4242424242424242',
	});
	// The payment is posted a little later.
	await world.clock.advance(3_600_000);
	await untilRun(n8n, id);
	const [heard] = await itemsFor(invoice.id);
	if (!heard) throw new Error('no run for the event');
	if (heard.erpInvoiceId !== 'HEARD-1') throw new Error('the item lacks its invoice');
	const delivery = world.deliveries.all().find(({ eventId }) => eventId === heard.eventId);
	if (delivery?.status !== 'delivered') throw new Error('the event was not accepted');
	await call('POST', `/control/events/${delivery.eventId}/send`, { merchantId: merchant.id });
	await world.clock.idle();
	// A second run would be there at once: the answer comes after it has started.
	const { length } = await itemsFor(invoice.id);
	if (length !== 1) throw new Error(`${length} runs for one event`);
	return 'yes';
}

async function untilRun({ executions }: N8n, workflowId: string): Promise<void> {
	const until = Date.now() + UNTIL_RUN_MS;
	for (;;) {
		const [run] = await executions.list({ workflowId });
		if (run?.status === 'success') return;
		if (run && run.status !== 'new' && run.status !== 'running') {
			throw new Error(`the run ended as ${run.status}`);
		}
		if (Date.now() > until) throw new Error('no run for an event');
		await sleep(POLL_MS);
	}
}
