import type { IDataObject } from 'n8n-workflow';

import type { KeyedKind } from '../../item/kind';

/** A customer, which Paystand calls payer customer. */
export const customer: KeyedKind = {
	name: 'customer',
	label: 'Customer',
	plural: 'customers',
	description: 'The customer in Paystand (payer customer)',
	path: (id) => ['payerCustomers', id],
	list: { path: ['payerCustomers'] },
	key: {
		storedName: 'extCustomerId',
		label: 'ERP Customer ID',
		placeholder: 'e.g. CUST-1001',
	},
	searchTexts: (row) => [row.customerName ?? row.name, row.extCustomerId, row.email],
	shortFields: [
		...['id', 'extCustomerId', 'customerName', 'email', 'contactFirstName'],
		...['contactLastName', 'status', 'created', 'lastUpdated', 'payerId'],
	],
	// The banks and payments of the customer go by the nested ID, which differs from its own
	// (docs/paystand-api.md#a-customer-and-its-payer).
	added: ({ payer }) => ({ payerId: (payer as IDataObject | null | undefined)?.id }),
	labels: {
		extCustomerId: 'ERP Customer ID',
		customerName: 'Customer Name',
		email: 'Email',
		contactFirstName: 'Contact First Name',
		contactLastName: 'Contact Last Name',
	},
};
