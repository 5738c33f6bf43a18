import { amountText } from '../../item/kind';
import type { KeyedKind } from '../../item/kind';

/** A credit that a customer can apply to invoices. */
export const creditMemo: KeyedKind & { statuses: string[] } = {
	name: 'creditMemo',
	label: 'Credit Memo',
	plural: 'credit memos',
	description: 'The credit memo in Paystand',
	path: (id) => ['creditMemos', id],
	list: { path: ['creditMemos'], query: { 'f.querytype': 'own' } },
	key: { storedName: 'extId', label: 'ERP Credit Memo ID', placeholder: 'e.g. 2001' },
	searchTexts: (row) => [
		...[row.extKey, row.extId, row.customerName, row.extCustomerId],
		...[amountText(row), row.status],
	],
	statuses: ['active', 'cancelled'],
	shortFields: [
		...['id', 'extId', 'extKey', 'extCustomerId', 'status'],
		...['amount', 'amountRemaining', 'currency', 'extPostedDate', 'lastUpdated'],
	],
	labels: {
		extId: 'ERP Credit Memo ID',
		extKey: 'Credit Memo Number',
		amount: 'Amount',
		amountRemaining: 'Amount Remaining',
		currency: 'Currency',
		extCustomerId: 'Customer',
		payerCustomerId: 'Customer',
		extCreationDate: 'Creation Date',
		extPostedDate: 'Posting Date',
		status: 'Status',
		erpName: 'ERP Name',
		creditMemoId: 'Credit Memo',
		order: 'Order',
	},
};
