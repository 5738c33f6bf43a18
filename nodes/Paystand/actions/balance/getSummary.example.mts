import type { OperationExample } from '../../examples/example.mts';

export const example: OperationExample = {
	mayBeRefused: true,
	cases: [{ accounts: 'default' }, { simplify: false }],
};
