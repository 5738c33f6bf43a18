import type { OperationExample } from '../../examples/example.mts';
import { byKey, columns, first } from '../../examples/parameters.mts';
import {
	CASE_CONTACT,
	caseCustomer,
	CONTACT_COLUMNS,
	customerColumns,
} from './exampleCustomers.mts';

export const example: OperationExample = {
	parameters: columns(
		{
			'ERP Customer ID': first('Customer: Create or Update', 'extCustomerId'),
			Email: 'invoices@acme-dental.example',
		},
		'ERP Customer ID',
	),
	expected: { email: 'invoices@acme-dental.example' },
	cases: [
		{
			customer: byKey('CUST-4'),
			updateFields: { ...caseCustomer('CUST-4b', 'Initrode'), ...CASE_CONTACT },
		},
		columns({ ...customerColumns('CUST-7', 'Initrode'), ...CONTACT_COLUMNS }, 'ERP Customer ID'),
		({ customerId }) =>
			columns(
				{ ...customerColumns('CUST-1', 'Acme Dental'), 'Paystand ID': customerId },
				'Paystand ID',
			),
	],
};
