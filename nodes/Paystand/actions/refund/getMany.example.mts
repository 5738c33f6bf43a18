import type { OperationExample } from '../../examples/example.mts';
import { listCases } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { limit: 5 },
	mayBeRefused: true,
	cases: listCases,
};
