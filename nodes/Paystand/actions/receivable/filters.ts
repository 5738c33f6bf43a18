import type { IDataObject } from 'n8n-workflow';

import { storedDay } from '../../../../client/dates';
import { openBalance, toCents } from '../../../../client/money';
import type { RowFilter } from '../../lists/filters';

/** Due before today, and something of it is open. */
export const overdue: RowFilter = {
	property: {
		displayName: 'Overdue',
		name: 'overdue',
		type: 'boolean',
		default: true,
		description:
			"Whether to return only receivables that were due before today and are not paid in full. Cancelled ones do not count. The list's time zone says which day it is.",
	},
	read: (field, today) => (String(field.value) === 'true' ? today() : undefined),
	matches: (row, today) =>
		row.status !== 'cancelled' && isDueBefore(row, String(today)) && openCents(row) > 0n,
};

export const dueBefore: RowFilter = {
	property: {
		displayName: 'Due Before',
		name: 'dueBefore',
		type: 'dateTime',
		typeOptions: { dateOnly: true },
		default: '',
		description: 'Only receivables that are due before this day, the day itself not included',
	},
	read: (field) => field.day(),
	matches: (row, day) => isDueBefore(row, String(day)),
};

export const openBalanceAbove: RowFilter = {
	property: {
		displayName: 'Open Balance Greater Than',
		name: 'openBalanceAbove',
		type: 'string',
		default: '',
		placeholder: 'e.g. 0',
		description: 'Only receivables of which more than this is still to be paid',
	},
	read: (field) => field.amount('zero'),
	matches: (row, amount) => openCents(row) > (toCents(amount) ?? 0n),
};

/** A receivable without a day that can be read is due on none. */
function isDueBefore({ dateDue }: IDataObject, day: string): boolean {
	const due = storedDay(dateDue);
	return due !== undefined && due < day;
}

/** A balance that cannot be read counts as none. */
function openCents({ amount, amountPaid }: IDataObject): bigint {
	return toCents(openBalance(amount, amountPaid)) ?? 0n;
}
