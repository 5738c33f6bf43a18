import { columnOf, extraColumn, idColumn } from '../../fields/mapper';
import type { Column, ColumnSet } from '../../item/column';
import { contactFirstName, contactLastName, customerName, email, erpCustomerId } from './fields';
import { customer } from './kind';

const key = columnOf(erpCustomerId, { isKey: true });

const columns: Column[] = [
	key,
	...[customerName, email, contactFirstName, contactLastName].map((field) => columnOf(field)),
	extraColumn,
];

const { labels } = customer;

export const createColumns: ColumnSet = { mode: 'add', columns, labels };
export const createOrUpdateColumns: ColumnSet = { mode: 'upsert', columns, labels };
export const updateColumns: ColumnSet = { mode: 'update', columns: [...columns, idColumn], labels };

/** How a record of an ERP names the customer that it is for; one of the two has to be there. */
export const customerColumns: Column[] = [
	columnOf(erpCustomerId, { orElse: 'payerCustomerId' }),
	{ name: 'payerCustomerId', label: 'Paystand Customer ID', type: 'string', isHidden: true },
];
