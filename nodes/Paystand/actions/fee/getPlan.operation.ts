import { idField } from '../../fields/idField';
import type { Operation } from '../../item/operation';

const REFUSALS = [401, 422];

const planId = idField({
	displayName: 'Fee Plan ID',
	name: 'feeSettingPlanId',
	description: 'Paystand has no list of fee plans: its dashboard or support names the ID',
});

export const getPlan: Operation = {
	value: 'getPlan',
	name: 'Get Plan',
	action: 'Get fee plan',
	description: 'Retrieve how a fee plan splits fees between you and your payers',
	properties: [planId],
	output: { from: 'getFeeSettingPlan' },

	hint: ({ status }) =>
		REFUSALS.includes(status)
			? 'Not every account may read fee plans. Fee: Quote shows the rates of your plan for an amount.'
			: undefined,

	async execute(item) {
		return await item.client.get(['feeSettingPlan', item.field(planId).id()]);
	},
};
