import type { OperationExample } from '../../examples/example.mts';
import { byId, TEST_RUN } from '../../examples/parameters.mts';
import { caseReceivable, flowReceivable } from './exampleReceivables.mts';

export const example: OperationExample = {
	parameters: { ...flowReceivable('-2', '80.40'), additionalFields: { amountDue: '60' } },
	expected: { extId: `${TEST_RUN}-2`, outcome: 'created', openBalance: '60.00' },
	cases: [
		caseReceivable('2003'),
		({ customerId }) =>
			caseReceivable('2003', {
				customer: byId(customerId),
				totalAmount: '90',
				overwriteBalance: true,
				additionalFields: { amountDue: '20', status: 'active' },
			}),
	],
};
