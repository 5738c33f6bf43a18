import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Books, Control } from '../../harness/control.mts';
import { saveCredential } from '../../harness/credential.mts';
import { createTables, type Place, rowsOf } from '../../harness/examples.mts';
import { log } from '../../harness/log.mts';
import { FOR_MANY_EVENTS } from '../../harness/many-events.mts';
import { packedPackage } from '../../harness/package.mts';
import { type N8n, startN8n } from '../../n8n/server.mts';
import type { Row } from '../../n8n/tables.mts';
import type { Merchant } from '../../sandbox/merchants.mts';
import { createSandbox, type Sandbox } from '../../sandbox/server.mts';
import { type Flows, importFlows } from './books-flows.mts';
import { SHORT_TIMEOUTS } from './fault-rates.mts';

/** Noon of the account's first day, in standard time. */
const START = new Date('2026-11-02T20:00:00Z');

/** A poll each minute, and a busy machine. */
const MAX_POLL_MS = 100_000;

/** A merchant, and an n8n whose tables are the ERP. */
export interface BooksWorld {
	sandbox: Sandbox;
	merchant: Merchant;
	n8n: N8n;
	place: Place;
	flows: Flows;
	/** The sandbox's own books. */
	books(): Promise<Books>;
	/** All rows of a data table, by its name. */
	rows(table: string): Promise<Row[]>;
	/** Puts an invoice into the ERP, as it is when it has just gone to Paystand. */
	addInvoice(invoice: Invoice): Promise<void>;
	/** Starts n8n again, with the clock of the sandbox. */
	setClock(): Promise<void>;
	/** Waits until n8n has no run under way. */
	untilQuiet(): Promise<void>;
	/** Waits for polls, which come every minute, until the fees of payments are there. */
	untilPolled(): Promise<void>;
}

interface Invoice {
	erpInvoiceId: string;
	erpCustomerId: string;
	currency: string;
	amount: string;
}

/** Starts both, with the flows imported and those of webhooks published. */
export async function inBooksWorld<T>(
	seed: number,
	work: (world: BooksWorld) => Promise<T>,
): Promise<T> {
	const folder = await mkdtemp(join(tmpdir(), 'paystand-books-'));
	const clock = join(folder, 'clock');
	const sandbox = await createSandbox({ seed, speed: 0, start: START });
	const noteTime = async () => await writeFile(clock, String(sandbox.world.clock.now().getTime()));
	let n8n: N8n | undefined;
	try {
		const tarball = await packedPackage(folder);
		const address = await sandbox.listen({ port: 0 });
		await noteTime();
		const shift = `--import ${new URL('./shifted-clock.mjs', import.meta.url).href}`;
		const options = `${SHORT_TIMEOUTS.NODE_OPTIONS} ${shift}`;
		const env = {
			...FOR_MANY_EVENTS,
			...{ NODE_OPTIONS: options, PAYSTAND_CLOCK: clock },
			// Nobody looks at the runs of single events, and they cost a quarter of n8n's time.
			EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'none',
		};
		log('Starting n8n …');
		const started = await startN8n({ tarball, env });
		n8n = started;
		const merchant = sandbox.world.merchant();
		merchant.negativePayouts = 'debit';
		const credential = await saveCredential(started, address, merchant);
		const place = { n8n: started, credential, filesFolder: started.filesFolder };
		await createTables(place);
		const flows = await importFlows(place);
		const tables = await started.tables.list();
		const invoices = tables.find(({ name }) => name === 'ERP invoices')!;
		const control = new Control(address);
		return await work({
			...{ sandbox, merchant, n8n: started, place, flows },
			books: async () => await control.books(),
			rows: async (table) => await rowsOf(place, table),
			async addInvoice({ amount, ...invoice }) {
				const money = { totalAmount: amount, open: amount, paid: '0.00', paidBefore: '0.00' };
				await started.tables.insert(invoices.id, [{ ...invoice, ...money }]);
			},
			async setClock() {
				await noteTime();
				await started.restart();
			},
			async untilPolled() {
				const deadline = Date.now() + MAX_POLL_MS;
				const polled = async () =>
					(await rowsOf(place, 'Paystand merchant fees')).filter(({ kind }) => kind === 'Payment');
				while ((await polled()).length < merchant.fees.size && Date.now() < deadline)
					await sleep(1_000);
			},
			async untilQuiet() {
				const status: ['new', 'running'] = ['new', 'running'];
				while ((await started.executions.list({ status })).length > 0) await sleep(200);
			},
		});
	} finally {
		await n8n?.close();
		await sandbox.close();
		await rm(folder, { recursive: true, force: true });
	}
}
