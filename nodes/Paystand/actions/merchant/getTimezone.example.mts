import type { OperationExample } from '../../examples/example.mts';

export const example: OperationExample = {
	mayBeRefused: true,
	cases: [{}],
};
