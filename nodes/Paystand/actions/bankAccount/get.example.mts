import type { OperationExample } from '../../examples/example.mts';
import { first } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { bankId: first('Bank Account: Add', 'id') },
	mayBeRefused: true,
	cases: [({ bankId }) => ({ bankId }), ({ bankId }) => ({ bankId, simplify: false })],
};
