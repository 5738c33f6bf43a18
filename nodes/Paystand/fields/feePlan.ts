import type { INodeProperties } from 'n8n-workflow';

export const feePlanId: INodeProperties = {
	displayName: 'Fee Plan ID',
	name: 'feeSettingPlanId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 8low3hlfk1a7t08trm7043aw',
	description: 'The fee plan to use, if not that of your account. Quote and charge with the same.',
};

export const feePlanUrlKey: INodeProperties = {
	displayName: 'Fee Plan URL Key',
	name: 'feesIncentivesUrlKey',
	type: 'string',
	default: '',
	description: 'The same by its URL key',
};

/** The ways to name another fee plan than the account's own. */
export const feePlan: INodeProperties[] = [feePlanId, feePlanUrlKey];
