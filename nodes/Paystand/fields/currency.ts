import type { INodeProperties } from 'n8n-workflow';

/** The currency of an amount: those that Paystand X takes (fact sheet 6.7). */
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
