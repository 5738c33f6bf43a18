import type { OperationExample } from '../../examples/example.mts';
import { byId, byKey, first } from '../../examples/parameters.mts';
import { MORE_FIELDS } from './exampleMemos.mts';

export const example: OperationExample = {
	parameters: {
		creditMemo: byId(first('Credit Memo: Create or Update', 'id')),
		updateFields: { amountRemaining: '40' },
	},
	expected: { amountRemaining: 40 },
	cases: [
		{
			creditMemo: byKey('1'),
			updateFields: { ...MORE_FIELDS, amount: '70', extKey: 'CM-one', extPostedDate: '2026-11-22' },
		},
	],
};
