import type { OperationExample } from '../../examples/example.mts';
import { byId, TEST_RUN } from '../../examples/parameters.mts';
import { caseMemo, flowMemo, MORE_FIELDS } from './exampleMemos.mts';

export const example: OperationExample = {
	parameters: flowMemo('50.25'),
	expected: { extId: TEST_RUN, amount: 50.25, amountRemaining: 50.25 },
	cases: [
		caseMemo('1'),
		({ customerId }) =>
			caseMemo('2', { customer: byId(customerId), additionalFields: MORE_FIELDS }),
	],
};
