import type { OperationExample } from '../../examples/example.mts';
import { first, TEST_RUN } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { filters: { extCustomerId: first('Customer: Create', 'extCustomerId') }, limit: 5 },
	expected: { extCustomerId: `TEST-${TEST_RUN}` },
	cases: [{ order: 'lastUpdated DESC' }, { simplify: false }],
};
