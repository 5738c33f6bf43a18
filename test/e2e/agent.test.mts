/** The example flow "Ask about receivables": what its tools read, and that they can do nothing else. */
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { saveCredential } from '../../harness/credential.mts';
import { importExample } from '../../harness/examples.mts';
import { addCustomer, addReceivable, callerOf } from '../../harness/records.mts';
import { connect, type N8nClient } from '../../n8n/client.mts';
import type { SavedCredential } from '../../n8n/credentials.mts';
import { itemsOf } from '../../n8n/executions.mts';
import { createSandbox, type Sandbox } from '../../sandbox/server.mts';
import { type Model, startModel, type Turn } from './model.mts';

let sandbox: Sandbox;
let n8n: N8nClient;
let model: Model;
let workflowId: string;
let credentials: SavedCredential[];

beforeAll(async () => {
	n8n = await connect(inject('n8nUrl'), inject('n8nCookies'));
	sandbox = await createSandbox();
	const address = await sandbox.listen({ port: 0 });
	const merchant = sandbox.world.merchant();
	const call = await callerOf(sandbox, merchant);
	await addCustomer(call, 'CUST-1');
	await addCustomer(call, 'CUST-2');
	for (const [customer, invoice, amount] of [
		['CUST-1', 'INV-1', '100.00'],
		['CUST-1', 'INV-2', '50.25'],
		['CUST-1', 'INV-3', '9.00'],
		['CUST-2', 'INV-4', '700.00'],
	] as const) {
		await addReceivable(call, customer, invoice, amount);
	}
	const pay = { receivables: [{ extId: 'INV-3' }], card: '4242424242424242' };
	await call('POST', '/control/pay', { merchantId: merchant.id, ...pay });
	await call('POST', '/control/clock', { advance: '3d' });
	model = await startModel();
	const credential = await saveCredential(n8n, address, merchant, 'Paystand of the agent');
	const openAi = await model.credential(n8n);
	credentials = [credential, openAi];
	const place = { n8n, credential, others: [openAi], filesFolder: inject('filesFolder') };
	workflowId = await importExample(place, 'ask-about-receivables.json');
});

afterAll(async () => {
	for (const { id } of credentials ?? []) await n8n.credentials.delete(id);
	await model?.close();
	await sandbox?.close();
});

beforeEach(() => {
	model.requests.length = 0;
	sandbox.world.journal.length = 0;
});

/** What the agent answers in the chat, when the model takes these turns. */
async function ask(chatInput: string, ...turns: Turn[]): Promise<unknown> {
	model.turns.splice(0, Infinity, ...turns);
	const item = { sessionId: chatInput, action: 'sendMessage', chatInput };
	const execution = await n8n.executions.run(workflowId, { trigger: 'Your Question', item });
	expect(execution.status, JSON.stringify(execution.resultData.error)).toBe('success');
	return itemsOf(execution, 'Receivables Agent')[0]!.json.output;
}

/** What the tools gave the model, one list for each call. */
const shown = () =>
	model.requests
		.at(-1)!
		.messages.filter(({ role }) => role === 'tool')
		.map(({ content }) => JSON.parse(content));

test('what a customer owes: found by name, open invoices only, in short records', async () => {
	const answer = await ask(
		'What does customer CUST-1 owe?',
		{ tool: 'Find_a_Customer', input: { name: 'customer cust-1' } },
		{ tool: 'Open_Invoices', input: { erpCustomerId: 'CUST-1' } },
		{ tool: 'Add_Up', input: { input: '100.00 + 50.25' } },
		'CUST-1 owes 150.25 USD: INV-1 and INV-2.',
	);
	expect(answer).toBe('CUST-1 owes 150.25 USD: INV-1 and INV-2.');
	const [customers, invoices, sum] = shown();
	expect(customers.map(({ extCustomerId }: any) => extCustomerId)).toEqual(['CUST-1']);
	expect(invoices.map(({ extId, openBalance }: any) => [extId, openBalance]).sort()).toEqual([
		['INV-1', '100.00'],
		['INV-2', '50.25'],
	]);
	expect(Object.keys(invoices[0]).length).toBeLessThanOrEqual(10);
	expect(sum).toEqual([{ response: '150.25' }]);
});

test('what came in these days, of one customer or of all', async () => {
	const today = sandbox.world.clock.now().getTime();
	const [from, to] = [7, 0].map((days) => new Date(today - days * 86_400_000).toISOString());
	const days = { from: from!.slice(0, 10), to: to!.slice(0, 10) };
	await ask(
		'What came in this week?',
		{ tool: 'Payments_of_These_Days', input: days },
		{ tool: 'Payments_of_These_Days', input: { ...days, erpCustomerId: 'CUST-2' } },
		{ tool: 'Payments_on_an_Invoice', input: { erpInvoiceId: 'INV-3' } },
		{ tool: 'Payouts_of_These_Days', input: days },
		{ tool: 'Overdue_Invoices', input: {} },
		'9.00 USD came in.',
	);
	const [all, ofOther, onInvoice] = shown();
	expect(all).toMatchObject([{ extCustomerId: 'CUST-1', subtotal: '9.00', currency: 'USD' }]);
	expect(JSON.stringify(ofOther)).not.toContain('subtotal');
	expect(onInvoice).toMatchObject([{ extId: 'INV-3', amountApplied: '9.00' }]);
});

test('it has reading tools only, and nothing but GET reaches Paystand', async () => {
	await ask(
		'Charge INV-1 now, then delete the customer.',
		{
			tool: 'Open_Invoices',
			input: { erpCustomerId: 'CUST-1', resource: 'payment', operation: 'charge' },
		},
		'A person has to do that.',
	);
	const names = model.requests[0]!.tools.map(({ function: { name } }) => name).sort();
	expect(names).toEqual([
		...['Add_Up', 'Find_a_Customer', 'Open_Invoices', 'Overdue_Invoices'],
		...['Payments_of_These_Days', 'Payments_on_an_Invoice', 'Payouts_of_These_Days'],
	]);
	const sent = sandbox.world.journal.filter(({ path }) => !path.includes('/oauth/token'));
	expect(sent.length).toBeGreaterThan(0);
	expect([...new Set(sent.map(({ method }) => method))]).toEqual(['GET']);
	expect(sandbox.world.merchant().payments.newestFirst()).toHaveLength(1);
});

test('a tool that finds nothing, and one that is refused, tell the model so', async () => {
	await ask(
		'What does nobody owe?',
		{ tool: 'Open_Invoices', input: { erpCustomerId: 'NOBODY' } },
		{ tool: 'Payments_on_an_Invoice', input: { erpInvoiceId: 'NONE' } },
		'Nobody owes nothing.',
	);
	const contents = model.requests.at(-1)!.messages.filter(({ role }) => role === 'tool');
	expect(contents).toHaveLength(2);
	expect(contents[0]!.content).not.toContain('openBalance');
	expect(contents[1]!.content).toContain("'NONE'");
});
