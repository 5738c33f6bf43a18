import axios from 'axios';
import { afterAll, beforeAll, beforeEach, expect, inject, onTestFailed, test } from 'vitest';
import { NODE_TYPE } from '../../harness/flow.mts';
import { connect, type N8nClient } from '../../n8n/client.mts';
import { filledForm, saveWorkingCredential } from './paystand.mts';
import { openEditor, type Screen } from './screen.mts';

const n8nUrl = inject('n8nUrl');
const sandboxUrl = inject('sandboxUrl');
let n8n: N8nClient;
let screen: Screen;

beforeAll(async () => {
	n8n = await connect(n8nUrl, inject('n8nCookies'));
	screen = await openEditor(n8nUrl);
});

beforeEach(() => {
	onTestFailed(() => screen.picture('failed'));
});

afterAll(async () => {
	await screen?.close();
});

test('a credential is filled in, red with a wrong secret, and green with the right one', async () => {
	const { page, byId, fill, pick, picture } = screen;
	const { baseUrl, clientId, clientSecret, customerId } = filledForm(sandboxUrl);
	await page.goto(`${n8nUrl}/home/credentials`);
	await byId('add-resource-credential').first().click();
	await byId('new-credential-type-select').locator('input').fill('Paystand');
	await byId('new-credential-type-select-option').filter({ hasText: 'Paystand API' }).click();
	await byId('new-credential-type-button').click();

	await pick('environment', 'Custom');
	await fill('baseUrl', baseUrl);
	await fill('clientId', clientId);
	await fill('clientSecret', 'not-the-secret');
	await fill('customerId', customerId);
	await byId('credential-save-button').click();
	const form = byId('editCredential-modal');
	await form.getByText('Couldn’t connect with these settings').waitFor();
	await form.getByText('More details').click();
	await form.getByText("does not accept the 'Client ID' and 'Client Secret'").waitFor();
	await picture('credential-red');

	await fill('clientSecret', clientSecret);
	await byId('credential-save-button').click();
	await byId('credentials-config-container-test-success').waitFor();
	expect(await form.textContent()).toContain('Connection tested successfully');
	await picture('credential-green');
});

test('a node creates a receivable, and its output is seen', async () => {
	const { page, byId, fill, picture } = screen;
	const { id } = await n8n.workflows.create(workflow(), [
		await saveWorkingCredential(n8n, sandboxUrl, 'Paystand of the sandbox'),
	]);
	await page.goto(`${n8nUrl}/workflow/${id}`);
	const receivable = byId('canvas-node').filter({ hasText: 'Create receivable' });
	await receivable.dblclick();
	await fill('totalAmount', '1250.50');
	await byId('node-execute-button').click();
	const output = byId('output-panel');
	await output.getByText('Schema', { exact: true }).click();
	await output.getByText('7001', { exact: true }).waitFor();
	await picture('receivable-created');

	const { data: books } = await axios.get(`${sandboxUrl}/control/books`);
	const kept = books.receivables.filter(({ extId }: { extId: string }) => extId === '7001');
	expect(kept).toHaveLength(1);
	expect(kept[0]).toMatchObject({ amount: '1250.50', currency: 'USD', date: '2026-11-23' });
	expect(await output.textContent()).toContain(kept[0].id);

	await byId('ndv-close-button').click();
	await receivable.waitFor();
	await picture('workflow');
});

function workflow() {
	const node = (name: string, x: number, parameters: Record<string, unknown>) => ({
		id: name,
		name,
		type: NODE_TYPE,
		typeVersion: 1,
		position: [x, 0] as [number, number],
		parameters,
		credentials: { paystandApi: { id: '', name: '' } },
	});
	const link = (to: string) => ({ main: [[{ node: to, type: 'main', index: 0 }]] });
	return {
		name: 'Invoice to Paystand',
		nodes: [
			{
				id: 'start',
				name: 'Run by hand',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0] as [number, number],
				parameters: {},
			},
			node('Create customer', 240, {
				resource: 'customer',
				operation: 'create',
				extCustomerId: 'CUST-7001',
				customerName: 'Hooli Inc',
				email: 'ap@hooli.example',
			}),
			node('Create receivable', 480, {
				resource: 'receivable',
				operation: 'create',
				customer: { __rl: true, mode: 'key', value: '={{ $json.extCustomerId }}' },
				erpId: '7001',
				erpRef: 'INV-7001',
				totalAmount: '',
				currency: 'USD',
				postingDate: '2026-11-23T00:00:00',
				dueDate: '2026-12-23T00:00:00',
			}),
		],
		connections: {
			'Run by hand': link('Create customer'),
			'Create customer': link('Create receivable'),
		},
	};
}
