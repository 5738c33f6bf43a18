import type { OperationExample } from '../../examples/example.mts';
import { perRun, TEST_RUN } from '../../examples/parameters.mts';
import { CASE_CONTACT, caseCustomer } from './exampleCustomers.mts';

export const example: OperationExample = {
	parameters: {
		extCustomerId: perRun('TEST-'),
		customerName: 'Acme Dental Group',
		email: 'ap@acme-dental.example',
		additionalFields: { contactFirstName: 'Dana', contactLastName: 'Reed' },
	},
	expected: { extCustomerId: `TEST-${TEST_RUN}`, customerName: 'Acme Dental Group' },
	cases: [caseCustomer('CUST-3'), { ...caseCustomer('CUST-4'), additionalFields: CASE_CONTACT }],
};
