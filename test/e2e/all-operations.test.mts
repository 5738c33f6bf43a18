import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Account, saveCredential } from '../../harness/credential.mts';
import { NODE_TYPE } from '../../harness/flow.mts';
import { connect, type N8nClient } from '../../n8n/client.mts';
import type { SavedCredential } from '../../n8n/credentials.mts';
import { type Execution, itemsOf } from '../../n8n/executions.mts';
import type { WorkflowJson } from '../../n8n/workflows.mts';
import { TEST_RUN } from '../../nodes/Paystand/examples/parameters.mts';
import { createSandbox, type Sandbox } from '../../sandbox/server.mts';
import { accountWithHistory, type BooksOf, booksOf, filledIn } from '../all-operations/account.mts';
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
let merchant: Account;
let books: BooksOf;
let execution: Execution;

beforeAll(async () => {
	n8n = await connect(inject('n8nUrl'), inject('n8nCookies'));
	sandbox = await createSandbox();
	sandboxUrl = await sandbox.listen({ port: 0 });
	merchant = await accountWithHistory(sandboxUrl);
	credential = await saveCredential(n8n, sandboxUrl, merchant, 'Paystand of all operations');
	const filled = filledIn(workflow, await booksOf(sandboxUrl, merchant));
	const { id } = await n8n.workflows.create(filled, [credential]);
	execution = await n8n.executions.run(id);
	books = await booksOf(sandboxUrl, merchant);
});

afterAll(async () => {
	if (credential) await n8n.credentials.delete(credential.id);
	await sandbox?.close();
});

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
