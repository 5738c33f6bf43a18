import type { OperationExample } from '../../examples/example.mts';
import { byKey, FLOW_CUSTOMER } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { customer: FLOW_CUSTOMER },
	mayBeRefused: true,
	runsLast: true,
	expected: { deleted: true },
	cases: [{ customer: byKey('CUST-2') }],
};
