import { columnOf, extraColumn, idColumn } from '../../fields/mapper';
import { recordStatus } from '../../fields/recordStatus';
import type { Column, ColumnSet } from '../../item/column';
import { customerColumns } from '../customer/columns';
import { amountDue, erpInvoiceId, invoiceFields } from './fields';
import { receivable } from './kind';

const columns: Column[] = invoiceFields.map((field) =>
	columnOf(field, { isRequired: true, ...(field === erpInvoiceId && { isKey: true }) }),
);
const due = columnOf(amountDue);
const seldom: Column[] = [
	columnOf(recordStatus(), { isHidden: true, isClosed: true }),
	extraColumn,
];

const { labels } = receivable;

const newColumns = [...customerColumns, ...columns, due, ...seldom];

export const createColumns: ColumnSet = { mode: 'add', columns: newColumns, labels };
export const createOrUpdateColumns: ColumnSet = { mode: 'upsert', columns: newColumns, labels };
export const updateColumns: ColumnSet = {
	mode: 'update',
	// A balance of the ERP's would undo what was paid in Paystand meanwhile.
	columns: [...columns, { ...due, isManual: true }, ...seldom, idColumn],
	labels,
};
