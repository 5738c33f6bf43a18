import type { OperationExample } from '../../examples/example.mts';
import { columns, first } from '../../examples/parameters.mts';
import { caseMemo, flowMemo, memoColumns, MORE_COLUMNS, MORE_FIELDS } from './exampleMemos.mts';

export const example: OperationExample = {
	parameters: columns(
		{ ...flowMemo('60'), 'ERP Credit Memo ID': first('Credit Memo: Create', 'extId') },
		'ERP Credit Memo ID',
	),
	expected: { outcome: 'updated', amount: 60, amountRemaining: 60 },
	cases: [
		caseMemo('3', { additionalFields: MORE_FIELDS }),
		caseMemo('3', { amount: '60', overwriteRemaining: true }),
		columns(memoColumns('6', MORE_COLUMNS), 'ERP Credit Memo ID'),
		{
			...columns(memoColumns('6', { Amount: '60' }), 'ERP Credit Memo ID'),
			overwriteRemaining: true,
		},
	],
};
