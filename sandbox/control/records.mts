import type { FastifyInstance } from 'fastify';
import type { Delivery } from '../deliveries.mts';
import type { Merchant } from '../merchants.mts';
import { shown } from '../resources.mts';
import type { Sandbox } from '../sandbox.mts';
import { Table } from '../table.mts';
import type { World } from '../world.mts';
import { TABLES, aboutOf, feesOf, sourceOf, type About } from './about.mts';
import { relatedTo } from './related.mts';
import { PAGE, merchantOf, missing, object, text, type PageQuery } from './shared.mts';

type Query = PageQuery & { merchantId?: string };
type Row = { id: string } & Record<string, unknown>;

/** A record as the API shows it, and what a person wants to read beside it. */
interface View {
	record: object;
	about: About;
}

/** Rows that a record's page shows of one kind at most; the totals count them all. */
const MOST_RELATED = 200;

/**
 * The books as the dashboard shows them: `record` as the API shows it, `about` what `aboutOf` tells.
 * `deliveries` is a table here too, each with the amount and the invoices of its event.
 */
export function registerRecordControl(app: FastifyInstance, sandbox: Sandbox): void {
	app.get<{ Params: { table: string }; Querystring: Query }>(
		'/control/records/:table',
		{ schema: { querystring: object({ merchantId: text, ...PAGE }) } },
		async ({ params, query: { merchantId, search, offset, limit } }) => {
			const { world } = sandbox;
			const merchant = merchantOf(world, merchantId);
			const rows = rowsOf(world, merchant, params.table).toReversed();
			const view = (row: Row) => viewOf(merchant, row);
			if (!search)
				return { total: rows.length, rows: rows.slice(offset, offset + limit).map(view) };
			const found = rows.map(view).filter((row) => holds(row, wanted(search)));
			return { total: found.length, rows: found.slice(offset, offset + limit) };
		},
	);

	app.get<{ Params: { table: string; id: string }; Querystring: { merchantId?: string } }>(
		'/control/records/:table/:id',
		{ schema: { querystring: object({ merchantId: text }) } },
		async ({ params: { table, id }, query }) => {
			const { world } = sandbox;
			const merchant = merchantOf(world, query.merchantId);
			const row = rowsOf(world, merchant, table).find((one) => one.id === id);
			if (!row) throw missing('id', id, 'This merchant has no such record.');
			const related = Object.entries(relatedTo(world, merchant, table, id));
			const event = merchant.events.get(String(row.eventId));
			return {
				...viewOf(merchant, row),
				...(event && { event: shown(event) }),
				totals: Object.fromEntries(related.map(([kind, rows]) => [kind, rows.length])),
				related: Object.fromEntries(
					related.map(([kind, rows]) => [
						kind,
						rows.slice(-MOST_RELATED).map((one) => viewOf(merchant, one as Row)),
					]),
				),
			};
		},
	);
}

function rowsOf(world: World, merchant: Merchant, name: string): Row[] {
	if (name === 'deliveries')
		return world.deliveries
			.all()
			.filter(({ merchantId }) => merchantId === merchant.id) as unknown as Row[];
	if (name === 'fees') return feesOf(merchant);
	const table = Object.hasOwn(merchant, name) && merchant[name as 'payments'];
	if (!(table instanceof Table)) throw missing('table', name, 'There is no such table.');
	return table.all();
}

function viewOf(merchant: Merchant, row: Row): View {
	if ('eventId' in row) return viewOfDelivery(merchant, row as unknown as Delivery);
	return { record: shown(row), about: aboutOf(merchant, row) };
}

function viewOfDelivery(merchant: Merchant, delivery: Delivery): View {
	const event = merchant.events.get(delivery.eventId)!;
	const { amount, amountApplied, currency, object: kind } = event.resource;
	const source = sourceOf(merchant, event);
	return {
		record: delivery,
		about: {
			...(source ? aboutOf(merchant, source) : { invoices: [] }),
			event: {
				sourceId: event.sourceId,
				sourceTable: TABLES[kind as keyof typeof TABLES],
				amount: amount ?? amountApplied,
				currency,
			},
		},
	};
}

/** Amounts are found as they are shown, with thousands separators. */
function wanted(search: string): string {
	const plain = search.trim().toLowerCase();
	return /^[\d,.]+$/.test(plain) ? plain.replaceAll(',', '') : plain;
}

/** Whether a value anywhere in it contains the text; names of fields do not count. */
function holds(value: unknown, search: string): boolean {
	if (value !== null && typeof value === 'object')
		return Object.values(value).some((inner) => holds(inner, search));
	return value !== null && value !== undefined && String(value).toLowerCase().includes(search);
}
