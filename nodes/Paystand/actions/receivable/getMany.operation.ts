import { dateFilteredGetMany } from '../../lists/getMany';
import { containsFilter, erpCustomerFilter } from '../../lists/filters';
import { receivable } from './kind';

export const getMany = dateFilteredGetMany(
	receivable,
	{ from: 'readReceivable', pick: receivable.shortFields },
	[
		erpCustomerFilter('receivables', (row) => row.extCustomerId),
		containsFilter({
			displayName: 'ERP Invoice ID Contains',
			name: 'extId',
			placeholder: 'e.g. 2026-',
		}),
	],
);
