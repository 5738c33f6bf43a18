import type { OperationExample } from '../../examples/example.mts';
import { automaticColumns, columns } from '../../examples/parameters.mts';
import {
	CASE_CONTACT,
	caseCustomer,
	CONTACT_COLUMNS,
	customerColumns,
} from './exampleCustomers.mts';

export const example: OperationExample = {
	// From what Customer: Create, the node before, puts out.
	parameters: automaticColumns(),
	expected: { outcome: 'unchanged', customerName: 'Acme Dental Group' },
	cases: [
		{ ...caseCustomer('CUST-5'), additionalFields: CASE_CONTACT },
		caseCustomer('CUST-5', 'Initrode'),
		columns({ ...customerColumns('CUST-8'), ...CONTACT_COLUMNS }),
		columns(customerColumns('CUST-8', 'Initrode')),
	],
};
