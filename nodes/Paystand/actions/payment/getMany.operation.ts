import type { IDataObject } from 'n8n-workflow';

import { datedGetMany } from '../../fields/datedList';
import { simplified } from './simplified';

const PATH = ['payments', 'all'];

export const getMany = datedGetMany({
	plural: 'payments',
	path: PATH,
	allPath: PATH,
	statuses: ['created', 'processing', 'posted', 'paid', 'failed', 'canceled'],
	filters: [
		{
			property: {
				displayName: 'ERP Customer ID',
				name: 'extCustomerId',
				type: 'string',
				default: '',
				placeholder: 'e.g. CUST-1001',
				description: 'Only payments of the customer with this key of your ERP',
			},
			matches: (row, wanted) => (row.payer as IDataObject | undefined)?.externalId === wanted,
		},
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
