import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { fromCents } from '../../../../client/money';
import type { Execution } from '../../item/execution';
import { appliedBy } from './payoutApplied';
import type { Applied } from './payoutApplied';
import type { Part } from './payoutPart';

/** Whether the invoices of payments are looked for, which takes requests of its own. */
export const includeInvoices: INodeProperties = {
	displayName: 'Include Invoices',
	name: 'includeInvoices',
	type: 'boolean',
	default: false,
	description:
		'Whether to tell which invoices were paid, and how much of each. Paystand does not list that: the receivables that changed since the oldest of the payments are read, each with its transactions.',
};

/**
 * The invoices that payments paid, and that refunds took back from.
 *
 * @returns by the ID of the payment or refund: the ERP's key, the amount applied as a decimal string
 *   above zero, Paystand's ID
 */
export async function invoicesBy(
	execution: Execution,
	records: Array<Pick<Part, 'id' | 'kind' | 'record'>>,
): Promise<Map<string, IDataObject[]>> {
	const parts = records.map((record) => ({ ...record, cents: 0n }));
	const applied = await appliedBy(execution, parts);
	return new Map([...applied].map(([id, rows]) => [id, rows.map(invoiceOf)]));
}

function invoiceOf({ extId, cents, receivableId }: Applied): IDataObject {
	return { extId, amountApplied: fromCents(cents), receivableId };
}
