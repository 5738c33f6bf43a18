import type { INodeProperties } from 'n8n-workflow';

/** Return All and Limit, as every list of n8n has them. */
export function returnAllAndLimit(): INodeProperties[] {
	return [
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1 },
			displayOptions: { show: { returnAll: [false] } },
			default: 50,
			description: 'Max number of results to return',
		},
	];
}

/**
 * Simplify, for replies of more than ten fields. An AI agent, whose memory each field takes room of,
 * gets a choice of three instead.
 */
export function outputChoice(): INodeProperties[] {
	return [
		{
			displayName: 'Simplify',
			name: 'simplify',
			type: 'boolean',
			displayOptions: { hide: { '@tool': [true] } },
			default: true,
			description: 'Whether to return a simplified version of the response instead of the raw data',
		},
		{
			displayName: 'Output',
			name: 'output',
			type: 'options',
			displayOptions: { show: { '@tool': [true] } },
			options: [
				{ name: 'Raw', value: 'raw', description: 'Every field, as Paystand sends it' },
				{ name: 'Selected Fields', value: 'selected', description: 'Only the fields you name' },
				{ name: 'Simplified', value: 'simplified', description: 'The fields a flow needs' },
			],
			default: 'simplified',
			description: 'How much of the response the agent gets to read',
		},
		{
			displayName: 'Fields',
			name: 'selectedFields',
			type: 'string',
			required: true,
			displayOptions: { show: { '@tool': [true], output: ['selected'] } },
			default: '',
			placeholder: 'e.g. extId, openBalance, status',
			description: 'Names of fields, separated by commas. The ID always comes along.',
		},
	];
}
