import type { OperationExample } from '../../examples/example.mts';
import { byId, first, getCases } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { dispute: byId(first('Dispute: Get Many', 'id')) },
	mayBeRefused: true,
	expected: { disputeType: 'Card' },
	cases: getCases('dispute', ({ disputeId }) => disputeId),
};
