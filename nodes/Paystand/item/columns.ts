import type { IDataObject } from 'n8n-workflow';

import { storedDay } from '../../../client/dates';

/** What a person looks for first: what was done, which record of the ERP, whose, how much, its state. */
const FIRST = [
	...['outcome', 'customerOutcome', 'receivableOutcome', 'attachmentOutcome', 'extId', 'erpId'],
	...[
		'erpRef',
		'chargeKey',
		'refundKey',
		'invoiceKey',
		'extKey',
		'customerName',
		'extCustomerId',
		'name',
		'email',
		'resourceType',
		'feeType',
		'disputeType',
		'sourceType',
	],
	...['subtotal', 'fee', 'total', 'amount', 'amountApplied', 'amountPaid', 'amountRemaining'],
	...['openBalance', 'currency', 'status', 'date', 'dateDue', 'extPostedDate', 'invoices'],
];

/** What only the next node needs. */
const LAST = ['created', 'lastUpdated', 'object', 'id'];

/** Days without a time of day, which Paystand shows in several forms (docs/paystand-api.md#days). */
const DAYS = ['date', 'dateDue', 'extCreationDate', 'extPostedDate'];

/**
 * A row as it is shown: the answers first, IDs last, the others between them in their order; days
 * as `YYYY-MM-DD`. No field is added or left out.
 */
export function inColumns(row: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(row)
			.map(([name, value], index) => ({ name, value: shownAs(name, value), index }))
			.sort((a, b) => rankOf(a.name) - rankOf(b.name) || a.index - b.index)
			.map(({ name, value }) => [name, value]),
	) as IDataObject;
}

function rankOf(name: string): number {
	const first = FIRST.indexOf(name);
	if (first >= 0) return first;
	const last = LAST.indexOf(name);
	if (last >= 0) return FIRST.length + 1 + last;
	return name.endsWith('Id') ? FIRST.length + 1 + LAST.length : FIRST.length;
}

function shownAs(name: string, value: IDataObject[string]): IDataObject[string] {
	return DAYS.includes(name) ? (storedDay(value) ?? value) : value;
}
