import type { OperationExample } from '../../examples/example.mts';
import { byKey, first, perRun } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: {
		receivable: byKey(first('Receivable: Create or Update', 'extId')),
		erpRef: perRun('INV-', '-2'),
		updateFields: { totalAmount: '90.40' },
	},
	expected: { amount: '90.40', openBalance: '70.00' },
	cases: [
		{
			receivable: byKey('2001'),
			erpRef: 'INV-2001b',
			updateFields: {
				totalAmount: '95.5',
				amountDue: '90',
				currency: 'USD',
				postingDate: '2026-11-22',
				dueDate: '2026-12-22',
				erpId: '2001b',
				status: 'active',
			},
		},
	],
};
