import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { DEFAULT_CONCURRENCY } from '../../client/paystand';
import { DEFAULT_FORMATS, READ_AMOUNTS_AS, READ_DATES_AS } from './item/formats';
import type { Formats } from './item/formats';

/** Well above the default, for a Paystand that answers slowly; see bench/RESULTS.md. */
const MAX_CONCURRENCY = 200;

const REQUESTS = 'Requests at a Time';

const WRITES = ['create', 'sync', 'update', 'upsert'];

const readDatesAs: INodeProperties = {
	displayName: READ_DATES_AS,
	name: 'readDatesAs',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { '/resource': ['creditMemo', 'receivable'], '/operation': WRITES } },
	options: [
		{ name: 'DD.MM.YYYY', value: 'DD.MM.YYYY' },
		{ name: 'DD/MM/YYYY', value: 'DD/MM/YYYY' },
		{ name: 'ISO (YYYY-MM-DD)', value: 'YYYY-MM-DD' },
		{ name: 'MM/DD/YYYY', value: 'MM/DD/YYYY' },
	],
	default: 'YYYY-MM-DD',
	description:
		'How the days of your input are written. Days chosen from the calendar are understood with each of them.',
};

const readAmountsAs: INodeProperties = {
	displayName: READ_AMOUNTS_AS,
	name: 'readAmountsAs',
	type: 'options',
	noDataExpression: true,
	displayOptions: {
		show: {
			'/resource': ['creditMemo', 'fee', 'payment', 'receivable', 'refund', 'withdrawal'],
			'/operation': [...WRITES, 'charge', 'quote', 'quoteOneMethod'],
		},
	},
	options: [
		{ name: '1,250.00', value: '1,250.00' },
		{ name: '1.250,00', value: '1.250,00' },
		{ name: '1250.00', value: '1250.00' },
	],
	default: '1250.00',
	description: 'How the amounts of your input are written. Thousands separators may be missing.',
};

/** What every operation can be told about how it works. */
export const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		readAmountsAs,
		readDatesAs,
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
	const wanted = Number(given(context).requestsAtATime ?? DEFAULT_CONCURRENCY);
	if (Number.isInteger(wanted) && wanted >= 1 && wanted <= MAX_CONCURRENCY) return wanted;
	throw refused(context, `'${REQUESTS}' is not a whole number from 1 to ${MAX_CONCURRENCY}`);
}

/**
 * How the days and amounts of all items are written.
 *
 * @throws {NodeOperationError} when a format is none of those offered
 */
export function formatsOf(context: IExecuteFunctions): Formats {
	const { readDatesAs: dates, readAmountsAs: amounts } = given(context);
	return {
		dates: offered(context, readDatesAs, dates ?? DEFAULT_FORMATS.dates) as Formats['dates'],
		amounts: offered(
			context,
			readAmountsAs,
			amounts ?? DEFAULT_FORMATS.amounts,
		) as Formats['amounts'],
	};
}

function given(context: IExecuteFunctions): IDataObject {
	return context.getNodeParameter('options', 0, {}) as IDataObject;
}

function offered(
	context: IExecuteFunctions,
	{ displayName, options: choices = [] }: INodeProperties,
	value: unknown,
): unknown {
	if (choices.some((choice) => 'value' in choice && choice.value === value)) return value;
	const names = choices.map(({ name }) => name).join(' · ');
	throw refused(context, `'${displayName}' is none of ${names}`);
}

function refused(context: IExecuteFunctions, message: string): NodeOperationError {
	return new NodeOperationError(context.getNode(), message, {
		description: `Change it under 'Options', or remove it there. Nothing was sent.`,
	});
}
