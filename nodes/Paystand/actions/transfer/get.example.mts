import type { OperationExample } from '../../examples/example.mts';
import { byId, first, getCases } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { transfer: byId(first('Transfer: Get Many', 'id')) },
	mayBeRefused: true,
	cases: getCases('transfer', ({ transferId }) => transferId),
};
