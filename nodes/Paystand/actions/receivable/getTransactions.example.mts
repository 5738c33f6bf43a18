import type { OperationExample } from '../../examples/example.mts';
import { byId, CASE_RECEIVABLE, first } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { receivable: byId(first('Receivable: Get Many', 'id')) },
	mayBeRefused: true,
	expected: { extCustomerId: 'CUST-1' },
	cases: [
		{ receivable: CASE_RECEIVABLE, order: 'created ASC' },
		{ receivable: CASE_RECEIVABLE, simplify: false },
	],
};
