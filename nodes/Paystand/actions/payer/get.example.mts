import type { OperationExample } from '../../examples/example.mts';
import { CASE_CUSTOMER, FLOW_CUSTOMER } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { customer: FLOW_CUSTOMER },
	mayBeRefused: true,
	cases: [{ customer: CASE_CUSTOMER }],
};
