import { columnOf, extraColumn, idColumn } from '../../fields/mapper';
import { currency } from '../../fields/currency';
import { recordStatus } from '../../fields/recordStatus';
import type { Column, ColumnSet } from '../../item/column';
import { customerColumns } from '../customer/columns';
import { amountRemaining, creationDate, erpCreditMemoId, erpName, memoFields } from './fields';
import { creditMemo } from './kind';

const columns: Column[] = memoFields.map((field) =>
	columnOf(field, field === erpCreditMemoId ? { isKey: true } : {}),
);
const remaining = columnOf(amountRemaining);
const seldom: Column[] = [
	...[creationDate, currency(), erpName].map((field) => columnOf(field, { isHidden: true })),
	columnOf(recordStatus(), { isHidden: true, isClosed: true }),
	extraColumn,
];

const { labels } = creditMemo;

const newColumns = [...customerColumns, ...columns, remaining, ...seldom];

export const createColumns: ColumnSet = { mode: 'add', columns: newColumns, labels };
export const createOrUpdateColumns: ColumnSet = { mode: 'upsert', columns: newColumns, labels };
export const updateColumns: ColumnSet = {
	mode: 'update',
	// A remainder of the ERP's would undo what was applied in Paystand meanwhile.
	columns: [...columns, { ...remaining, isManual: true }, ...seldom, idColumn],
	labels,
};
