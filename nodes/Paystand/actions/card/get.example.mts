import type { OperationExample } from '../../examples/example.mts';
import { first, YOUR_VALUES } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { cardId: first(YOUR_VALUES, 'cardId') },
	mayBeRefused: true,
	cases: [({ cardId }) => ({ cardId }), ({ cardId }) => ({ cardId, simplify: false })],
};
