import type { OperationExample } from '../../examples/example.mts';
import { byId, columns, TEST_RUN } from '../../examples/parameters.mts';
import { caseReceivable, flowReceivable, receivableColumns } from './exampleReceivables.mts';

export const example: OperationExample = {
	parameters: columns(flowReceivable('', '100.00')),
	expected: { extId: TEST_RUN, openBalance: '100.00' },
	cases: [
		caseReceivable('2001'),
		({ customerId }) =>
			caseReceivable('2002', {
				customer: byId(customerId),
				additionalFields: { amountDue: '10', status: 'active' },
			}),
		columns(receivableColumns('2004')),
		({ customerId }) => {
			const { 'ERP Customer ID': _, ...more } = receivableColumns('2005');
			const known = { 'Paystand Customer ID': customerId, 'Amount Due': '10', Status: 'active' };
			return columns({ ...more, ...known });
		},
	],
};
