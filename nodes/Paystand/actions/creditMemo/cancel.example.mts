import type { OperationExample } from '../../examples/example.mts';
import { byId, byKey, first } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { creditMemo: byId(first('Credit Memo: Update', 'id')) },
	expected: { status: 'cancelled' },
	cases: [{ creditMemo: byKey('2') }],
};
