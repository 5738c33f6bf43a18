import type { OperationExample } from '../../examples/example.mts';
import { byId, first } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { payment: byId(first('Payment: Charge', 'id')) },
	mayBeRefused: true,
	cases: [({ paymentId }) => ({ payment: byId(paymentId) })],
};
