import { openBalance } from '../../../../client/money';
import { amountText } from '../../item/kind';
import type { DateFilteredKind, KeyedKind } from '../../item/kind';

/** An invoice. */
export const receivable: DateFilteredKind & KeyedKind = {
	name: 'receivable',
	label: 'Receivable',
	plural: 'receivables',
	description: 'The receivable (invoice) in Paystand',
	path: (id) => ['receivables', id, 'read'],
	list: { path: ['receivables', 'read'] },
	filteredPath: ['receivables'],
	key: { storedName: 'extId', label: 'ERP Invoice ID', placeholder: 'e.g. 1001' },
	searchTexts: (row) => [
		...[row.invoiceKey, row.extId, row.customerName, row.extCustomerId],
		...[amountText(row), row.status],
	],
	statuses: ['active', 'cancelled', 'paid'],
	shortFields: [
		...['id', 'extId', 'extCustomerId', 'status', 'amount'],
		...['amountPaid', 'openBalance', 'currency', 'date', 'dateDue'],
	],
	// Paystand does not send it.
	added: ({ amount, amountPaid }) => ({ openBalance: openBalance(amount, amountPaid) }),
	alwaysAdded: ['openBalance'],
	// Paystand reports `erpId` as `extId`, `erpRef` as `invoiceKey` and so on
	// (docs/paystand-api.md#receivable-fields).
	labels: {
		erpId: 'ERP Invoice ID',
		extId: 'ERP Invoice ID',
		erpRef: 'Invoice Number',
		invoiceKey: 'Invoice Number',
		totalAmount: 'Total Amount',
		amount: 'Total Amount',
		amountDue: 'Amount Due',
		currency: 'Currency',
		postingDate: 'Posting Date',
		date: 'Posting Date',
		dueDate: 'Due Date',
		dateDue: 'Due Date',
		status: 'Status',
		extCustomerId: 'Customer',
		payerCustomerId: 'Customer',
	},
};
