import type { OperationExample } from '../../examples/example.mts';
import { byId, first } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { transfer: byId(first('Transfer: Get Many', 'id')) },
	mayBeRefused: true,
	expected: { status: 'Balanced' },
	cases: [({ transferId }) => ({ transfer: byId(transferId) })],
};
