import { CONNECTION } from './connection.mts';
import type { Effect } from './effect.mts';
import { LISTS } from './lists.mts';
import { RECORDS } from './records.mts';
import { WRITES } from './writes.mts';

/** In the order of the report. Answers that are not listed here are only reported. */
export const EFFECTS: Effect[] = [...CONNECTION, ...LISTS, ...RECORDS, ...WRITES];

/** Questions that no probe of the API can answer. */
export const OUT_OF_REACH: [sheet: string, question: string, why: string][] = [
	['11.7', 'Fields of transfer reports', 'seen under getTransferReport where the account has one'],
	['11.10', 'Senders and headers of webhooks', 'needs a public address that Paystand delivers to'],
	['11.12', 'Writing of event settings', 'would change the merchant’s webhooks'],
	['11.13', 'Full lists of values', 'the words that were seen are listed below'],
];

/** What a kind of difference means for the node. */
export const BY_KIND: Record<string, [affected: string, copes: Effect['copes']]> = {
	status: ['Errors and success: any 2xx counts as success; other refusals get their text.', 'yes'],
	missingField: ['Items lack the field; an operation that needs it says so.', 'in part'],
	newField: ['Passed through to the item as it is.', 'yes'],
	type: ['Amounts are read as text and as numbers; other fields are passed through.', 'yes'],
	format: ['Days are read as YYYY-MM-DD and MM-DD-YYYY; the rest is passed through.', 'yes'],
	enum: ['Passed through; a filter by state in the node does not offer it.', 'yes'],
	envelope: [
		'A bare array is read as a list; any other form is an error, never an empty list.',
		'in part',
	],
	body: ['A success without JSON is an error; what was written is looked up.', 'in part'],
	header: ['The rate limiter goes by the documented limit.', 'yes'],
	value: ['See the answers.', 'in part'],
	paging: ['Lists are read to their proven end at the size that is served.', 'yes'],
	count: ['Only a hint.', 'yes'],
	order: ['See orderByLastUpdated.', 'in part'],
	filter: ['See dateFilter.', 'in part'],
	key: ['See secondCustomerKey and secondInvoiceKey.', 'in part'],
};
