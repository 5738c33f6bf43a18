import type { OperationExample } from '../../examples/example.mts';
import { byId, columns, TEST_RUN } from '../../examples/parameters.mts';
import { caseReceivable, flowReceivable, receivableColumns } from './exampleReceivables.mts';

export const example: OperationExample = {
	parameters: columns({ ...flowReceivable('-2', '80.40'), 'Amount Due': '60' }, 'ERP Invoice ID'),
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
		columns(receivableColumns('2006'), 'ERP Invoice ID'),
		{
			...columns(
				receivableColumns('2006', {
					...{ 'Total Amount': '90', 'Amount Due': '20', Status: 'active' },
				}),
				'ERP Invoice ID',
			),
			overwriteBalance: true,
		},
	],
};
