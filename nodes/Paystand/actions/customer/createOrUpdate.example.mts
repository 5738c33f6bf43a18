import type { OperationExample } from '../../examples/example.mts';
import { first } from '../../examples/parameters.mts';
import { CASE_CONTACT, caseCustomer } from './exampleCustomers.mts';

export const example: OperationExample = {
	parameters: {
		extCustomerId: first('Customer: Create', 'extCustomerId'),
		customerName: 'Acme Dental Group Inc',
		email: 'ap@acme-dental.example',
	},
	expected: { outcome: 'updated', customerName: 'Acme Dental Group Inc' },
	cases: [
		{ ...caseCustomer('CUST-5'), additionalFields: CASE_CONTACT },
		caseCustomer('CUST-5', 'Initrode'),
	],
};
