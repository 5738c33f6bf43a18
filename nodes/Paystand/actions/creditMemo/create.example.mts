import type { OperationExample } from '../../examples/example.mts';
import { byId, columns, TEST_RUN } from '../../examples/parameters.mts';
import { caseMemo, flowMemo, memoColumns, MORE_COLUMNS, MORE_FIELDS } from './exampleMemos.mts';

export const example: OperationExample = {
	parameters: columns(flowMemo('50.25')),
	expected: { extId: TEST_RUN, amount: 50.25, amountRemaining: 50.25 },
	cases: [
		caseMemo('1'),
		({ customerId }) =>
			caseMemo('2', { customer: byId(customerId), additionalFields: MORE_FIELDS }),
		columns(memoColumns('4')),
		({ customerId }) => {
			const { 'ERP Customer ID': _, ...more } = memoColumns('5', MORE_COLUMNS);
			return columns({ ...more, 'Paystand Customer ID': customerId });
		},
	],
};
