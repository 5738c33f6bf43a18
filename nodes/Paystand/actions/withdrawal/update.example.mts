import type { OperationExample } from '../../examples/example.mts';
import { byId, first, META } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: {
		withdrawal: byId(first('Withdrawal: Create', 'id')),
		updateFields: { description: 'Friday' },
	},
	mayBeRefused: true,
	expected: { description: 'Friday' },
	cases: [
		({ withdrawalId }) => ({
			withdrawal: byId(withdrawalId),
			updateFields: { description: 'Friday', meta: META },
		}),
	],
};
