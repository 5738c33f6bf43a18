import type { OperationExample } from '../../examples/example.mts';
import { first, YOUR_VALUES } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { feeSettingPlanId: first(YOUR_VALUES, 'feePlanId') },
	mayBeRefused: true,
	cases: [({ planId }) => ({ feeSettingPlanId: planId })],
};
