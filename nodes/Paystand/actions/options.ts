import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { REQUESTS_AT_A_TIME } from '../../../client/session';

/** Well above the default, for a Paystand that answers slowly; see bench/RESULTS.md. */
const MOST_AT_A_TIME = 200;

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
			typeOptions: { minValue: 1, maxValue: MOST_AT_A_TIME },
			default: REQUESTS_AT_A_TIME,
			description:
				'How many requests to Paystand may be under way at the same time. Use 1 to work on one item after the other. The limit of 3,000 requests a minute is kept in any case.',
		},
	],
};

/**
 * How many requests may be under way at a time.
 *
 * @throws {NodeOperationError} when it is no whole number from 1 to 200
 */
export function requestsAtATime(context: IExecuteFunctions): number {
	const { requestsAtATime: given = REQUESTS_AT_A_TIME } = context.getNodeParameter(
		'options',
		0,
		{},
	) as IDataObject;
	const most = Number(given);
	if (Number.isInteger(most) && most >= 1 && most <= MOST_AT_A_TIME) return most;
	throw new NodeOperationError(
		context.getNode(),
		`'${REQUESTS}' is not a whole number from 1 to ${MOST_AT_A_TIME}`,
		{ description: `Change it under 'Options', or remove it there. Nothing was sent.` },
	);
}
