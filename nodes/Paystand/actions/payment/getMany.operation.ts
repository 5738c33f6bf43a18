import type { IDataObject } from 'n8n-workflow';

import { datedGetMany } from '../../fields/datedList';
import { erpCustomerFilter } from '../../fields/ownFilters';
import { simplified } from './simplified';

const PATH = ['payments', 'all'];

export const getMany = datedGetMany({
	plural: 'payments',
	path: PATH,
	allPath: PATH,
	statuses: ['created', 'processing', 'posted', 'paid', 'failed', 'canceled'],
	filters: [
		erpCustomerFilter('payments', (row) => (row.payer as IDataObject | undefined)?.externalId),
		{
			property: {
				displayName: 'Paid With',
				name: 'sourceType',
				type: 'options',
				options: [
					{ name: 'Bank Account', value: 'Bank' },
					{ name: 'Card', value: 'Card' },
				],
				default: 'Card',
			},
			matches: (row, wanted) => row.sourceType === wanted,
		},
	],
	simplified,
});
