import type { OperationExample } from '../../examples/example.mts';
import { first, YOUR_VALUES } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: {
		cardId: first(YOUR_VALUES, 'cardId'),
		updateFields: { extraFields: '{"nameOnCard": "Dana Reed"}' },
	},
	mayBeRefused: true,
	expected: { nameOnCard: 'Dana Reed' },
	cases: [({ cardId }) => ({ cardId, updateFields: { extraFields: '{"nameOnCard": "D. Reed"}' } })],
};
