/**
 * `npm run demo`: an ERP's invoices go into a local Paystand through a real n8n, payers pay, and the
 * cash comes back into the ledger; then every cent is checked. See `--help`.
 */
import { once } from 'node:events';
import process from 'node:process';
import type { Moment } from '../harness/cash/check-disputes.mts';
import { rowsOf } from '../harness/examples.mts';
import { log } from '../harness/log.mts';
import { plural } from '../harness/plural.mts';
import { checkAll } from './check.mts';
import { type Invoices, layOut, readInvoices } from './files.mts';
import { readOptions } from './options.mts';
import { letPayersPay, repeatEvents } from './payers.mts';
import { importWorkflows, post, push, type Workflows, workOutDisputes } from './workflows.mts';
import { type DemoWorld, startWorld } from './world.mts';

/** Where the run has left the most to see. */
const OPEN_FIRST = {
	workflow: 'Paystand 4: Disputes and returned debits',
	table: 'Paystand needs attention',
};

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
	let whenDisputed: Moment | undefined;
	await letPayersPay(world, options.seed, async () => {
		await bookAndTell(world, workflows);
		whenDisputed = {
			books: await control.books(),
			ledger: await rowsOf(world, 'ERP invoices'),
			attention: await rowsOf(world, 'Paystand needs attention'),
		};
	});
	await bookAndTell(world, workflows);
	const books = await control.books();

	log('The same export goes through once more …');
	await control.forgetRequests();
	await push(world, workflows);
	const requests = await control.requests();
	const repeated = await repeatEvents(world, start.now);
	log(`${plural(repeated, 'event')} delivered once more`);
	const again = await workOutDisputes(world, workflows);
	return await checkAll(world, {
		rows: invoices.rows,
		pdfFolder,
		start,
		receivablesAtStart,
		books,
		requests,
		repeated,
		whenDisputed: whenDisputed!,
		disputesChangedAgain: again.journal + again.attention,
		changedAgain: await post(world, workflows),
	});
}

async function bookAndTell(world: DemoWorld, workflows: Workflows): Promise<void> {
	const { journal, attention } = await workOutDisputes(world, workflows);
	log(
		`Disputes are worked out: ${plural(journal, 'row')} in the cash journal, ${plural(attention, 'thing')} that the accountant has to know`,
	);
	const changed = await post(world, workflows);
	log(`The cash journal is posted: ${plural(changed, 'invoice')} changed`);
}

async function stayOpen({ n8n, sandbox }: DemoWorld): Promise<void> {
	const first = (await n8n.workflows.list()).find(({ name }) => name === OPEN_FIRST.workflow);
	console.log(`
Look around. Everything is gone when you end this with Ctrl-C.

  n8n editor         ${n8n.url}
    email            ${n8n.owner.email}
    password         ${n8n.owner.password}
  Paystand dashboard ${sandbox}/
    pay an invoice there, move the clock on, and see the cash journal grow
  n8n's log          ${n8n.logFile}

Open first
  the table          "${OPEN_FIRST.table}" in ${n8n.url}/home/datatables
                     what the accountant has to do about disputes and returned debits
  the workflow       "${OPEN_FIRST.workflow}", which wrote it
                     ${n8n.url}/workflow/${first?.id}
`);
	await once(process, 'exit');
}
