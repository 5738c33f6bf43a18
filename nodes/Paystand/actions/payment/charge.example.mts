import type { OperationExample } from '../../examples/example.mts';
import {
	byKey,
	CASE_CUSTOMER,
	first,
	FLOW_CUSTOMER,
	FLOW_RECEIVABLE,
	META,
	perRun,
	TEST_RUN,
} from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: {
		customer: FLOW_CUSTOMER,
		fund: 'bank',
		bankId: first('Bank Account: Verify Micro-Deposits', 'id'),
		amount: '100.00',
		addPayerFee: true,
		receivable: FLOW_RECEIVABLE,
		additionalFields: { chargeKey: perRun() },
	},
	expected: { total: '100.00', fee: '0.00', outcome: 'charged', chargeKey: TEST_RUN },
	cases: [
		({ cardId }) => ({
			customer: CASE_CUSTOMER,
			cardId,
			amount: '12.30',
			addPayerFee: true,
			receivable: byKey('1002'),
			additionalFields: {
				chargeKey: 'one',
				description: 'March',
				accountKey: 'default',
				meta: META,
			},
		}),
		({ bankId, planId }) => ({
			customer: CASE_CUSTOMER,
			fund: 'bank',
			bankId,
			amount: '5',
			addPayerFee: true,
			simplify: false,
			additionalFields: { feeSettingPlanId: planId, feesIncentivesUrlKey: 'default' },
		}),
	],
};
