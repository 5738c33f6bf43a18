import type { OperationExample } from '../../examples/example.mts';
import { byId, byKey, first } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { receivable: byId(first('Receivable: Update', 'id')) },
	expected: { status: 'cancelled' },
	cases: [{ receivable: byKey('2002') }],
};
