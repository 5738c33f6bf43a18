import { differences, type Report, repeats } from '../../harness/report.mts';
import { triggerItemsOf } from '../../harness/trigger-runs.mts';
import type { N8n } from '../../n8n/server.mts';
import type { Sandbox } from '../../sandbox/server.mts';
import { CHANGES, POLLING, TRIGGER } from './polling-flow.mts';

type Row = Record<string, any>;

const KINDS = ['payment', 'receivableTransaction', 'fee', 'refund'];

/** Paystand's own name of the state that a record is in, beside its kind and its ID. */
function keyOf(row: Row): string {
	const { object, id, status, feeType, resourceType } = row;
	if (object === 'fee') return `fee/${id}/${feeType}`;
	const isTransaction = object === 'receivableTransaction';
	return `${object}/${id}/${isTransaction ? resourceType.toLowerCase() : status}`;
}

/** Every change that the sandbox's events tell of. */
export function changesIn({ world }: Sandbox): Set<string> {
	const rows = world
		.merchant()
		.events.all()
		.map(({ resource }) => resource);
	return new Set(rows.filter(({ object }) => KINDS.includes(String(object))).map(keyOf));
}

/** The states that the records of the sandbox are in now: what a poll has to have seen. */
export function statesIn({ world }: Sandbox): string[] {
	const { payments, transactions, refunds } = world.merchant();
	const rows: Row[] = [...payments.all(), ...transactions.all(), ...refunds.all()];
	return [...rows, ...payments.all().flatMap(({ fees }) => fees as Row[])].map(keyOf);
}

const keysIn = (items: any[]): string[] => items.map(({ changeKey }) => changeKey);

/** Which of the states that are there now a workflow has not polled. */
export function missingIn(sandbox: Sandbox, n8n: N8n, id: string): string[] {
	const polled = new Set(keysIn(triggerItemsOf(n8n, id, POLLING)));
	return statesIn(sandbox).filter((key) => !polled.has(key));
}

export interface Figures {
	lost: number;
	twice: number;
	/** Items of the polling trigger beyond the first one of their change. */
	again: number;
}

/** Holds what a workflow has seen and written against the sandbox. */
export async function checkChanges(
	report: Report,
	sandbox: Sandbox,
	n8n: N8n,
	{ id, name }: { id: string; name: string },
): Promise<Figures> {
	const changes = changesIn(sandbox);
	const polled = keysIn(triggerItemsOf(n8n, id, POLLING));
	const heard = keysIn(triggerItemsOf(n8n, id, TRIGGER));
	const table = (await n8n.tables.list()).find((each) => each.name === CHANGES.name)!;
	const rows = (await n8n.tables.rows(table.id)).filter(({ workflow }) => workflow === id);
	const written = keysIn(rows);
	const missing = missingIn(sandbox, n8n, id);
	report.none(`${name}: states that were not polled`, missing);
	report.none(
		`${name}: items of no change`,
		[...polled, ...heard].filter((key) => !changes.has(key)),
	);
	report.none(
		`${name}: changes that were seen and not written, or the other way round`,
		differences([...polled, ...heard], written),
	);
	report.equal(`${name}: written twice`, 0, repeats(written));
	if (heard.length > 0) {
		report.atLeast(`${name}: items of webhooks`, 20, heard.length);
		const both = heard.filter((key) => polled.includes(key));
		report.atLeast(`${name}: changes that both triggers told of`, 20, both.length);
	}
	return { lost: missing.length, twice: repeats(written), again: repeats(polled) };
}
