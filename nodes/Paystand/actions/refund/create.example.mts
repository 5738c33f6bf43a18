import type { OperationExample } from '../../examples/example.mts';
import { byId, first, META, perRun, YOUR_VALUES } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: {
		payment: byId(first(YOUR_VALUES, 'paymentId')),
		amount: '1.00',
		additionalFields: { refundKey: perRun('R-') },
		simplify: false,
	},
	mayBeRefused: true,
	expected: { amount: '1.00', outcome: 'refunded' },
	cases: [
		({ freshPaymentId }) => ({
			payment: byId(freshPaymentId),
			amount: '12.5',
			additionalFields: { description: 'Returned', meta: META },
		}),
		({ otherPaymentId }) => ({
			payment: byId(otherPaymentId),
			extent: 'remaining',
			simplify: false,
			additionalFields: { refundKey: 'rest' },
		}),
	],
};
