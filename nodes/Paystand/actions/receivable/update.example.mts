import type { OperationExample } from '../../examples/example.mts';
import { byKey, columns, first, perRun } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: columns(
		{
			'ERP Invoice ID': first('Receivable: Create or Update', 'extId'),
			'Invoice Number': perRun('INV-', '-2'),
			'Total Amount': '90.40',
		},
		'ERP Invoice ID',
	),
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
		columns(
			{
				...{ 'ERP Invoice ID': '2004', 'Invoice Number': 'INV-2004b', 'Total Amount': '95.5' },
				...{ 'Amount Due': '90', Currency: 'USD', Status: 'active' },
				...{ 'Posting Date': '2026-11-22', 'Due Date': '2026-12-22' },
			},
			'ERP Invoice ID',
		),
		({ receivableId }) =>
			columns(
				{
					...{ 'Paystand ID': receivableId, 'ERP Invoice ID': '1001' },
					...{ 'Invoice Number': 'INV-1001', 'Due Date': '2026-12-31' },
				},
				'Paystand ID',
			),
	],
};
