import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { Labels } from '../../../../client/errors';
import { amount, optionalText, paystandId } from '../../fields/input';
import type { Place } from '../../fields/input';

/** Stored name → what the screen calls it. */
export const labels: Labels = {
	subtotal: 'Amount',
	currency: 'Currency',
	feeType: 'Payment Method',
	payerId: 'Customer',
	invoiceId: 'Receivable',
	feeSettingPlanId: 'Fee Plan ID',
	feesIncentivesUrlKey: 'Fee Plan URL Key',
	feeId: 'Fee ID',
	resourceId: 'Payment',
	order: 'Order',
};

/** The amount that a fee is quoted for. */
export const subtotal: INodeProperties = {
	displayName: labels.subtotal,
	name: 'subtotal',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 500.00',
	description: 'What is to be paid before the fee: digits with a point and at most two places',
};

/** The ways to name another fee plan than the account's own. */
export const planChoice: INodeProperties[] = [
	{
		displayName: labels.feeSettingPlanId,
		name: 'feeSettingPlanId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 8low3hlfk1a7t08trm7043aw',
		description:
			'The fee plan to use, if not that of your account. Quote and charge with the same.',
	},
	{
		displayName: labels.feesIncentivesUrlKey,
		name: 'feesIncentivesUrlKey',
		type: 'string',
		default: '',
		description: 'The same by its URL key',
	},
];

/** The quoted amount as Paystand takes it, e.g. `"500.00"`. */
export function subtotalOf(context: IExecuteFunctions, itemIndex: number): string {
	const place = { context, itemIndex, label: subtotal.displayName };
	return amount(place, context.getNodeParameter(subtotal.name, itemIndex), 'positive');
}

/** The chosen plan, under the names that quotes and charges share (fact sheet 6.6). */
export function planOf(
	place: Omit<Place, 'label'>,
	given: { [name: string]: unknown },
): { [name: string]: string } {
	const plan: { [name: string]: string } = {};
	for (const { name, displayName } of planChoice) {
		const here = { ...place, label: displayName };
		const value = optionalText(here, given[name]);
		if (value === undefined) continue;
		plan[name] = name === 'feeSettingPlanId' ? paystandId(here, value) : value;
	}
	return plan;
}
