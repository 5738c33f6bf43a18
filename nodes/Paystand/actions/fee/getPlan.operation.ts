import { requestObject } from '../../../../client/request';
import { withHints } from '../../fields/hints';
import { idField, idOf } from '../../fields/idField';
import type { Operation } from '../operation';

const planId = idField({
	displayName: 'Fee Plan ID',
	name: 'feeSettingPlanId',
	description: 'Paystand has no list of fee plans: its dashboard or support names the ID',
});

const NOT_FOR_ALL =
	'Not every account may read fee plans. Fee: Quote shows the rates of your plan for an amount.';

export const getPlan: Operation = {
	value: 'getPlan',
	name: 'Get Plan',
	action: 'Get fee plan',
	description: 'Retrieve how a fee plan splits fees between you and your payers',
	properties: [planId],

	async execute(itemIndex) {
		const path = ['feeSettingPlan', idOf(this, itemIndex, planId)];
		return await withHints(
			this,
			{ 401: NOT_FOR_ALL, 422: NOT_FOR_ALL },
			async () => await requestObject(this, { method: 'GET', path }),
		);
	},
};
