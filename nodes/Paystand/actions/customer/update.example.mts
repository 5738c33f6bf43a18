import type { OperationExample } from '../../examples/example.mts';
import { byId, byKey, first } from '../../examples/parameters.mts';
import { CASE_CONTACT, caseCustomer } from './exampleCustomers.mts';

export const example: OperationExample = {
	parameters: {
		customer: byId(first('Customer: Create or Update', 'id')),
		updateFields: { email: 'invoices@acme-dental.example' },
	},
	expected: { email: 'invoices@acme-dental.example' },
	cases: [
		{
			customer: byKey('CUST-4'),
			updateFields: { ...caseCustomer('CUST-4b', 'Initrode'), ...CASE_CONTACT },
		},
	],
};
