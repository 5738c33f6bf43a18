import type { OperationExample } from '../../examples/example.mts';
import { columns, perRun, TEST_RUN } from '../../examples/parameters.mts';
import {
	CASE_CONTACT,
	caseCustomer,
	CONTACT_COLUMNS,
	customerColumns,
} from './exampleCustomers.mts';

export const example: OperationExample = {
	parameters: columns({
		'ERP Customer ID': perRun('TEST-'),
		'Customer Name': 'Acme Dental Group',
		Email: 'ap@acme-dental.example',
		'Contact First Name': 'Dana',
		'Contact Last Name': 'Reed',
	}),
	expected: { extCustomerId: `TEST-${TEST_RUN}`, customerName: 'Acme Dental Group' },
	cases: [
		caseCustomer('CUST-3'),
		{ ...caseCustomer('CUST-4'), additionalFields: CASE_CONTACT },
		columns(customerColumns('CUST-6')),
		columns({ ...customerColumns('CUST-7'), ...CONTACT_COLUMNS }),
	],
};
