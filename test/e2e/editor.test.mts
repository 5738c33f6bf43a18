import axios, { type AxiosInstance } from 'axios';
import { afterAll, beforeAll, beforeEach, expect, inject, onTestFailed, test } from 'vitest';
import { CREDENTIAL_TYPE } from '../../harness/credential.mts';
import { NODE_TYPE } from '../../harness/flow.mts';
import { connect, type N8nClient } from '../../n8n/client.mts';
import type { SavedCredential } from '../../n8n/credentials.mts';
import type { WorkflowNode } from '../../n8n/workflows.mts';
import { filledForm } from './paystand.mts';
import { openEditor, type Screen } from './screen.mts';

const n8nUrl = inject('n8nUrl');
const sandboxUrl = inject('sandboxUrl');
const PDF = Buffer.from('%PDF-1.7\n%%EOF\n').toString('base64');
const START = 'Run by hand';

let n8n: N8nClient;
let screen: Screen;
let credential: SavedCredential;
let merchantId: string;

beforeAll(async () => {
	n8n = await connect(n8nUrl, inject('n8nCookies'));
	const { data } = await axios.post(`${sandboxUrl}/control/merchants`, { name: 'Editor' });
	merchantId = data.id;
	const { clientId, clientSecret } = data;
	credential = await n8n.credentials.create('Paystand of the editor', CREDENTIAL_TYPE, {
		...filledForm(sandboxUrl),
		...{ clientId, clientSecret, customerId: merchantId },
	});
	const api = await signedIn(clientId, clientSecret);
	for (const [extCustomerId, customerName] of [
		['CUST-1', 'Globex Corporation'],
		['CUST-2', 'Umbrella Health'],
		['CUST-3', 'Soylent Foods'],
	]) {
		const email = 'ap@example.com';
		await api.post('/payerCustomers', { extCustomerId, customerName, email });
	}
	await api.post('/receivables/create', {
		...{ erpId: '9001', erpRef: 'INV-9001', totalAmount: '75.00', amountDue: '75.00' },
		...{ currency: 'USD', postingDate: '2026-11-01', dueDate: '2026-12-01' },
		extCustomerId: 'CUST-1',
	});
	screen = await openEditor(n8nUrl);
});

beforeEach(() => {
	onTestFailed(() => screen.picture('editor-failed'));
});

afterAll(async () => {
	await screen?.close();
	if (credential) await n8n.credentials.delete(credential.id);
});

async function signedIn(client_id: string, client_secret: string): Promise<AxiosInstance> {
	const baseURL = `${sandboxUrl}/v3`;
	const body = { grant_type: 'client_credentials', client_id, client_secret, scope: 'auth' };
	const { data } = await axios.post(`${baseURL}/oauth/token`, body);
	const headers = { authorization: `Bearer ${data.access_token}`, 'x-customer-id': merchantId };
	return axios.create({ baseURL, headers });
}

const books = async (): Promise<Record<string, any[]>> =>
	(await axios.get(`${sandboxUrl}/control/books`, { params: { merchantId } })).data;

/** What this account was asked for, newest last. */
const requests = async (path: string): Promise<any[]> =>
	(await axios.get(`${sandboxUrl}/control/requests`)).data.filter(
		(request: any) => request.path === `/v3/${path}` && request.merchantId === merchantId,
	);

/** Opens a workflow of these nodes in a row, after a manual trigger, and of it the last node. */
async function openLast(
	nodes: Array<Pick<WorkflowNode, 'name' | 'type' | 'typeVersion' | 'parameters'>>,
) {
	const placed = [
		{ name: START, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
		...nodes,
	].map((node, index) => ({
		...node,
		id: node.name,
		position: [index * 240, 0] as [number, number],
		...(node.type === NODE_TYPE && { credentials: { paystandApi: { id: '', name: '' } } }),
	}));
	const connections = Object.fromEntries(
		placed
			.slice(1)
			.map(({ name }, index) => [
				placed[index]!.name,
				{ main: [[{ node: name, type: 'main', index: 0 }]] },
			]),
	);
	const workflow = { name: 'In the editor', nodes: placed, connections };
	const { id } = await n8n.workflows.create(workflow, [credential]);
	await screen.page.goto(`${n8nUrl}/workflow/${id}`);
	const last = screen.byId('canvas-node').filter({ hasText: placed.at(-1)!.name });
	await last.dblclick();
}

const paystand = (name: string, parameters: Record<string, unknown>) => ({
	...{ name, type: NODE_TYPE, typeVersion: 1, parameters },
});
const picked = (mode: string, value: string) => ({ __rl: true, mode, value });
const receivable = (erpId: string, customer: object) => ({
	...{ resource: 'receivable', operation: 'create', customer },
	...{ erpId, erpRef: `INV-${erpId}`, totalAmount: '10.00', currency: 'USD' },
	...{ postingDate: '2026-11-23T00:00:00', dueDate: '2026-12-23T00:00:00' },
});

test('a customer is found by typing part of its name', async () => {
	const { byId } = screen;
	await openLast([paystand('New invoice', receivable('9002', picked('list', '')))]);
	await byId('rlc-input').click();
	await byId('rlc-item').filter({ hasText: 'Soylent Foods' }).waitFor();
	expect(await byId('rlc-item').count()).toBe(3);
	await byId('rlc-search').fill('brella');
	await byId('rlc-item').filter({ hasText: 'Umbrella Health · CUST-2' }).waitFor();
	// While it searches, n8n shows the former entries or none.
	await byId('rlc-item').filter({ hasText: 'Soylent Foods' }).waitFor({ state: 'hidden' });
	expect(await byId('rlc-item').count()).toBe(1);
	await screen.picture('customer-search');
	await byId('rlc-item').click();
	await byId('node-execute-button').click();
	await byId('output-panel').getByText('9002', { exact: true }).waitFor();
	const kept = (await books()).receivables.find(({ extId }) => extId === '9002');
	expect(kept).toMatchObject({ extCustomerId: 'CUST-2', amount: '10.00' });
});

test('a list is narrowed down to the last 30 days', async () => {
	const { byId, page, pick } = screen;
	await openLast([paystand('Invoices', { resource: 'receivable', operation: 'getAll' })]);
	await byId('collection-parameter-add').first().click();
	await page.getByText('Period', { exact: true }).last().click();
	await pick('period', 'Last 30 Days');
	await byId('node-execute-button').click();
	await byId('output-panel').getByText('9001', { exact: true }).waitFor();
	await screen.picture('date-filter');
	const { query } = (await requests('receivables')).at(-1);
	expect(query).toMatchObject({ 'f.datepreset': 'custom', 'f.datetype': 'created' });
	const days = Date.parse(query['f.dateend']) - Date.parse(query['f.datestart']);
	expect(days).toBe(29 * 86_400_000);
});

test('a PDF is attached to a receivable', async () => {
	const { byId } = screen;
	await openLast([
		{
			name: 'The PDF',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters: {
				assignments: { assignments: [{ id: 'pdf', name: 'pdf', value: PDF, type: 'string' }] },
			},
		},
		{
			name: 'As a file',
			type: 'n8n-nodes-base.convertToFile',
			typeVersion: 1.1,
			parameters: {
				operation: 'toBinary',
				sourceProperty: 'pdf',
				options: { fileName: 'INV-9001.pdf' },
			},
		},
		paystand('Attach it', {
			resource: 'attachment',
			operation: 'upload',
			receivable: picked('key', '9001'),
		}),
	]);
	await byId('node-execute-button').click();
	await byId('output-panel').getByText('INV-9001.pdf').first().waitFor();
	const { attachments, receivables } = await books();
	expect(attachments).toMatchObject([{ name: 'INV-9001.pdf' }]);
	const { id } = receivables.find(({ extId }) => extId === '9001');
	expect(await byId('output-panel').textContent()).toContain(id);
});

test('a refusal is read in the words of the screen, with what to do', async () => {
	const { byId, picture } = screen;
	await openLast([paystand('Second invoice', receivable('9001', picked('key', 'CUST-1')))]);
	await byId('node-execute-button').click();
	const message = await byId('node-error-message').innerText();
	const description = await byId('node-error-description').innerText();
	await picture('error');
	expect(message).toBe(
		"Paystand refused the request: A record with this 'ERP Invoice ID' already exists.",
	);
	expect(description).toContain("Correct 'ERP Invoice ID' and run this again.");
	expect(description).toContain("Paystand's reference");
	expect((await books()).receivables.filter(({ extId }) => extId === '9001')).toHaveLength(1);
});

test('the columns of a row are shown, and mapped automatically', async () => {
	const { byId, page } = screen;
	const row = { 'Customer ID': 'CUST-9', 'Customer Name': 'Initech', Email: 'ap@initech.example' };
	const assignments = Object.entries({ ...row, Region: 'West' }).map(([name, value]) => ({
		...{ id: name, name, value, type: 'string' },
	}));
	await openLast([
		{
			name: 'A row of the ERP',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters: { assignments: { assignments } },
		},
		{
			...paystand('Customer of the row', { resource: 'customer', operation: 'upsert' }),
			typeVersion: 2,
		},
	]);
	const columns = byId('mapping-fields-container');
	await columns.getByText('Contact Last Name').waitFor();
	const shown = await columns.innerText();
	expect(shown).toMatch(/ERP Customer ID \(using to match\)[^]*Customer Name[^]*Email/);
	// Those that are seldom needed have to be added first.
	expect(shown).not.toContain('Extra Fields');
	await screen.picture('columns');
	await byId('mapping-mode-select').locator('input').click();
	await page.locator('.el-select-dropdown__item:visible', { hasText: 'Map Automatically' }).click();
	await columns.waitFor({ state: 'hidden' });
	await byId('node-execute-button').click();
	await byId('output-panel').locator('tbody').getByText('created', { exact: true }).waitFor();
	await screen.picture('columns-automatic');
	await page.getByText("Columns of the input that were not used: 'Region'.").waitFor();
	const { customers } = await books();
	expect(customers).toContainEqual(
		expect.objectContaining({ extCustomerId: 'CUST-9', customerName: 'Initech' }),
	);
});
