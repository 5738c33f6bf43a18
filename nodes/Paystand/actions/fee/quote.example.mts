import type { OperationExample } from '../../examples/example.mts';
import {
	CASE_CUSTOMER,
	CASE_RECEIVABLE,
	FLOW_CUSTOMER,
	FLOW_RECEIVABLE,
} from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { subtotal: '100.00', customer: FLOW_CUSTOMER, receivable: FLOW_RECEIVABLE },
	expected: { cardPayments: { payerTotal: '103.50' } },
	cases: [
		{ subtotal: '500' },
		({ planId }) => ({
			subtotal: '500',
			customer: CASE_CUSTOMER,
			receivable: CASE_RECEIVABLE,
			additionalFields: { feeSettingPlanId: planId, feesIncentivesUrlKey: 'default' },
		}),
	],
};
