import type { INodeProperties } from 'n8n-workflow';

/** The status of a receivable or credit memo, of which a write can set these two. */
export function recordStatus(): INodeProperties {
	return {
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: [
			{ name: 'Active', value: 'active' },
			{ name: 'Cancelled', value: 'cancelled' },
		],
		default: 'active',
	};
}
