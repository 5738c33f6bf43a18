import { createTables, importExample, type Place, runToEnd } from '../harness/examples.mts';
import { log } from '../harness/log.mts';
import { plural } from '../harness/plural.mts';
import { type Item, itemsOf } from '../n8n/executions.mts';

export interface Workflows {
	push: string;
	cash: string;
	post: string;
	disputes: string;
}

/** Imports the examples, creates the ledger tables and switches the cash workflow on. */
export async function importWorkflows(place: Place): Promise<Workflows> {
	await createTables(place);
	const push = await importExample(place, 'erp-to-paystand-csv.json');
	const cash = await importExample(place, 'cash-application.json');
	const post = await importExample(place, 'post-cash.json');
	const disputes = await importExample(place, 'disputes.json');
	await place.n8n.workflows.activate(cash);
	log('The example workflows are imported; cash application has registered itself with Paystand');
	return { push, cash, post, disputes };
}

/** Runs the export through n8n into Paystand. */
export async function push(place: Place, workflows: Workflows): Promise<void> {
	const execution = await runToEnd(place, workflows.push);
	const synced = itemsOf(execution, 'Sync Customer, Invoice and PDF');
	log(`  customers ${outcomes(synced, 'customerOutcome')} (each row tells that of its customer)`);
	log(`  invoices  ${outcomes(synced, 'receivableOutcome')}`);
	log(`  PDFs      ${outcomes(synced, 'attachmentOutcome')}`);
	log(`  to fix    ${plural(itemsOf(execution, 'List the Rows to Fix').length, 'row')}`);
}

/** As `25 created` or `24 unchanged, 1 updated`. */
function outcomes(items: Item[], field: string): string {
	const counts = new Map<string, number>();
	for (const { json } of items) {
		const outcome = String(json[field]);
		counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
	}
	return [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ') || '0';
}

/** Posts the cash journal to the invoices. Returns how many changed. */
export async function post(place: Place, workflows: Workflows): Promise<number> {
	const execution = await runToEnd(place, workflows.post);
	return itemsOf(execution, 'Add Up per Invoice').length;
}

/** Works out disputes and returned debits. Returns how many rows are new or say something new. */
export async function workOutDisputes(
	place: Place,
	workflows: Workflows,
): Promise<{ journal: number; attention: number }> {
	const execution = await runToEnd(place, workflows.disputes);
	return {
		journal: itemsOf(execution, 'Rows That Change').length,
		attention: itemsOf(execution, 'Entries That Change').length,
	};
}
