import type { OperationExample } from '../../examples/example.mts';
import { byId, first } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: {
		dispute: byId(first('Dispute: Get Many', 'id')),
		updateFields: { extraFields: '{"note": "Delivered"}' },
	},
	mayBeRefused: true,
	cases: [
		({ disputeId }) => ({
			dispute: byId(disputeId),
			updateFields: { extraFields: '{"note": "Delivered"}' },
		}),
	],
};
