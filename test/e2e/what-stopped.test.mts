/** The example flow "Tell what stopped", called by n8n itself and with every shape of its call. */
import { randomUUID } from 'node:crypto';
import axios from 'axios';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { saveCredential } from '../../harness/credential.mts';
import { createTables, importExample, type Place, rowsOf } from '../../harness/examples.mts';
import { chain, paystand } from '../../harness/flow.mts';
import { openMailbox, type Mailbox } from '../../harness/mailbox.mts';
import { addReceivable, callerOf, payerWithCards } from '../../harness/records.mts';
import { connect, type N8nClient } from '../../n8n/client.mts';
import { createSandbox, type Sandbox } from '../../sandbox/server.mts';

const TABLE = 'Paystand needs attention';
const SECRET = 'do-not-tell-7f3a';

let sandbox: Sandbox;
let n8n: N8nClient;
let mailbox: Mailbox;
let place: Place;
let workflowId: string;
let address: string;
let cardId: string;

beforeAll(async () => {
	n8n = await connect(inject('n8nUrl'), inject('n8nCookies'));
	sandbox = await createSandbox();
	address = await sandbox.listen({ port: 0 });
	const merchant = sandbox.world.merchant();
	const call = await callerOf(sandbox, merchant);
	const { cardIds } = await payerWithCards(call, 'CUST-1', ['4242424242424242']);
	cardId = cardIds[0]!;
	await addReceivable(call, 'CUST-1', 'INV-1', '100.00');
	mailbox = await openMailbox();
	place = {
		n8n,
		credential: await saveCredential(n8n, address, merchant, 'Paystand of what stops'),
		others: [await mailbox.credential(n8n)],
		filesFolder: inject('filesFolder'),
	};
	await createTables(place);
	workflowId = await importExample(place, 'tell-what-stopped.json');
	await n8n.workflows.activate(workflowId);
});

afterAll(async () => {
	if (place) await n8n.credentials.delete(place.credential.id);
	await mailbox?.close();
	await sandbox?.close();
});

beforeEach(() => {
	mailbox.mails.length = 0;
});

const tableRows = async () => await rowsOf(place, TABLE);

/** The mail and the row that the flow writes for what was handed to its trigger. */
async function told(error: object): Promise<{ subject: string; text: string; row: object }> {
	const item = error as Record<string, unknown>;
	const execution = await n8n.executions.run(workflowId, {
		trigger: 'When a Workflow Stops',
		item,
	});
	expect(execution.status, JSON.stringify(execution.resultData.error)).toBe('success');
	return await lastTold();
}

async function lastTold() {
	const [mail] = (await mailbox.untilMails(1)).slice(-1);
	const [row] = (await tableRows()).slice(-1);
	expect(JSON.stringify([mail, row])).not.toContain(SECRET);
	return { subject: mail!.subject!, text: mail!.text!.replaceAll('\r', ''), row: row! };
}

/** A published workflow whose Paystand node fails when its webhook is called. */
async function stops(
	name: string,
	node: ReturnType<typeof paystand>,
	credential = place.credential,
) {
	const start = {
		name: 'Call',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: randomUUID(),
		parameters: { path: randomUUID(), httpMethod: 'POST', responseMode: 'onReceived' },
	};
	const workflow = chain(name, start, { ...node, name: 'Charge March', onError: undefined });
	workflow.settings = { ...workflow.settings, errorWorkflow: workflowId };
	const { id } = await n8n.workflows.create(workflow, [credential]);
	await n8n.workflows.activate(id);
	await axios.post(`${inject('n8nUrl')}/webhook/${start.parameters.path}`);
	const seen = await mailbox.untilMails(1).finally(() => n8n.workflows.deactivate(id));
	expect(seen).toHaveLength(1);
	const [failed] = await n8n.executions.list({ workflowId: id });
	return { ...(await lastTold()), url: `/workflow/${id}/executions/${failed!.id}` };
}

const charge = (amount: string) =>
	paystand('payment', 'charge', {
		customer: { __rl: true, mode: 'key', value: 'CUST-1' },
		fund: 'card',
		cardId,
		amount,
		currency: 'USD',
		receivable: { __rl: true, mode: 'key', value: 'INV-1' },
		additionalFields: { chargeKey: 'INV-1' },
	});

describe('called by n8n', () => {
	test('a value to correct: workflow, node, item, what was said, the run', async () => {
		const { subject, text, row, url } = await stops('Monthly charges', charge('12,50'));
		expect(subject).toBe('Something to correct: Monthly charges');
		expect(text).toContain('The workflow "Monthly charges" stopped at "Charge March", item 1.');
		expect(text).toContain("'Amount'");
		expect(text).toContain('Nothing says that this request moved money.');
		expect(text).toContain(url);
		expect(row).toMatchObject({ kind: 'Something to correct', done: '' });
	});

	test('a wrong secret: it was not let in', async () => {
		const { id } = sandbox.world.merchant();
		const account = { id, clientId: 'sandbox-client-id', clientSecret: SECRET };
		const wrong = await saveCredential(n8n, address, account, 'Wrong secret');
		const { subject, text } = await stops('With a wrong secret', charge('10.00'), wrong);
		expect(subject).toBe('Paystand did not let us in: With a wrong secret');
		expect(text).toContain('This request moved no money');
		await n8n.credentials.delete(wrong.id);
	});

	test('a charge without a reply: money may have moved, and it did', async () => {
		const faults = { paths: '^POST /v3/payments', brokenAfter: 1, chargeLateMs: 60_000 };
		await axios.put(`${address}/control/faults`, faults);
		const { subject, text, row } = await stops('Charges of a bad night', charge('25.00'));
		await axios.put(`${address}/control/faults`, { brokenAfter: 0, chargeLateMs: 0 });
		expect(subject).toBe('Look before you repeat: Charges of a bad night');
		expect(text).toContain("the charge with the key 'INV-1' went through is unknown");
		expect(text).toContain('Money may have moved: the request was sent');
		expect(row).toMatchObject({ kind: 'Look before you repeat' });
		expect(sandbox.world.merchant().payments.newestFirst()).toHaveLength(1);
	});
});

describe('handed to its trigger', () => {
	const workflow = { id: '7', name: 'Nightly' };

	test('a trigger that failed has another shape', async () => {
		const error = { message: 'Paystand could not be reached: ECONNREFUSED', name: 'NodeApiError' };
		const { subject, text } = await told({ trigger: { error, mode: 'trigger' }, workflow });
		expect(subject).toBe('Paystand was not to be reached: Nightly');
		expect(text).toMatch(/^The workflow "Nightly" stopped at "the trigger that starts it"\.\n/);
		expect(text).not.toContain('The run:');
	});

	test('an n8n that ended in the middle', async () => {
		const error = { message: 'Workflow did not finish, possible out-of-memory issue' };
		const { subject, text } = await told({ execution: { id: '5', error }, workflow });
		expect(subject).toBe('n8n was cut off: Nightly');
		expect(text).toContain('Money may have moved, if the workflow moves money');
		expect(text).toContain('a node that n8n does not name');
	});

	test.each([{}, { workflow: {} }, { execution: {} }, { execution: { id: '6', error: {} } }])(
		'%j is told all the same',
		async (call) => {
			const { subject, text } = await told({ ...call, x: 1 });
			expect(subject).toBe('Something to correct: A workflow without a name');
			expect(text).toContain('No message was given.');
		},
	);

	test('a node’s settings, its stack and HTML stay out', async () => {
		const error = {
			message: 'Refused <b>by the bank</b>',
			description: `More <a href="https://example.com/">here</a>`,
			stack: SECRET,
			node: { name: 'Pay', parameters: { token: SECRET }, credentials: { a: { name: SECRET } } },
			context: { itemIndex: 4, data: { secret: SECRET } },
		};
		const { text } = await told({ execution: { id: '8', error }, workflow });
		expect(text).toContain('stopped at "Pay", item 5.');
		expect(text).toContain('What was said: Refused by the bank More here');
	});

	test('the same run is one entry in the table', async () => {
		const call = { execution: { id: '9', error: { message: 'x' } }, workflow };
		await told(call);
		const before = (await tableRows()).length;
		await told(call);
		expect(await tableRows()).toHaveLength(before);
	});
});
