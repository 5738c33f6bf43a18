/** Receivables that the examples of several operations write. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import {
	CASE_CUSTOMER,
	FLOW_CUSTOMER_KEY,
	IN_30_DAYS,
	perRun,
	TODAY,
} from '../../examples/parameters.mts';

export const flowReceivable = (suffix: string, totalAmount: string): IDataObject => ({
	'ERP Customer ID': FLOW_CUSTOMER_KEY,
	'ERP Invoice ID': perRun('', suffix),
	'Invoice Number': perRun('INV-', suffix),
	'Total Amount': totalAmount,
	Currency: 'USD',
	'Posting Date': TODAY,
	'Due Date': IN_30_DAYS,
});

export const caseReceivable = (erpId: string, more: INodeParameters = {}): INodeParameters => ({
	customer: CASE_CUSTOMER,
	erpId,
	erpRef: `INV-${erpId}`,
	totalAmount: '80.40',
	currency: 'USD',
	postingDate: '2026-11-23',
	dueDate: '2026-12-23',
	...more,
});

/** The same in Columns. */
export const receivableColumns = (erpId: string, more: IDataObject = {}): IDataObject => ({
	...{ 'ERP Customer ID': 'CUST-1', 'ERP Invoice ID': erpId, 'Invoice Number': `INV-${erpId}` },
	...{ 'Total Amount': '80.40', Currency: 'USD' },
	...{ 'Posting Date': '2026-11-23', 'Due Date': '2026-12-23' },
	...more,
});
