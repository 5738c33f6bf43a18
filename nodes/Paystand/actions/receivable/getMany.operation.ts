import { datedGetMany } from '../../fields/datedList';
import { contains } from '../../fields/filters';
import { simplified, withBalance } from './record';

export const getMany = datedGetMany({
	plural: 'receivables',
	path: ['receivables'],
	allPath: ['receivables', 'read'],
	statuses: ['active', 'cancelled', 'paid'],
	filters: [
		{
			property: {
				displayName: 'ERP Customer ID',
				name: 'extCustomerId',
				type: 'string',
				default: '',
				placeholder: 'e.g. CUST-1001',
				description: 'Only receivables of the customer with this key of your ERP',
			},
			matches: (row, wanted) => row.extCustomerId === wanted,
		},
		{
			property: {
				displayName: 'ERP Invoice ID Contains',
				name: 'extId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 2026-',
			},
			matches: (row, wanted) => contains(row.extId, wanted),
		},
	],
	simplified,
	whole: withBalance,
});
