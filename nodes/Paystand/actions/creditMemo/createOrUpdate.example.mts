import type { OperationExample } from '../../examples/example.mts';
import { first } from '../../examples/parameters.mts';
import { caseMemo, flowMemo, MORE_FIELDS } from './exampleMemos.mts';

export const example: OperationExample = {
	parameters: { ...flowMemo('60'), extId: first('Credit Memo: Create', 'extId') },
	expected: { outcome: 'updated', amount: 60, amountRemaining: 60 },
	cases: [
		caseMemo('3', { additionalFields: MORE_FIELDS }),
		caseMemo('3', { amount: '60', overwriteRemaining: true }),
	],
};
