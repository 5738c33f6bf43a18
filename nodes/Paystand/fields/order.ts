import type { INodeProperties } from 'n8n-workflow';

/** Paystand's own order, which needs no asking for (docs/paystand-api.md#order). */
export const NEWEST_FIRST = 'created DESC';

/** The order of a list. */
export function order(): INodeProperties {
	return {
		displayName: 'Order',
		name: 'order',
		type: 'options',
		options: [
			{ name: 'Last Updated First', value: 'lastUpdated DESC' },
			{ name: 'Least Recently Updated First', value: 'lastUpdated ASC' },
			{ name: 'Newest First', value: NEWEST_FIRST },
			{ name: 'Oldest First', value: 'created ASC' },
		],
		default: NEWEST_FIRST,
		description: 'Which entries come first, also when only some are returned',
	};
}
