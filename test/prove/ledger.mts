import type { NodePlan } from '../../harness/flow.mts';
import type { Report } from '../../harness/report.mts';
import { differences } from '../../harness/report.mts';
import type { N8nTables, Table } from '../../n8n/tables.mts';
import type { ReceivableTransaction } from '../../sandbox/resources.mts';

/** Column → what of the trigger's item goes into it. */
const COLUMNS = {
	transactionId: '={{ $json.resourceId }}',
	eventId: '={{ $json.eventId }}',
	erpInvoiceId: '={{ $json.erpInvoiceId }}',
	amount: '={{ $json.amountApplied }}',
};

/** An empty ledger, as a data table of n8n. */
export async function createLedger(tables: N8nTables, name: string): Promise<Table> {
	const columns = Object.keys(COLUMNS).map((column) => ({ name: column, type: 'string' as const }));
	return await tables.create(name, columns);
}

/** The node that writes what a payment did to an invoice, under the transaction's id. */
export function writeLedger(name: string): NodePlan {
	const schema = Object.keys(COLUMNS).map((id) => ({
		...{ id, displayName: id, type: 'string', display: true, removed: false },
		...{ required: false, defaultMatch: false, canBeUsedToMatch: true },
	}));
	const condition = {
		...{ keyName: 'transactionId', condition: 'eq', keyValue: COLUMNS.transactionId },
	};
	return {
		name: 'Ledger',
		type: 'n8n-nodes-base.dataTable',
		typeVersion: 1.1,
		parameters: {
			resource: 'row',
			operation: 'upsert',
			dataTableId: { __rl: true, mode: 'name', value: name },
			matchType: 'allConditions',
			filters: { conditions: [condition] },
			columns: { mappingMode: 'defineBelow', value: COLUMNS, matchingColumns: [], schema },
			options: {},
		},
	};
}

/**
 * Holds the ledger against the books: every transaction once, with its invoice and its amount.
 *
 * @returns how many transactions it lacks, and how many rows it has too many
 */
export async function checkLedger(
	report: Report,
	tables: N8nTables,
	ledger: Table,
	books: ReceivableTransaction[],
): Promise<{ lost: number; twice: number }> {
	const rows = await tables.rows(ledger.id);
	const wanted = books.map(({ id, receivable, amountApplied }) =>
		[id, receivable.extId, amountApplied].join(' '),
	);
	const found = rows.map(({ transactionId, erpInvoiceId, amount }) =>
		[transactionId, erpInvoiceId, amount].join(' '),
	);
	report.none('Ledger and books differ in', differences(wanted, found));
	report.equal('Rows of the ledger', books.length, rows.length);
	const noted = new Set(rows.map(({ transactionId }) => transactionId));
	return {
		lost: books.filter(({ id }) => !noted.has(id)).length,
		twice: rows.length - noted.size,
	};
}
