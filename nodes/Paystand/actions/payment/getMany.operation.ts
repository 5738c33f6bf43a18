import type { IDataObject } from 'n8n-workflow';

import { dateFilteredGetMany } from '../../lists/getMany';
import { erpCustomerFilter } from '../../lists/filters';
import { includeInvoices } from '../transfer/appliedInvoices';
import { withInvoices } from './invoices';
import { payment } from './kind';

export const getMany = dateFilteredGetMany(
	payment,
	{ from: 'getPayment', pick: payment.shortFields, plus: { invoices: 'array' } },
	[
		erpCustomerFilter('payments', ({ payer }) => (payer as IDataObject | undefined)?.externalId),
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
	{ properties: [includeInvoices], complete: withInvoices },
);
