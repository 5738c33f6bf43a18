import type { OperationExample } from '../../examples/example.mts';
import { FLOW_CUSTOMER, getCases, TEST_RUN } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { customer: FLOW_CUSTOMER },
	expected: { extCustomerId: `TEST-${TEST_RUN}` },
	cases: getCases('customer', ({ customerId }) => customerId),
};
