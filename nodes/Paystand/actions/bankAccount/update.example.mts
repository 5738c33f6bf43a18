import type { OperationExample } from '../../examples/example.mts';
import { first } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: {
		bankId: first('Bank Account: Add', 'id'),
		updateFields: { nameOnAccount: 'Acme Dental Group Inc' },
	},
	mayBeRefused: true,
	expected: { nameOnAccount: 'Acme Dental Group Inc' },
	cases: [
		({ bankId }) => ({
			bankId,
			updateFields: { nameOnAccount: 'Acme Inc', extraFields: '{"accountType": "savings"}' },
		}),
	],
};
