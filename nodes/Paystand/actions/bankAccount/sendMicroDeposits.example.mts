import type { OperationExample } from '../../examples/example.mts';
import { first } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { bankId: first('Bank Account: Add', 'id') },
	cases: [({ bankId }) => ({ bankId })],
};
