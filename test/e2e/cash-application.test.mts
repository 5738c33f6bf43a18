import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { Control } from '../../harness/control.mts';
import { saveCredential } from '../../harness/credential.mts';
import { createTables, EXAMPLES, type Place, rowsOf } from '../../harness/examples.mts';
import { addCustomer, addReceivable, callerOf } from '../../harness/records.mts';
import { connect, type N8nClient } from '../../n8n/client.mts';
import type { Row } from '../../n8n/tables.mts';
import type { WorkflowJson } from '../../n8n/workflows.mts';
import { createSandbox, type Sandbox } from '../../sandbox/server.mts';

const WEBHOOK = 'Paystand Event';
const POLLING = 'Look for Missed Changes';
const JOURNAL = 'ERP cash journal';
const DISPUTES = 'Paystand disputes';
const CARD = '4242424242424242';
/**
 * By n8n's clock nothing in the sandbox may lie ahead, for polls, nor more than seven days back, for
 * events.
 */
const START = new Date(Date.now() - 6.5 * 86_400_000);
const MAX_WAIT_MS = 60_000;

let n8n: N8nClient;
let sandbox: Sandbox;
let control: Control;
let place: Place;
/** The workflow of the test that runs. */
let id: string | undefined;
/** What came in by events alone. */
let heard: Row[];

beforeAll(async () => {
	n8n = await connect(inject('n8nUrl'), inject('n8nCookies'));
	sandbox = await createSandbox({ seed: 1, speed: 0, start: START });
	const address = await sandbox.listen({ port: 0 });
	control = new Control(address);
	const credential = await saveCredential(n8n, address, sandbox.world.merchant(), 'Cash');
	place = { n8n, filesFolder: inject('filesFolder'), credential };
	await emptyTables();
});

afterEach(async () => {
	await end();
});

afterAll(async () => {
	await sandbox?.close();
});

/** Publishes the example, with as much of it as a person has left. */
async function publish(without?: string): Promise<void> {
	const text = await readFile(join(EXAMPLES, 'cash-application.json'), 'utf8');
	const flow = JSON.parse(text) as WorkflowJson;
	const nodes = flow.nodes.filter(({ name }) => name !== without);
	const connections = { ...flow.connections };
	if (without) delete connections[without];
	for (const { name, parameters } of nodes) {
		if (name === POLLING) parameters.startFrom = dayBefore(START);
	}
	({ id } = await n8n.workflows.create({ ...flow, nodes, connections }, [place.credential]));
	await n8n.workflows.activate(id);
}

/** Wherever the account is, it is this day or the next one. */
function dayBefore(time: Date): string {
	return new Date(time.getTime() - 86_400_000).toISOString().slice(0, 10);
}

async function end(): Promise<void> {
	if (id) await n8n.workflows.delete(id);
	id = undefined;
}

async function emptyTables(): Promise<void> {
	for (const table of await n8n.tables.list()) {
		if ([JOURNAL, DISPUTES].includes(table.name)) await n8n.tables.delete(table.id);
	}
	await createTables(place);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
	const deadline = Date.now() + MAX_WAIT_MS;
	while (!(await isSo()) && Date.now() < deadline) await sleep(250);
}

async function untilIdle(): Promise<void> {
	await control.settle();
	await until(async () => {
		const running = await n8n.executions.list({ workflowId: id, status: ['new', 'running'] });
		return running.length === 0;
	});
}

async function runsThatFailed(): Promise<number> {
	return (await n8n.executions.list({ workflowId: id, status: ['error', 'crashed'] })).length;
}

/** Without what only an event tells, or the table itself. */
function plain(rows: Row[]): object[] {
	return rows
		.map(({ id: _id, createdAt: _created, updatedAt: _updated, eventId: _event, ...row }) => row)
		.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

async function pay(extId: string, more: object = { card: CARD }): Promise<string> {
	const call = await callerOf(sandbox, sandbox.world.merchant());
	await addReceivable(call, 'CUST-1', extId, '100.00');
	return (await control.pay({ receivables: [{ extId }], ...more } as never)).id;
}

test('with events alone, the journal has everything that happened to money', async () => {
	await publish(POLLING);
	await addCustomer(await callerOf(sandbox, sandbox.world.merchant()), 'CUST-1');
	const refunded = await pay('1001', { card: CARD, payerFee: true });
	const disputed = await pay('1002');
	await pay('1003', { bank: { accountNumber: '000123456789', routingNumber: '110000000' } });
	await control.advance('2d');
	await control.refund(refunded);
	await control.dispute(disputed, 'lost');
	await control.advance('3d');
	await untilIdle();
	heard = await rowsOf(place, JOURNAL);
	const kinds = heard.map(({ kind }) => kind).toSorted();
	expect(new Set(kinds)).toEqual(new Set(['Payment applied', 'Refund applied', 'Fee', 'Payout']));
	expect(kinds.filter((kind) => kind === 'Payment applied')).toHaveLength(3);
	expect(await runsThatFailed()).toBe(0);
});

test('with polling alone, the same rows come in, with the same figures and days', async () => {
	const states = await rowsOf(place, DISPUTES);
	await emptyTables();
	await publish(WEBHOOK);
	await until(async () => (await rowsOf(place, JOURNAL)).length >= heard.length);
	await untilIdle();
	expect(plain(await rowsOf(place, JOURNAL))).toEqual(plain(heard));
	// A poll sees the one state that a dispute is in.
	const [state, ...others] = plain(await rowsOf(place, DISPUTES));
	expect(state).toMatchObject({ erpCustomerId: 'CUST-1', amount: '100.00', currency: 'USD' });
	expect([plain(states), others]).toEqual([expect.arrayContaining([state]), []]);
});

test('with both, at the same moment, each change is one row', async () => {
	await emptyTables();
	await publish();
	// n8n polls as soon as the workflow is published.
	for (const { id: event } of await control.table('events')) await control.sendAgain(event);
	await until(async () => (await rowsOf(place, JOURNAL)).length >= heard.length);
	await untilIdle();
	const rows = await rowsOf(place, JOURNAL);
	expect(plain(rows)).toEqual(plain(heard));
	expect(await runsThatFailed()).toBe(0);
	await end();

	// Everything once more: nothing is written.
	await publish();
	for (const { id: event } of await control.table('events')) await control.sendAgain(event);
	await untilIdle();
	await until(async () => {
		const runs = await n8n.executions.list({ workflowId: id, status: ['success'] });
		return runs.some(({ mode }) => mode === 'trigger');
	});
	expect(await rowsOf(place, JOURNAL)).toEqual(rows);
	expect(await runsThatFailed()).toBe(0);
});

test('a change whose row could not be written is not lost: the event brings it again', async () => {
	await publish();
	const journal = (await n8n.tables.list()).find(({ name }) => name === JOURNAL)!;
	await n8n.tables.delete(journal.id);
	await pay('1004');
	await control.advance('1m');
	await untilIdle();
	expect(await runsThatFailed()).toBeGreaterThan(0);
	await createTables(place);
	await control.advance('1d');
	await untilIdle();
	const rows = await rowsOf(place, JOURNAL);
	expect(rows.filter(({ kind }) => kind === 'Payment applied')).toEqual([
		expect.objectContaining({ erpInvoiceId: '1004', amount: '100.00', sign: '+' }),
	]);
});
