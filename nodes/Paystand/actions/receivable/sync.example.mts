import type { OperationExample } from '../../examples/example.mts';
import { first, IN_30_DAYS, perRun, TEST_RUN, TODAY } from '../../examples/parameters.mts';

const row = {
	...{ extCustomerId: 'CUST-1', customerName: 'Acme Dental Group', email: 'ap@example.com' },
	...{ erpId: '3001', erpRef: 'INV-3001', totalAmount: '80.40', currency: 'USD' },
	...{ postingDate: '2026-11-23', dueDate: '2026-12-23' },
};

export const example: OperationExample = {
	parameters: {
		extCustomerId: first('Customer: Create', 'extCustomerId'),
		customerName: 'Acme Dental Group',
		email: 'ap@acme-dental.example',
		erpId: perRun('', '-3'),
		erpRef: perRun('INV-', '-3'),
		totalAmount: '80.40',
		postingDate: TODAY,
		dueDate: IN_30_DAYS,
	},
	file: true,
	expected: {
		...{ receivableOutcome: 'created', attachmentOutcome: 'attached', extId: `${TEST_RUN}-3` },
		fileName: `${TEST_RUN}-sync.pdf`,
	},
	cases: [
		row,
		{
			...row,
			totalAmount: '90',
			overwriteBalance: true,
			customerFields: { contactFirstName: 'Dana', contactLastName: 'Reed' },
			additionalFields: { amountDue: '20', status: 'active' },
		},
	],
};
