/** Credit memos that the examples of several operations write. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { CASE_CUSTOMER, FLOW_CUSTOMER_KEY, perRun, TODAY } from '../../examples/parameters.mts';

export const flowMemo = (amount: string): IDataObject => ({
	'ERP Customer ID': FLOW_CUSTOMER_KEY,
	'ERP Credit Memo ID': perRun(),
	'Credit Memo Number': perRun('CM-'),
	Amount: amount,
	'Posting Date': TODAY,
});

export const caseMemo = (extId: string, more: INodeParameters = {}): INodeParameters => ({
	customer: CASE_CUSTOMER,
	extId,
	extKey: `CM-${extId}`,
	amount: '50.25',
	extPostedDate: '2026-11-23',
	...more,
});

/** The same in Columns. */
export const memoColumns = (extId: string, more: IDataObject = {}): IDataObject => ({
	...{ 'ERP Customer ID': 'CUST-1', 'ERP Credit Memo ID': extId },
	...{ 'Credit Memo Number': `CM-${extId}`, Amount: '50.25', 'Posting Date': '2026-11-23' },
	...more,
});

export const MORE_COLUMNS = {
	...{ 'Amount Remaining': '40', 'Creation Date': '2026-11-20', Currency: 'USD' },
	...{ 'ERP Name': 'NetSuite', Status: 'active' },
};

/** The fields that may be left out. */
export const MORE_FIELDS = {
	amountRemaining: '40',
	extCreationDate: '2026-11-20',
	currency: 'USD',
	erpName: 'NetSuite',
	status: 'active',
};
