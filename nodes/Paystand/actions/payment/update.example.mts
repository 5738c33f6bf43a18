import type { OperationExample } from '../../examples/example.mts';
import { byId, first, META } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: {
		payment: byId(first('Payment: Charge', 'id')),
		updateFields: { description: 'March', meta: META },
	},
	mayBeRefused: true,
	expected: { description: 'March' },
	cases: [
		({ paymentId }) => ({
			payment: byId(paymentId),
			updateFields: { description: 'April', meta: META },
		}),
	],
};
