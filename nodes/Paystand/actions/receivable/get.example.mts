import type { OperationExample } from '../../examples/example.mts';
import { FLOW_RECEIVABLE, getCases, TEST_RUN } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { receivable: FLOW_RECEIVABLE },
	expected: { extId: TEST_RUN },
	cases: getCases('receivable', ({ receivableId }) => receivableId),
};
