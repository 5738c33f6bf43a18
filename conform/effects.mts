import type { Answer } from './findings.mts';

/** A question about Paystand, and what in the node hangs on its answer. */
export interface Effect {
	/** Name in `answers` of the JSON report. */
	answer: string;
	question: string;
	/** Where the fact sheet asks it. */
	sheet: string;
	/** What the node was built on, in words. */
	assumed: string;
	/** Whether an answer is what the node was built on. */
	isAssumed: (value: Answer) => boolean;
	/** What another answer means for the node. */
	affected: string;
	copes: 'yes' | 'in part' | 'no';
}

const is =
	(...allowed: Answer[]) =>
	(value: Answer) =>
		allowed.includes(value);
const any = () => true;
const starts = (text: string) => (value: Answer) => String(value).startsWith(text);
const onlyFor =
	(...allowed: Answer[]) =>
	(value: Answer) =>
		allowed.includes(value) ||
		(value !== null &&
			typeof value === 'object' &&
			Object.values(value).every((one) => allowed.includes(one)));

/** In the order of the report. Answers that are not listed here are only reported. */
export const EFFECTS: Effect[] = [
	{
		answer: 'tokenLifeSeconds',
		question: 'How long does a token live?',
		sheet: '2',
		assumed: '1209600 seconds, read from each reply',
		isAssumed: is(1_209_600),
		affected: 'Access token: the node renews by the expires_in of the reply.',
		copes: 'yes',
	},
	{
		answer: 'tokenScope',
		question: 'Which scope does a token have?',
		sheet: '2',
		assumed: 'auth',
		isAssumed: is('auth'),
		affected: 'Credential: a token whose scope lacks auth is refused at once.',
		copes: 'no',
	},
	{
		answer: 'tokensCoexist',
		question: 'Do several tokens live beside each other?',
		sheet: '2',
		assumed: 'yes',
		isAssumed: is(true),
		affected:
			'Access token: several n8n processes would end each other’s tokens and renew in turns.',
		copes: 'in part',
	},
	{
		answer: 'insufficientScope',
		question: 'What does a token without scope get?',
		sheet: '11.16',
		assumed: '403, in either form of error',
		isAssumed: (value) => /^40[13] /.test(String(value)),
		affected: 'Error texts: both forms are read; a token without scope that works is no harm.',
		copes: 'yes',
	},
	{
		answer: 'timezoneField',
		question: 'Under which name does the time zone come?',
		sheet: '11.2',
		assumed: 'timezone',
		isAssumed: is('timezone'),
		affected: 'Merchant: Get Time Zone passes the reply through as it is.',
		copes: 'yes',
	},
	{
		answer: 'largestPage',
		question: 'How many rows has the largest page?',
		sheet: '11.3',
		assumed: 'at least 50',
		isAssumed: (value) => typeof value === 'number' && value >= 50,
		affected: 'Lists: the end of a list is proven by a look beyond it, at the size that is served.',
		copes: 'yes',
	},
	{
		answer: 'count',
		question: 'Does count mean the page or the whole list?',
		sheet: '11.3',
		assumed: 'the whole list',
		isAssumed: is('total'),
		affected: 'Lists: count is a hint for reading ahead, never the end of a list.',
		copes: 'yes',
	},
	{
		answer: 'limitHeaders',
		question: 'What are the rate limit headers called?',
		sheet: '11.6',
		assumed: 'RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, with or without X-',
		isAssumed: (value) =>
			Array.isArray(value) && value.length > 0 && value.every((name) => KNOWN.test(name)),
		affected:
			'Rate limiter: without headers that it knows it goes by the documented 3,000 a minute.',
		copes: 'yes',
	},
	{
		answer: 'limitReset',
		question: 'What does the reset header count?',
		sheet: '11.6',
		assumed: 'seconds, or an epoch time',
		isAssumed: any,
		affected: 'Rate limiter: seconds and both kinds of epoch time are told apart.',
		copes: 'yes',
	},
	{
		answer: 'orderByLastUpdated',
		question: 'Does order=lastUpdated hold?',
		sheet: '5',
		assumed: 'holds',
		isAssumed: is('holds'),
		affected:
			'Get Many with Sort: rows come in Paystand’s order. Polling by change can miss records.',
		copes: 'in part',
	},
	{
		answer: 'dateFilter',
		question: 'Do the date filters hold?',
		sheet: '5',
		assumed: 'holds',
		isAssumed: is('holds'),
		affected:
			'Get Many with a period, and the look-up of a charge: more is read than was asked for.',
		copes: 'in part',
	},
	{
		answer: 'dateFilterLastUpdated',
		question: 'Does f.datetype=lastUpdated hold?',
		sheet: '5',
		assumed: 'holds',
		isAssumed: is('holds'),
		affected: 'Get Many with a period by change, and polling.',
		copes: 'in part',
	},
	{
		answer: 'filterWithoutQueryType',
		question: 'Are f.* parameters ignored without f.querytype?',
		sheet: '14 b',
		assumed: 'ignored',
		isAssumed: is('ignored'),
		affected: 'Nothing: the node always sends f.querytype with them.',
		copes: 'yes',
	},
	{
		answer: 'datePresets',
		question: 'Which date presets are there?',
		sheet: '11.5',
		assumed: 'unknown',
		isAssumed: any,
		affected: 'Nothing: the node sends days.',
		copes: 'yes',
	},
	{
		answer: 'otherFilters',
		question: 'Which other filters do receivables have?',
		sheet: '11.5, 13.12',
		assumed: 'none',
		isAssumed: onlyFor('ignored', 'refused', null),
		affected: 'Finding by your own key reads the list; a filter would be faster, not more right.',
		copes: 'yes',
	},
	{
		answer: 'customerFilters',
		question: 'Which filters do customers have?',
		sheet: '11.3',
		assumed: 'none',
		isAssumed: onlyFor('ignored', 'refused', null),
		affected: 'Finding by your own key reads the list; a filter would be faster, not more right.',
		copes: 'yes',
	},
	{
		answer: 'creditMemoFilters',
		question: 'Which parameters go with by-payerCustomerId and by-erpName?',
		sheet: '11.4',
		assumed: 'f.payerCustomerId and f.erpName',
		isAssumed: (value) =>
			value === null ||
			['by-payerCustomerId, f.payerCustomerId', 'by-erpName, f.erpName'].every(
				(name) => (value as Record<string, Answer>)[name] === 'filters',
			),
		affected: 'Credit Memo: Get Many by customer or ERP gives all credit memos or an error.',
		copes: 'in part',
	},
	{
		answer: 'feeFilters',
		question: 'How are fees filtered by payment?',
		sheet: '11.4',
		assumed: 'resourceId',
		isAssumed: (value) =>
			value === null || (value as Record<string, Answer>).resourceId === 'filters',
		affected: 'Fee: Get Many of a payment shows fees of other payments or an error.',
		copes: 'in part',
	},
	{
		answer: 'unknownId',
		question: 'What does an unknown id get?',
		sheet: '6.2',
		assumed: '401',
		isAssumed: onlyFor(401),
		affected:
			'Error texts: 401 is retried once with a new token; 404 says at once what is missing.',
		copes: 'yes',
	},
	{
		answer: 'missingCustomerHeader',
		question: 'What does a call without X-CUSTOMER-ID get?',
		sheet: '14 q',
		assumed: '401',
		isAssumed: is(401),
		affected: 'Error texts: those of 401 and of 403 both name the scope and the customer id.',
		copes: 'yes',
	},
	{
		answer: 'unknownRoute',
		question: 'What does an unknown route get?',
		sheet: '3',
		assumed: '404',
		isAssumed: is(404),
		affected: 'Error texts of operations that Paystand may not offer.',
		copes: 'yes',
	},
	{
		answer: 'wrongMethod',
		question: 'What does a wrong method get?',
		sheet: '3',
		assumed: '404',
		isAssumed: is(404),
		affected: 'Error texts: 404, 405 and 501 are all read as not offered.',
		copes: 'yes',
	},
	{
		answer: 'eventRead',
		question: 'What does GET /events/:id answer for an unknown event?',
		sheet: '11.11',
		assumed: 'refused',
		isAssumed: starts('refused'),
		affected: 'Trigger: an event that can be read is checked against its resource.',
		copes: 'in part',
	},
	{
		answer: 'verify',
		question: 'What does /verify answer for an unknown event?',
		sheet: '11.11',
		assumed: 'refused',
		isAssumed: is('refused'),
		affected:
			'Trigger: a reply that shows nothing of the event is no confirmation; the event or its record is read as well.',
		copes: 'yes',
	},
	{
		answer: 'settingsAt',
		question: 'Where do the merchant’s event settings stand?',
		sheet: '11.12',
		assumed: 'account.settings, or settings',
		isAssumed: (value) => Array.isArray(value) && value.length > 0,
		affected: 'Trigger: the webhook cannot be registered by API; activation names the other way.',
		copes: 'yes',
	},
	{
		answer: 'openRoutes',
		question: 'Which doubtful and older routes are open?',
		sheet: '8, 13',
		assumed: 'open, or refused with 401, 403, 404 or 405',
		isAssumed: any,
		affected: 'Operations on routes that are closed say so, and what to use instead.',
		copes: 'yes',
	},
	{
		answer: 'guessedRoutes',
		question: 'Do routes exist that no source names?',
		sheet: '11.8, 13.2',
		assumed: 'no',
		isAssumed: (value) =>
			Object.values((value ?? {}) as object).every((status) => status === null || status >= 400),
		affected: 'Nothing: the node does not use them.',
		copes: 'yes',
	},
	{
		answer: 'amountsAs',
		question: 'Do amounts come as text or as numbers?',
		sheet: '11.15',
		assumed: 'string (number for credit memos)',
		isAssumed: is('string'),
		affected: 'Amounts: both are read exactly, into whole cents.',
		copes: 'yes',
	},
	{
		answer: 'secondCustomerKey',
		question: 'What does a second customer with the same key do?',
		sheet: '11.9',
		assumed: 'refused',
		isAssumed: is('refused'),
		affected:
			'Customer: Create or Update looks the key up first. Create makes a second customer where that is allowed.',
		copes: 'in part',
	},
	{
		answer: 'secondInvoiceKey',
		question: 'What does a second receivable with the same key do?',
		sheet: '11.9',
		assumed: 'refused',
		isAssumed: is('refused'),
		affected:
			'Receivable: Create or Update looks the key up first. Create makes a second receivable where that is allowed.',
		copes: 'in part',
	},
	{
		answer: 'secondCreditMemoKey',
		question: 'What does a second credit memo with the same key do?',
		sheet: '13.13',
		assumed: 'duplicated',
		isAssumed: any,
		affected: 'Credit memos are never sent again after a lost reply.',
		copes: 'yes',
	},
	{
		answer: 'cancelReceivableTwice',
		question: 'Is a receivable cancelled twice?',
		sheet: '11.14',
		assumed: 'same',
		isAssumed: is('same'),
		affected: 'Receivable: Cancel shows Paystand’s refusal the second time.',
		copes: 'yes',
	},
	{
		answer: 'cancelCreditMemoTwice',
		question: 'Is a credit memo cancelled twice?',
		sheet: '11.14',
		assumed: 'same',
		isAssumed: is('same'),
		affected: 'Credit Memo: Cancel shows Paystand’s refusal the second time.',
		copes: 'yes',
	},
	{
		answer: 'removedAttachment',
		question: 'What does removing a removed file get?',
		sheet: '14 a',
		assumed: '404',
		isAssumed: is(404),
		affected: 'Attachment: Delete takes 404 as already gone; anything else is an error.',
		copes: 'in part',
	},
	{
		answer: 'partialUpdate',
		question: 'Does an update of a receivable take a part of it?',
		sheet: '6.3',
		assumed: 'refused 400',
		isAssumed: starts('refused'),
		affected: 'Nothing: the node always sends the whole receivable.',
		copes: 'yes',
	},
	{
		answer: 'customerAddress',
		question: 'Does a customer keep an address?',
		sheet: '11.1',
		assumed: 'unknown',
		isAssumed: any,
		affected: 'Extra Fields of a customer are sent as they are.',
		copes: 'yes',
	},
	{
		answer: 'customerDelete',
		question: 'Can a customer be deleted?',
		sheet: '12.1',
		assumed: 'unknown',
		isAssumed: any,
		affected: 'Customer: Delete says so where the account has no such route.',
		copes: 'yes',
	},
	{
		answer: 'wrongDeposits',
		question: 'What do wrong micro-deposits get?',
		sheet: '6.8',
		assumed: '402',
		isAssumed: is(402),
		affected: 'Bank Account: the text of the error.',
		copes: 'yes',
	},
	{
		answer: 'secondVerification',
		question: 'What does verifying a verified bank account get?',
		sheet: '14 j',
		assumed: '402, or 200',
		isAssumed: is(402, 200),
		affected: 'Bank Account: the text of the error.',
		copes: 'yes',
	},
	{
		answer: 'chargeStatus',
		question: 'In which state does a charge answer?',
		sheet: '14 r',
		assumed: 'processing or posted',
		isAssumed: is('created', 'processing', 'posted', 'paid'),
		affected: 'Payment: Charge takes created, processing, posted and paid as accepted.',
		copes: 'in part',
	},
	{
		answer: 'metaComesBack',
		question: 'Does a payment show its meta?',
		sheet: '6.7',
		assumed: 'yes',
		isAssumed: is(true),
		affected:
			'Payment: a charge whose reply was lost cannot be looked up; its outcome stays unknown.',
		copes: 'in part',
	},
	{
		answer: 'refund',
		question: 'Is the older refund route open?',
		sheet: '13.1',
		assumed: 'accepted, or refused as too early',
		isAssumed: any,
		affected: 'Refund: Create says what a refusal means.',
		copes: 'yes',
	},
	{
		answer: 'tooManyRequests',
		question: 'What does a 429 look like?',
		sheet: '11.6',
		assumed: 'Paystand’s error, Retry-After in seconds or as a date',
		isAssumed: any,
		affected: 'Rate limiter: any 429 makes it wait.',
		copes: 'yes',
	},
];

const KNOWN = /^((x-)?ratelimit-(limit|remaining|reset)|retry-after)$/;

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
