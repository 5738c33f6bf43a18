/**
 * A newcomer, with the README and the guides alone, in the editor of an n8n that has the package and
 * nothing else: credential, tables, sample invoices, a CSV as QuickBooks exports it, cash application;
 * a payer pays in the local Paystand's dashboard, and the cash is seen in the journal.
 * Every click and every text is counted.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, beforeEach, expect, onTestFailed, test } from 'vitest';
import { credentialFields } from '../../harness/credential.mts';
import { Control } from '../../harness/control.mts';
import { EXAMPLES } from '../../harness/examples.mts';
import { packedPackage } from '../../harness/package.mts';
import { type N8n, startN8n } from '../../n8n/server.mts';
import { createSandbox, type Sandbox } from '../../sandbox/server.mts';
import { openEditor, type Screen } from './screen.mts';

const SYNC = 'Sync Customer, Invoice and PDF';
const CSV = `Invoice No,Customer,Invoice Date,Due Date,Amount
1042,Northgate Dental Partners,11/20/2026,12/20/2026,"1,250.00"
1043,Lakeview Pediatrics,11/21/2026,12/21/2026,89.5
`;

let n8n: N8n;
let sandbox: Sandbox;
let address: string;
let control: Control;
let screen: Screen;
let clicks = 0;
let texts = 0;

beforeAll(async () => {
	sandbox = await createSandbox({ seed: 11, speed: 0 });
	address = await sandbox.listen({ port: 0 });
	control = new Control(address);
	const tarball = process.env.PAYSTAND_TARBALL ?? (await packedPackage('.cache'));
	n8n = await startN8n({ tarball });
	screen = await openEditor(n8n.url);
	await screen.page.setViewportSize({ width: 1400, height: 900 });
	await writeFile(join(n8n.filesFolder, 'quickbooks.csv'), CSV);
});

beforeEach(() => {
	onTestFailed(() => screen.picture('newcomer-failed'));
});

afterAll(async () => {
	await screen?.close();
	await n8n?.close();
	await sandbox?.close();
});

type Place = ReturnType<Screen['byId']>;

async function click(place: Place, options?: Parameters<Place['click']>[0]): Promise<void> {
	await place.click(options);
	clicks++;
}

async function type(parameter: string, value: string): Promise<void> {
	await screen.fill(parameter, value);
	texts++;
}

/** Puts an expression, or a constant, into a field that holds an expression. */
async function express(parameter: string, value: string): Promise<void> {
	const editor = screen.byId(`parameter-input-${parameter}`).locator('.cm-content');
	await click(editor.first());
	await screen.page.keyboard.press('ControlOrMeta+A');
	await screen.page.keyboard.insertText(value);
	texts++;
}

/** ⋯ → Import → From file. */
async function importFile(name: string): Promise<void> {
	const { page, byId } = screen;
	await page.goto(`${n8n.url}/workflow/new`);
	await click(byId('workflow-menu'));
	const menu = page.locator('[role=menuitem]:visible, .el-dropdown-menu__item:visible');
	await click(menu.filter({ hasText: /^Import/ }).first());
	const chooser = page.waitForEvent('filechooser');
	await click(menu.filter({ hasText: /From file/i }).first());
	await (await chooser).setFiles(join(EXAMPLES, name));
	clicks++;
	await byId('canvas-node').first().waitFor();
}

async function execute(): Promise<void> {
	const { page, byId } = screen;
	await click(byId('execute-workflow-button').first());
	await page
		.getByText(/Workflow executed successfully|executed successfully/)
		.first()
		.waitFor();
}

async function open(name: string): Promise<void> {
	await click(screen.byId('canvas-node').filter({ hasText: name }).first(), { clickCount: 2 });
	await screen.byId('ndv-close-button').waitFor();
}

async function close(): Promise<void> {
	await click(screen.byId('ndv-close-button'));
}

const inPaystand = async () =>
	(await control.table('receivables')).map(({ extId, amount, currency, date, dateDue }) => ({
		...{ extId, amount, currency, date, dateDue },
	}));

test('credential', async () => {
	const { page, byId } = screen;
	const merchant = sandbox.world.merchant();
	const fields = credentialFields(address, merchant);
	await page.goto(`${n8n.url}/home/credentials`);
	await click(byId('add-resource-credential').first());
	await byId('new-credential-type-select').locator('input').fill('Paystand');
	texts++;
	await click(byId('new-credential-type-select-option').filter({ hasText: 'Paystand API' }));
	await click(byId('new-credential-type-button'));
	await screen.pick('environment', 'Custom');
	clicks += 2;
	for (const name of ['baseUrl', 'clientId', 'clientSecret', 'customerId'] as const) {
		await type(name, fields[name]);
	}
	await click(byId('credential-save-button'));
	await byId('credentials-config-container-test-success').waitFor();
	await click(byId('editCredential-modal').locator('.el-dialog__close').first());
});

test('tables', async () => {
	await importFile('create-tables.json');
	await execute();
});

test('the sample invoices go to Paystand', async () => {
	await importFile('erp-to-paystand.json');
	await execute();
	expect(await inPaystand()).toHaveLength(25);
	await screen.picture('newcomer-first-run');
});

test('a CSV as QuickBooks exports it is mapped', async () => {
	await importFile('erp-to-paystand-csv.json');
	await open('Open the Export');
	await type('fileSelector', join(n8n.filesFolder, 'quickbooks.csv'));
	await close();
	await open(SYNC);
	await express('extCustomerId', '{{ $json.Customer }}');
	await express('customerName', '{{ $json.Customer }}');
	await express('email', 'ar@our-company.example');
	await express('erpId', "{{ $json['Invoice No'] }}");
	await express('erpRef', "{{ $json['Invoice No'] }}");
	await express('totalAmount', '{{ $json.Amount }}');
	await express('currency', 'USD');
	await express('postingDate', "{{ $json['Invoice Date'] }}");
	await express('dueDate', "{{ $json['Due Date'] }}");
	await chooseOption('Read Amounts As', 'readAmountsAs', '1,250.00');
	await chooseOption('Read Dates As', 'readDatesAs', 'MM/DD/YYYY');
	await screen.picture('newcomer-columns');
	await close();
	await execute();
	const own = (await inPaystand()).filter(({ extId }) => ['1042', '1043'].includes(extId));
	expect(own.sort((a, b) => a.extId.localeCompare(b.extId))).toEqual([
		{
			extId: '1042',
			amount: '1250.00',
			currency: 'USD',
			date: '2026-11-20',
			dateDue: '2026-12-20',
		},
		{ extId: '1043', amount: '89.50', currency: 'USD', date: '2026-11-21', dateDue: '2026-12-21' },
	]);
});

async function chooseOption(label: string, name: string, value: string): Promise<void> {
	// The node's own options come last.
	await click(screen.byId('collection-parameter-add').last());
	await click(screen.byId('collection-parameter-option').filter({ hasText: label }));
	await screen.pick(name, value);
	clicks += 2;
}

test('cash application is published, a payer pays, and the cash is in the journal', async () => {
	const { byId, page } = screen;
	await importFile('cash-application.json');
	await click(byId('workflow-open-publish-modal-button').first());
	await click(byId('workflow-publish-button').first());
	await page
		.getByText(/published/i)
		.first()
		.waitFor();

	await page.goto(address);
	await click(page.getByRole('button', { name: 'Pay 1042' }));
	await click(page.getByRole('button', { name: 'Pay 1,250.00 USD' }));
	await click(page.getByRole('button', { name: '+1 hour' }));

	await page.goto(`${n8n.url}/home/datatables`);
	await click(page.getByText('ERP cash journal').first());
	await page.getByText('1250.00').first().waitFor();
	await page.getByText('1042').first().waitFor();
	await screen.picture('newcomer-journal');
	console.log(`A newcomer needs ${clicks} clicks and ${texts} texts.`);
});
