import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { DEFAULT_CONCURRENCY } from '../../client/paystand';

/** Well above the default, for a Paystand that answers slowly; see bench/RESULTS.md. */
const MAX_CONCURRENCY = 200;

const REQUESTS = 'Requests at a Time';

/** What every operation can be told about how it works. */
export const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: REQUESTS,
			name: 'requestsAtATime',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: MAX_CONCURRENCY },
			default: DEFAULT_CONCURRENCY,
			description:
				'How many requests to Paystand may be under way at the same time. Use 1 to work on one item after the other. The limit of 3,000 requests a minute is kept in any case.',
		},
	],
};

/**
 * How many requests may be under way at a time.
 *
 * @throws {NodeOperationError} when it is not a whole number from 1 to 200
 */
export function maxConcurrencyOf(context: IExecuteFunctions): number {
	const given = context.getNodeParameter('options', 0, {}) as IDataObject;
	const wanted = Number(given.requestsAtATime ?? DEFAULT_CONCURRENCY);
	if (Number.isInteger(wanted) && wanted >= 1 && wanted <= MAX_CONCURRENCY) return wanted;
	throw new NodeOperationError(
		context.getNode(),
		`'${REQUESTS}' is not a whole number from 1 to ${MAX_CONCURRENCY}`,
		{ description: `Change it under 'Options', or remove it there. Nothing was sent.` },
	);
}
