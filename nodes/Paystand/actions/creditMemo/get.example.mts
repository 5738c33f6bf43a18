import type { OperationExample } from '../../examples/example.mts';
import { byKey, first, TEST_RUN } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { creditMemo: byKey(first('Credit Memo: Create', 'extId')) },
	expected: { extId: TEST_RUN },
	cases: [{ creditMemo: byKey('1') }, { creditMemo: byKey('2'), simplify: false }],
};
