import type { OperationExample } from '../../examples/example.mts';
import { byId, first, getCases } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { refund: byId(first('Refund: Create', 'id')) },
	mayBeRefused: true,
	expected: { amount: '1.00' },
	cases: getCases('refund', ({ refundId }) => refundId),
};
