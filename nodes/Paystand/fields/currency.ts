import type { INodeProperties } from 'n8n-workflow';

/**
 * The currency of an amount: those that Paystand X takes
 * (docs/paystand-api.md#charging-a-saved-fund).
 */
export function currency(): INodeProperties {
	return {
		displayName: 'Currency',
		name: 'currency',
		type: 'options',
		options: [
			{ name: 'CAD', value: 'CAD' },
			{ name: 'USD', value: 'USD' },
		],
		default: 'USD',
	};
}
