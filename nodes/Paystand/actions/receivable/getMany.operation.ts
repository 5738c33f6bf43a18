import { dateFilteredGetMany } from '../../lists/getMany';
import { containsFilter, erpCustomerFilter } from '../../lists/filters';
import { dueBefore, openBalanceAbove, overdue } from './filters';
import { receivable } from './kind';

export const getMany = dateFilteredGetMany(
	receivable,
	{ from: 'readReceivable', pick: receivable.shortFields },
	[
		overdue,
		dueBefore,
		openBalanceAbove,
		erpCustomerFilter('receivables', (row) => row.extCustomerId),
		containsFilter({
			displayName: 'ERP Invoice ID Contains',
			name: 'extId',
			placeholder: 'e.g. 2026-',
		}),
	],
);
