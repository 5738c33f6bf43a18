import type { IDataObject } from 'n8n-workflow';

import type { Item } from '../../item/item';
import { includeInvoices, invoicesBy } from '../transfer/appliedInvoices';

/** Payments with the invoices that they paid, where the person asked for them. */
export async function withInvoices(item: Item, rows: IDataObject[]): Promise<IDataObject[]> {
	if (!item.isOn(includeInvoices.name)) return rows;
	const records = rows.map((record) => ({
		...{ kind: 'payment' as const, id: String(record.id), record },
	}));
	const invoices = await invoicesBy(item.execution, records);
	return rows.map((row) => ({ ...row, invoices: invoices.get(String(row.id)) ?? [] }));
}
