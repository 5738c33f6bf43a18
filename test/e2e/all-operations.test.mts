import { readFile } from 'node:fs/promises';
import axios, { type AxiosInstance } from 'axios';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { saveCredential } from '../../harness/credential.mts';
import { NODE_TYPE } from '../../harness/flow.mts';
import { connect, type N8nClient } from '../../n8n/client.mts';
import type { SavedCredential } from '../../n8n/credentials.mts';
import { type Execution, itemsOf } from '../../n8n/executions.mts';
import type { WorkflowJson } from '../../n8n/workflows.mts';
import { TEST_RUN, YOUR_VALUES } from '../../nodes/Paystand/examples/parameters.mts';
import { createSandbox, type Sandbox } from '../../sandbox/server.mts';
import { listOperations } from '../all-operations/examples.mts';

const FILE = new URL('../../examples/all-operations.json', import.meta.url);
const workflow = JSON.parse(await readFile(FILE, 'utf8')) as WorkflowJson;
const operations = await listOperations();
const operationNodes = workflow.nodes.filter(({ type }) => type === NODE_TYPE);

/** Of its own, since its clock runs ahead. */
let sandbox: Sandbox;
let sandboxUrl: string;
let n8n: N8nClient;
let credential: SavedCredential;
let merchant: { id: string; clientId: string; clientSecret: string };
let books: Record<string, Array<Record<string, any>>>;
let execution: Execution;

beforeAll(async () => {
	n8n = await connect(inject('n8nUrl'), inject('n8nCookies'));
	sandbox = await createSandbox();
	sandboxUrl = await sandbox.listen({ port: 0 });
	merchant = await accountWithHistory();
	credential = await saveCredential(n8n, sandboxUrl, merchant, 'Paystand of all operations');
	const before = await booksOf();
	const nodes = filledIn({
		isSandbox: 'yes',
		run: TEST_RUN,
		eventId: before.events[0].id,
		feePlanId: before.feePlans[0].id,
		paymentId: before.payments.find(
			(payment: { refunds: unknown[] }) => payment.refunds.length > 0,
		)!.id,
		cardId: before.cards[0].id,
		bankId: before.withdrawals[0].bankId,
	});
	const { id } = await n8n.workflows.create({ ...workflow, nodes }, [credential]);
	execution = await n8n.executions.run(id);
	books = await booksOf();
});

afterAll(async () => {
	if (credential) await n8n.credentials.delete(credential.id);
	await sandbox?.close();
});

/** A merchant that may do everything and has been paid, has refunded, was disputed and paid out. */
async function accountWithHistory() {
	const control = axios.create({ baseURL: `${sandboxUrl}/control` });
	const { data } = await control.post('/merchants', {
		name: 'All operations',
		deleteCustomers: true,
	});
	const merchantId = data.id as string;
	await control.put('/webhooks', { merchantId, enabled: true, urls: [] });
	const api = await signedIn(data);
	const extCustomerId = 'CUST-1';
	await api.post('/payerCustomers', {
		extCustomerId,
		customerName: 'Hooli Inc',
		email: 'ap@hooli.example',
	});
	const paid: string[] = [];
	for (const extId of ['OLD-1', 'OLD-2', 'OLD-3']) {
		await api.post('/receivables/create', {
			...{ erpId: extId, erpRef: extId, totalAmount: '500.00', amountDue: '500.00' },
			...{ currency: 'USD', postingDate: '2026-11-01', dueDate: '2026-11-30', extCustomerId },
		});
		if (extId === 'OLD-3') continue;
		const body = { merchantId, receivables: [{ extId }], card: '4242424242424242' };
		paid.push((await control.post('/pay', body)).data.id);
	}
	await control.post('/clock', { advance: '1d' });
	const [refunded, disputed] = paid;
	await control.post('/refund', { merchantId, paymentId: refunded, amount: '10.00' });
	await control.post('/dispute', { merchantId, paymentId: disputed, outcome: 'open' });
	await control.post('/cards', { merchantId, extCustomerId, card: '4242424242424242' });
	await control.post('/clock', { advance: '5d' });
	// What a withdrawal can take: paid, and not paid out by itself.
	await control.patch('/merchants', { merchantId, autoWithdrawal: false });
	const charge = { merchantId, receivables: [{ extId: 'OLD-3' }], card: '4242424242424242' };
	await control.post('/pay', charge);
	await control.post('/clock', { advance: '3d' });
	return data;
}

async function signedIn({ id, clientId, clientSecret }: typeof merchant): Promise<AxiosInstance> {
	const baseURL = `${sandboxUrl}/v3`;
	const { data } = await axios.post(`${baseURL}/oauth/token`, {
		grant_type: 'client_credentials',
		client_id: clientId,
		client_secret: clientSecret,
		scope: 'auth',
	});
	const headers = { authorization: `Bearer ${data.access_token}`, 'x-customer-id': id };
	return axios.create({ baseURL, headers });
}

async function booksOf() {
	const params = { merchantId: merchant.id };
	return (await axios.get(`${sandboxUrl}/control/books`, { params })).data;
}

/** The workflow's nodes with what a person enters in Your Values. */
function filledIn(values: Record<string, string>) {
	return workflow.nodes.map((node) => {
		if (node.name !== YOUR_VALUES) return node;
		const copy = structuredClone(node) as any;
		for (const assignment of copy.parameters.assignments.assignments) {
			assignment.value = values[assignment.name] ?? assignment.value;
		}
		return copy;
	});
}

const first = (name: string) => itemsOf(execution, name)[0]?.json;
const table = (name: string, has: object) =>
	expect(books[name]).toEqual(expect.arrayContaining([expect.objectContaining(has)]));

test('every operation of the node has one node of its name', async () => {
	const types = await n8n.session.get<any[]>('/types/nodes.json');
	const { properties } = types.find(({ name }) => name === NODE_TYPE);
	const resources = properties.find(({ name }: any) => name === 'resource').options;
	const names = resources.flatMap((resource: any) =>
		properties
			.filter(
				({ name, displayOptions }: any) =>
					name === 'operation' && displayOptions.show.resource.includes(resource.value),
			)
			.flatMap(({ options }: any) => options)
			// n8n adds this one to every node with a credential.
			.filter(({ value }: any) => value !== '__CUSTOM_API_CALL__')
			.map((option: any) => [resource, option]),
	);
	expect(
		operationNodes
			.map(({ name, parameters }) => [name, parameters.resource, parameters.operation])
			.sort(),
	).toEqual(
		names
			.map(([resource, { name, value }]: any) => [
				`${resource.name}: ${name}`,
				resource.value,
				value,
			])
			.sort(),
	);
});

test('the run goes through', () => {
	expect(execution.resultData.error).toBeUndefined();
	expect(execution.status).toBe('success');
});

test.each(operationNodes.map(({ name }) => name))('%s gives items without an error', (name) => {
	const items = itemsOf(execution, name);
	expect(items.length).toBeGreaterThan(0);
	for (const { json } of items) {
		expect(json).not.toHaveProperty('error');
		expect(Object.keys(json).length).toBeGreaterThan(0);
	}
});

describe('the items are what was asked for', () => {
	test.each(operations)('$name', ({ name, example }) => {
		expect(first(name)).toMatchObject(example.expected ?? {});
	});
});

test("Paystand's books show what the items say", () => {
	table('receivables', { extId: `${TEST_RUN}-2`, status: 'cancelled', amount: '90.40' });
	table('creditMemos', { extId: TEST_RUN, status: 'active', amountRemaining: 40 });
	table('payments', { id: first('Payment: Charge')?.id, amount: '100.00', sourceType: 'Bank' });
	expect(books.customers.map(({ extCustomerId }) => extCustomerId)).toEqual(['CUST-1']);
	expect(books.payments).toHaveLength(4);
});
