import type { OperationExample } from '../../examples/example.mts';
import { byId, byKey, first } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { creditMemo: byId(first('Credit Memo: Cancel', 'id')) },
	expected: { status: 'active' },
	cases: [{ creditMemo: byKey('2') }],
};
