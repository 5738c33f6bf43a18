import type { OperationExample } from '../../examples/example.mts';
import { byId, first, META } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: {
		refund: byId(first('Refund: Create', 'id')),
		updateFields: { description: 'Returned goods', meta: META },
	},
	mayBeRefused: true,
	expected: { description: 'Returned goods' },
	cases: [
		({ refundId }) => ({
			refund: byId(refundId),
			updateFields: { description: 'Returned', meta: META },
		}),
	],
};
