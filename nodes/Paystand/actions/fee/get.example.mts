import type { OperationExample } from '../../examples/example.mts';
import { first } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { feeId: first('Fee: Get Many', 'id') },
	mayBeRefused: true,
	cases: [({ feeId }) => ({ feeId }), ({ feeId }) => ({ feeId, simplify: false })],
};
