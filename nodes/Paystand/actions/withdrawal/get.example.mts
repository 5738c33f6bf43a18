import type { OperationExample } from '../../examples/example.mts';
import { byId, first, getCases } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { withdrawal: byId(first('Withdrawal: Get Many', 'id')) },
	mayBeRefused: true,
	cases: getCases('withdrawal', ({ withdrawalId }) => withdrawalId),
};
