import { CONNECTION } from './connection.mts';
import type { Effect } from './effect.mts';
import { LISTS } from './lists.mts';
import { RECORDS } from './records.mts';
import { WRITES } from './writes.mts';

/** In the order of the report. Answers that are not listed here are only reported. */
export const EFFECTS: Effect[] = [...CONNECTION, ...LISTS, ...RECORDS, ...WRITES];

/** The open questions of docs/paystand-api.md, in its order: which answers they get, what is left. */
export const OPEN_QUESTIONS: { question: string; answers: string[]; note?: string }[] = [
	{
		question: 'Full schemas of every route',
		answers: ['customerAddress'],
		note: 'the fields that came are listed under Operations',
	},
	{ question: 'The field of the time zone', answers: ['timezoneField'] },
	{
		question: 'count, the largest limit, /receivables/read, filters of customers',
		answers: ['count', 'largestPage', 'customerFilters'],
		note: 'the shape of each list and of its settings is under Operations',
	},
	{
		question: 'Parameters of credit-memo and fee filters',
		answers: ['creditMemoFilters', 'feeFilters'],
	},
	{ question: 'Other filters and date presets', answers: ['otherFilters', 'datePresets'] },
	{
		question: 'Rate-limit headers, the body of a 429, Retry-After',
		answers: ['limitHeaders', 'limitReset', 'tooManyRequests'],
	},
	{
		question: 'Fields and states of transfer reports',
		answers: [],
		note: 'under Operations and Words seen, where the account has a transfer',
	},
	{
		question: 'Download of attachments, and their fields',
		answers: ['guessedRoutes'],
		note: 'fields under uploadAttachment, with --write',
	},
	{
		question: 'A second create with a known key',
		answers: ['secondCustomerKey', 'secondInvoiceKey', 'secondCreditMemoKey'],
	},
	{
		question: 'Senders, headers and signature of webhooks',
		answers: [],
		note: 'not tried: it needs a public address that Paystand delivers to',
	},
	{
		question: 'The verify route and reading of events',
		answers: ['verify', 'verifyStatus', 'eventRead'],
		note: 'about an event that does not exist; nobody can name one that does',
	},
	{
		question: 'Writing the event settings by API',
		answers: ['settingsAt'],
		note: 'writing is not tried: it would change the webhooks of the merchant',
	},
	{
		question: 'All values of feeSplitType, sourceType, paymentOrigin, reason, disputeType',
		answers: [],
		note: 'those that came are under Words seen',
	},
	{
		question: 'Cancelling, activating, and doing so twice',
		answers: ['cancelReceivableTwice', 'cancelCreditMemoTwice'],
	},
	{ question: 'Strings or numbers for amounts', answers: ['amountsAs'] },
	{ question: 'The shape of insufficient_scope', answers: ['insufficientScope'] },
	{ question: 'Which older routes are open', answers: ['openRoutes', 'refund'] },
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
