import type { OperationExample } from '../../examples/example.mts';
import { first } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: {
		bankId: first('Bank Account: Send Micro-Deposits', 'id'),
		firstAmount: '32',
		secondAmount: '45',
	},
	cases: [({ bankId }) => ({ bankId, firstAmount: '32', secondAmount: 45 })],
};
