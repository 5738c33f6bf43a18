/**
 * `npm run demo`: an ERP's invoices go into a local Paystand through a real n8n, payers pay, and the
 * cash comes back into the ledger; then every cent is checked. See `--help`.
 */
import { once } from 'node:events';
import process from 'node:process';
import { log } from '../harness/log.mts';
import { checkAll } from './check.mts';
import { type Invoices, layOut, readInvoices } from './files.mts';
import { readOptions } from './options.mts';
import { letPayersPay, repeatEvents } from './payers.mts';
import { importWorkflows, post, push } from './workflows.mts';
import { type DemoWorld, startWorld } from './world.mts';

for (const [signal, code] of Object.entries({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 })) {
	// What was started ends with this process, and so do its temporary folders.
	process.on(signal, () => process.exit(code));
}

const options = readOptions();
const invoices = await readInvoices(options.invoices).catch((error: Error) => {
	console.error(error.message);
	process.exit(2);
});
const world = await startWorld(options);
const isOk = await demonstrate(world, invoices).finally(async () => {
	if (options.once) await world.close();
});
if (options.once) process.exit(isOk ? 0 : 1);
await stayOpen(world);

async function demonstrate(world: DemoWorld, invoices: Invoices): Promise<boolean> {
	const { control } = world;
	const start = await control.state();
	const receivablesAtStart = await control.table('receivables');
	const pdfFolder = await layOut(invoices, world.filesFolder);
	const workflows = await importWorkflows(world);

	log('The export goes through n8n into Paystand …');
	await push(world, workflows);
	await letPayersPay(world, options.seed);
	log('The cash journal is posted to the invoices …');
	log(`  ${await post(world, workflows)} invoices changed`);
	const books = await control.books();

	log('The same export goes through once more …');
	await control.forgetRequests();
	await push(world, workflows);
	const requests = await control.requests();
	const repeated = await repeatEvents(world, start.now);
	log(`${repeated} events that have arrived already were delivered again`);
	return await checkAll(world, {
		rows: invoices.rows,
		pdfFolder,
		start,
		receivablesAtStart,
		books,
		requests,
		repeated,
		changedAgain: await post(world, workflows),
	});
}

async function stayOpen({ n8n, sandbox }: DemoWorld): Promise<void> {
	console.log(`
Look around. Everything is gone when you end this with Ctrl-C.

  n8n editor         ${n8n.url}
    email            ${n8n.owner.email}
    password         ${n8n.owner.password}
    tables           ${n8n.url}/home/datatables
  Paystand dashboard ${sandbox}/
    pay an invoice there, move the clock on, and see the cash journal grow
  n8n's log          ${n8n.logFile}
`);
	await once(process, 'exit');
}
