import type { OperationExample } from '../../examples/example.mts';
import { byId, first, getCases, TEST_RUN } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { payment: byId(first('Payment: Charge', 'id')) },
	expected: { amount: '100.00', extCustomerId: `TEST-${TEST_RUN}` },
	cases: [
		...getCases('payment', ({ paymentId }) => paymentId),
		({ paymentId }) => ({ payment: byId(paymentId), includeInvoices: true }),
	],
};
