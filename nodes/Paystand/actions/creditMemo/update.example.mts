import type { OperationExample } from '../../examples/example.mts';
import { byKey, columns, first } from '../../examples/parameters.mts';
import { memoColumns, MORE_COLUMNS, MORE_FIELDS } from './exampleMemos.mts';

export const example: OperationExample = {
	parameters: columns(
		{
			'Paystand ID': first('Credit Memo: Create or Update', 'id'),
			'Amount Remaining': '40',
		},
		'Paystand ID',
	),
	expected: { amountRemaining: 40 },
	cases: [
		{
			creditMemo: byKey('1'),
			updateFields: { ...MORE_FIELDS, amount: '70', extKey: 'CM-one', extPostedDate: '2026-11-22' },
		},
		() => {
			const { 'ERP Customer ID': _, ...memo } = memoColumns('4', MORE_COLUMNS);
			return columns({ ...memo, Amount: '70' }, 'ERP Credit Memo ID');
		},
	],
};
