import type { OperationExample } from '../../examples/example.mts';
import { byId, TEST_RUN } from '../../examples/parameters.mts';
import { caseReceivable, flowReceivable } from './exampleReceivables.mts';

export const example: OperationExample = {
	parameters: flowReceivable('', '100.00'),
	expected: { extId: TEST_RUN, openBalance: '100.00' },
	cases: [
		caseReceivable('2001'),
		({ customerId }) =>
			caseReceivable('2002', {
				customer: byId(customerId),
				additionalFields: { amountDue: '10', status: 'active' },
			}),
	],
};
