import type { OperationExample } from '../../examples/example.mts';
import { first, META, perRun, YOUR_VALUES } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: {
		amount: '1.00',
		bankId: first(YOUR_VALUES, 'bankId'),
		additionalFields: { withdrawalKey: perRun('W-') },
	},
	mayBeRefused: true,
	expected: { amount: '1.00', outcome: 'withdrawn' },
	cases: [
		({ payoutBankId }) => ({
			amount: '10',
			bankId: payoutBankId,
			additionalFields: { description: 'Friday', accountKey: 'default', meta: META },
		}),
		({ payoutBankId }) => ({
			amount: '5',
			bankId: payoutBankId,
			simplify: false,
			additionalFields: { withdrawalKey: 'week 48' },
		}),
	],
};
