/**
 * "ERP invoices to Paystand" and its variants, with the items that each source gives. What cannot be
 * reached from here stands in the node's place as its output; everything behind it runs.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Control } from '../../harness/control.mts';
import {
	createTables,
	EXAMPLES,
	importExample,
	type Place,
	rowsOf,
	runToEnd,
} from '../../harness/examples.mts';
import { type Postgres, startPostgres } from '../../harness/services/postgres.mts';
import { connect } from '../../n8n/client.mts';
import { type Item, itemsOf } from '../../n8n/executions.mts';
import type { WorkflowJson } from '../../n8n/workflows.mts';
import { saveWorkingCredential } from './paystand.mts';

const SYNC = 'Sync Customer, Invoice and PDF';
const control = new Control(inject('sandboxUrl'));
let place: Place;
let sample: Array<Record<string, string>>;

beforeAll(async () => {
	const n8n = await connect(inject('n8nUrl'), inject('n8nCookies'));
	const credential = await saveWorkingCredential(n8n, inject('sandboxUrl'), 'ERP sources');
	place = { n8n, filesFolder: inject('filesFolder'), credential };
	await createTables(place);
	sample = parse(await readFile(join(EXAMPLES, 'erp-export.csv'), 'utf8'), { columns: true });
});

/** Runs a flow. Returns what Sync gave, and what was written to Paystand meanwhile. */
async function run(id: string) {
	await control.forgetRequests();
	const execution = await runToEnd(place, id);
	const requests = await control.requests();
	const isWrite = ({ method, path }: { method: string; path: string }) =>
		method !== 'GET' && !path.endsWith('/oauth/token');
	const synced = itemsOf(execution, SYNC).map(({ json }) => json);
	return { synced, writes: requests.filter(isWrite).map(({ path }) => path) };
}

/**
 * The place with a credential for the node that reads. n8n wants one, also where the node's output is
 * given: nobody signs in with that.
 */
async function placeWith(
	type: string,
	fields: object = { clientId: 'none', clientSecret: 'none' },
): Promise<Place> {
	const account = await place.n8n.credentials.create(type, type, { ...fields });
	return { ...place, others: [account] };
}

/** What a node would read that cannot be reached from here: its name → its items. */
const reading = (pinned: Record<string, Item[]>) => ({
	setUp: (workflow: WorkflowJson) => void Object.assign(workflow, { pinData: pinned }),
});

/** What is in Paystand of an invoice, as the ERP has it. */
async function inPaystand(keys: string[]) {
	const receivables = (await control.table('receivables')).filter(({ extId }) =>
		keys.includes(extId),
	);
	return Object.fromEntries(
		receivables.map((row) => [
			row.extId,
			[
				row.inner.invoiceKey,
				row.extCustomerId,
				row.amount,
				row.currency,
				row.date,
				row.dateDue,
			].join(),
		]),
	);
}

const wanted = () =>
	Object.fromEntries(
		sample.map((row) => [
			row['Invoice ID']!,
			[
				...[row['Invoice Number'], row['Customer ID'], row['Total Amount']],
				...[row.Currency, row['Invoice Date'], row['Due Date']],
			].join(),
		]),
	);

test('the rows inside the workflow are those of the export, and go to Paystand once', async () => {
	const flow = await importExample(place, 'erp-to-paystand.json');
	const { synced } = await run(flow);
	expect(synced).toHaveLength(25);
	const outcomes = new Set(synced.map((row) => row.attachmentOutcome));
	expect([...outcomes]).toEqual(['none']);
	expect(synced.map(({ error }) => error).filter(Boolean)).toEqual([]);
	expect(await inPaystand(Object.keys(wanted()))).toEqual(wanted());
	expect(await rowsOf(place, 'Paystand import exceptions')).toEqual([]);
	expect(await rowsOf(place, 'ERP export')).toHaveLength(25);

	const again = await run(flow);
	expect(again.writes).toEqual([]);
	expect(await rowsOf(place, 'ERP export')).toHaveLength(25);
});

test('Google Sheets: numbers as numbers, rows by their number in the sheet', async () => {
	// As the node gives them by default: unformatted values, dates as they are shown.
	const rows = sample.map((row, index) => ({
		row_number: index + 2,
		...row,
		...{ 'Invoice ID': Number(row['Invoice ID']), 'Total Amount': Number(row['Total Amount']) },
		'Amount Due': Number(row['Amount Due']),
	}));
	const broken = { ...rows[3]!, row_number: 27, 'Invoice ID': 99001, 'Due Date': 'soon' };
	const pinned = { 'Read the Sheet': [...rows, broken].map((json) => ({ json })) };
	const here = await placeWith('googleSheetsOAuth2Api');
	const flow = await importExample(here, 'erp-to-paystand-google-sheets.json', reading(pinned));
	const { synced, writes } = await run(flow);
	expect(synced).toHaveLength(26);
	expect(synced.filter(({ receivableOutcome }) => receivableOutcome === 'unchanged')).toHaveLength(
		25,
	);
	expect(writes).toEqual([]);
	expect(await rowsOf(place, 'Paystand import exceptions')).toEqual([
		expect.objectContaining({ row: 27, erpInvoiceId: '99001', field: 'Due Date' }),
	]);
});

/** An invoice as QuickBooks' node gives it: the record of QuickBooks' API. */
function quickBooksInvoice(id: string, more: object = {}): Item {
	return {
		json: {
			...{ Id: id, SyncToken: '0', domain: 'QBO', sparse: false, DocNumber: `10${id}` },
			...{ TxnDate: '2026-11-02', DueDate: '2026-12-02', TotalAmt: 362.07, Balance: 262.07 },
			CustomerRef: { value: 'QB-1', name: "Amy's Bird Sanctuary" },
			BillEmail: { Address: 'birds@example.com' },
			Line: [
				{
					...{ Id: '1', LineNum: 1, Amount: 362.07, DetailType: 'SalesItemLineDetail' },
					SalesItemLineDetail: { ItemRef: { value: '4', name: 'Design' }, Qty: 1 },
				},
				{ Amount: 362.07, DetailType: 'SubTotalLineDetail', SubTotalLineDetail: {} },
			],
			MetaData: { CreateTime: '2026-11-02T08:00:00-08:00' },
			...more,
		},
		binary: {
			data: {
				...{ data: Buffer.from(`%PDF-1.7 ${id}`).toString('base64'), fileName: `10${id}.pdf` },
				...{ mimeType: 'application/pdf', fileExtension: 'pdf' },
			},
		} as Item['binary'],
	};
}

test('QuickBooks: open invoices with their PDF, an invoice without an email is to be fixed', async () => {
	const invoices = [
		quickBooksInvoice('71'),
		quickBooksInvoice('72', {
			CurrencyRef: { value: 'CAD', name: 'Canadian Dollar' },
			CustomerRef: { value: 'QB-2', name: 'Maple Co' },
		}),
		quickBooksInvoice('73', {
			BillEmail: undefined,
			CustomerRef: { value: 'QB-3', name: 'No Mail Inc' },
		}),
	];
	const pinned = {
		'Read the Invoices': invoices.map(({ json }) => ({ json })),
		'Download the PDF': invoices,
	};
	const here = await placeWith('quickBooksOAuth2Api');
	const flow = await importExample(here, 'erp-to-paystand-quickbooks.json', reading(pinned));
	const { synced } = await run(flow);
	expect(synced).toEqual([
		expect.objectContaining({
			...{
				customerOutcome: 'created',
				receivableOutcome: 'created',
				attachmentOutcome: 'attached',
			},
			...{ extId: '71', erpRef: '1071', customerName: "Amy's Bird Sanctuary", currency: 'USD' },
			...{ amount: '362.07', openBalance: '262.07', fileName: '1071.pdf' },
		}),
		expect.objectContaining({ extId: '72', receivableOutcome: 'created', currency: 'CAD' }),
		expect.objectContaining({ extId: '73', receivableOutcome: 'skipped' }),
	]);
	expect(await inPaystand(['71', '73'])).toEqual({
		71: '1071,QB-1,362.07,USD,2026-11-02,2026-12-02',
	});
	expect(await rowsOf(place, 'Paystand import exceptions')).toEqual([
		expect.objectContaining({ erpInvoiceId: '73', field: 'Email', step: expect.any(String) }),
	]);
	expect((await run(flow)).writes).toEqual([]);
});

let folder: string;
let postgres: Postgres;
afterAll(async () => {
	await postgres?.stop();
	if (folder) await rm(folder, { recursive: true, force: true });
});

test('PostgreSQL: amounts keep their cents and days stay the day', async () => {
	folder = await mkdtemp(join(tmpdir(), 'paystand-erp-'));
	postgres = await startPostgres({ folder });
	await postgres.query(await readFile(join(EXAMPLES, 'postgres', 'erp.sql'), 'utf8'));
	await postgres.query(`INSERT INTO invoices VALUES
		(990071, 'PG-1', 'C-1004', '2026-03-29', '2026-11-01', 12345678.90, 0.10, 'USD', 'open'),
		(990072, 'PG-2', 'C-1004', '2026-03-29', '2026-11-01', 10, 0, 'USD', 'draft')`);
	const { host, port, user, password, database } = postgres.connection;
	const fields = { host, port, user, password, database, ssl: 'disable' };
	const here = await placeWith('postgres', fields);
	const flow = await importExample(here, 'erp-to-paystand-postgres.json');
	const { synced } = await run(flow);
	expect(synced.map(({ error }) => error).filter(Boolean)).toEqual([]);
	const created = synced.filter(({ receivableOutcome }) => receivableOutcome === 'created');
	expect(created).toEqual([
		expect.objectContaining({ extId: '990071', amount: '12345678.90', openBalance: '12345678.80' }),
	]);
	expect(await inPaystand([...Object.keys(wanted()), '990071', '990072'])).toEqual({
		...wanted(),
		990071: 'PG-1,C-1004,12345678.90,USD,2026-03-29,2026-11-01',
	});
	const again = await run(flow);
	expect(again.synced).toHaveLength(26);
	expect(again.writes).toEqual([]);
});
