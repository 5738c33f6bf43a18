import type { OperationExample } from '../../examples/example.mts';
import { CASE_CUSTOMER, FLOW_CUSTOMER } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: {
		customer: FLOW_CUSTOMER,
		updateFields: { extraFields: '{"email": "ap@acme.example"}' },
	},
	mayBeRefused: true,
	expected: { email: 'ap@acme.example' },
	cases: [
		{ customer: CASE_CUSTOMER, updateFields: { extraFields: '{"email": "ap@acme.example"}' } },
	],
};
