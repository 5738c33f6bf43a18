import { datedGetMany } from '../../fields/datedList';
import { erpCustomerFilter } from '../../fields/ownFilters';
import { contains } from '../../fields/filters';
import { simplified, withBalance } from './record';

export const getMany = datedGetMany({
	plural: 'receivables',
	path: ['receivables'],
	allPath: ['receivables', 'read'],
	statuses: ['active', 'cancelled', 'paid'],
	filters: [
		erpCustomerFilter('receivables', (row) => row.extCustomerId),
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
