import type { OperationExample } from '../../examples/example.mts';
import { first } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { balanceChangeId: first('Refund: Create', 'balanceChangeId') },
	mayBeRefused: true,
	cases: [({ balanceChangeId }) => ({ balanceChangeId })],
};
