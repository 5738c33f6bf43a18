import type { INodeProperties } from 'n8n-workflow';

/** The text that Paystand keeps with a movement of money. */
export function description(): INodeProperties {
	return {
		displayName: 'Description',
		name: 'description',
		type: 'string',
		default: '',
	};
}
