import type { OperationExample } from '../../examples/example.mts';
import { CASE_RECEIVABLE, FLOW_RECEIVABLE, TEST_RUN } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { receivable: FLOW_RECEIVABLE },
	file: true,
	expected: { name: `${TEST_RUN}-upload.pdf` },
	cases: [{ receivable: CASE_RECEIVABLE }],
};
