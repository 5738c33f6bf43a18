/**
 * `npm run demo`: an ERP's invoices go into a local Paystand through a real n8n, payers pay, and the
 * cash comes back into the ledger; then every cent is checked. See `--help`.
 */
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { checkDeliveries, checkLedger, checkVariety } from './check-cash.mts';
import { checkJournal } from './check-journal.mts';
import { checkPush, checkSecondPush } from './check-push.mts';
import { expectedOf } from './expected.mts';
import { layOut } from './files.mts';
import { type Options, readOptions } from './options.mts';
import { letPayersPay, repeatEvents } from './payers.mts';
import { Report } from './report.mts';
import { say } from './say.mts';
import { importWorkflows, post, push, rowsOf, type Workflows } from './workflows.mts';
import { type DemoWorld, startWorld } from './world.mts';

/** A large export has to see so many invoices paid; a small one a third of its own. */
const MANY_PAID = 300;

const options = readOptions();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	// What was started ends with this process, and so do its temporary folders.
	process.on(signal, () => process.exit(signal === 'SIGINT' ? 130 : 143));
}

const world = await startWorld(options);
const isOk = await demonstrate(world, options).finally(async () => {
	if (options.once) await world.close();
});
if (options.once) process.exit(isOk ? 0 : 1);
await stayOpen(world);

async function demonstrate(world: DemoWorld, { invoices, seed }: Options): Promise<boolean> {
	const { control } = world;
	const rows = await layOut(invoices, world.filesFolder);
	const workflows = await importWorkflows(world);

	say('The export goes through n8n into Paystand …');
	await push(world, workflows);
	await letPayersPay(world, seed);
	say('The cash journal is posted to the invoices …');
	say(`  ${await post(world, workflows)} invoices changed`);
	const books = await control.books();

	say('The same export goes through once more …');
	await control.forgetRequests();
	await push(world, workflows);
	const requests = await control.requests();
	const repeated = await repeatEvents(world);
	say(`${repeated} events that have arrived already were delivered again`);
	return await check({ world, workflows, rows, books, requests, repeated });
}

interface Outcome {
	world: DemoWorld;
	workflows: Workflows;
	rows: Awaited<ReturnType<typeof layOut>>;
	/** The sandbox's books before the second push. */
	books: Awaited<ReturnType<DemoWorld['control']['books']>>;
	/** What the second push asked of Paystand. */
	requests: Awaited<ReturnType<DemoWorld['control']['requests']>>;
	/** How many events were sent once more. */
	repeated: number;
}

async function check(outcome: Outcome): Promise<boolean> {
	const { world, workflows, rows, books, requests, repeated } = outcome;
	const { control, n8n } = world;
	const report = new Report();
	const expected = expectedOf(rows);
	const exceptions = await rowsOf(world, 'Paystand import exceptions');
	await checkPush(report, expected, books, exceptions, join(world.filesFolder, 'pdfs'));
	const wanted = Math.min(MANY_PAID, Math.floor(expected.invoices.size / 3));
	checkVariety(report, books, wanted);
	const changed = await post(world, workflows);
	const journal = await rowsOf(world, 'ERP cash journal');
	const unsuccessful = await n8n.executions.list({ status: ['error', 'crashed', 'canceled'] });
	checkDeliveries(report, books, await control.deliveries(), repeated, unsuccessful);
	checkJournal(report, books, journal);
	checkLedger(report, books, await rowsOf(world, 'ERP invoices'), changed);
	checkSecondPush(report, requests, books, await control.books());
	return report.end();
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
