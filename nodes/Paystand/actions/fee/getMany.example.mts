import type { OperationExample } from '../../examples/example.mts';
import { byId } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { limit: 5 },
	mayBeRefused: true,
	cases: [{ order: 'created ASC' }, ({ paymentId }) => ({ filters: { payment: byId(paymentId) } })],
};
