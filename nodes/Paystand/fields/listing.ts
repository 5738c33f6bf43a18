import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { refuse } from './input';

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

/** Simplify, for replies of more than ten fields. */
export function simplify(): INodeProperties {
	return {
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	};
}

/**
 * How many rows the item asks for.
 *
 * @throws {NodeOperationError} when Limit, from an expression, is no whole number
 */
export function rowsWanted(context: IExecuteFunctions, itemIndex: number): number {
	if (context.getNodeParameter('returnAll', itemIndex) === true) return Number.POSITIVE_INFINITY;
	const limit = context.getNodeParameter('limit', itemIndex) as unknown;
	if (/^\d+$/.test(String(limit))) return Number(limit);
	return refuse(
		{ context, itemIndex, label: 'Limit' },
		'must be a whole number, zero or more',
		"Enter a number such as 50, or turn 'Return All' on.",
	);
}
