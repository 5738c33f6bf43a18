import type { OperationExample } from '../../examples/example.mts';
import { byId, CASE_CUSTOMER, first, TEST_RUN } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: {
		which: 'by-payerCustomerId',
		customer: byId(first('Customer: Create', 'id')),
		limit: 5,
	},
	expected: { extId: TEST_RUN },
	cases: [
		{ order: 'created ASC' },
		{ which: 'by-payerCustomerId', customer: CASE_CUSTOMER, simplify: false },
		{ which: 'by-erpName', erpName: 'NetSuite' },
	],
};
