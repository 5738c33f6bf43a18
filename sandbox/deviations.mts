import type { FaultSettings } from './fault-settings.mts';

type Body = Record<string, any>;

/** One way in which a real Paystand may differ from the API document. */
export interface Deviation {
	/** For people: what is different. */
	what: string;
	/** operationIds that it concerns; left out: every route. */
	operations?: string[];
	/** Settings that hold while such a request is worked on. */
	faults?: Partial<FaultSettings>;
	/** Query keys that are ignored. */
	ignores?: RegExp;
	/** Refused with this status before any work. */
	refuses?: number;
	/** Only replies with this status are changed; left out: successes. */
	on?: number;
	/** Only requests without this header. */
	without?: string;
	/** Instead of the reply's status. */
	status?: number;
	/** Changes the JSON of a reply. */
	reply?: (body: Body) => unknown;
	/** Also the answers to routes that do not exist under this method. */
	wrongMethod?: boolean;
	/** New names of headers, null for none. */
	headers?: (name: string) => string | null;
}

const lists = (change: (row: Body) => void) => (body: Body) => {
	for (const row of body.results ?? [body]) change(row);
	return body;
};
const usDay = (day: string) => day.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$2-$3-$1');
const RECORDS = ['createReceivable', 'readReceivable', 'updateReceivable', 'listReceivables'];

/** Each on its own, by name; what the probe of `npm run conform` must find, and nothing else. */
export const DEVIATIONS = {
	pageCap: { what: 'a page holds 25 rows at most', faults: { pageCap: 25 } },
	countOfPage: {
		what: 'count is the number of rows of the page',
		reply: (body) => (Array.isArray(body.results) ? { ...body, count: body.results.length } : body),
	},
	limitHeadersAbsent: {
		what: 'no rate limit headers',
		headers: (name) => (name.startsWith('ratelimit-') ? null : name),
	},
	limitHeadersRenamed: {
		what: 'rate limit headers with other names',
		headers: (name) => name.replace(/^ratelimit-/, 'x-paystand-ratelimit-'),
	},
	customerDuplicated: {
		what: 'a second customer with the same key is made',
		operations: ['createPayerCustomer'],
		faults: { onDuplicate: 'duplicate' },
	},
	customerMerged: {
		what: 'a second customer with the same key is the first',
		operations: ['createPayerCustomer'],
		faults: { onDuplicate: 'merge' },
	},
	receivableDuplicated: {
		what: 'a second receivable with the same key is made',
		operations: ['createReceivable'],
		faults: { onDuplicate: 'duplicate' },
	},
	receivableMerged: {
		what: 'a second receivable with the same key is the first',
		operations: ['createReceivable'],
		faults: { onDuplicate: 'merge' },
	},
	usDates: {
		what: 'receivables show their due day as MM-DD-YYYY',
		operations: RECORDS,
		reply: lists((row) => (row.dateDue = usDay(row.dateDue))),
	},
	created201: {
		what: 'creating a customer is answered with 201',
		operations: ['createPayerCustomer'],
		status: 201,
	},
	newField: {
		what: 'customers show a field that is not documented',
		operations: ['getPayerCustomer'],
		reply: (body) => ({ ...body, creditHold: 'never' }),
	},
	missingField: {
		what: 'receivables do not show what is paid',
		operations: ['readReceivable'],
		reply: ({ amountPaid: _paid, ...body }) => body,
	},
	numberForAmount: {
		what: 'amounts of receivables are numbers',
		operations: ['readReceivable'],
		reply: (body) => ({ ...body, amount: Number(body.amount) }),
	},
	otherEnumValue: {
		what: 'a receivable has a state that is not documented',
		operations: ['readReceivable'],
		reply: (body) => ({ ...body, status: 'partiallyPaid' }),
	},
	routeRefused: {
		what: 'refunds are not open to this account',
		operations: ['listRefunds'],
		refuses: 403,
	},
	doubtfulRouteRefused: {
		what: 'fees are not open to this account',
		operations: ['listFees'],
		refuses: 401,
	},
	olderRouteRefused: {
		what: 'payers are not open to this account',
		operations: ['getPayer'],
		refuses: 403,
	},
	verifyEmpty: { what: '/verify answers nothing', faults: { verifyReply: 'empty' } },
	verifyHtml: { what: '/verify answers a page', faults: { verifyReply: 'html' } },
	verifyAccepts: { what: '/verify accepts any event', faults: { verifyReply: 'bare' } },
	orderIgnored: {
		what: 'receivables do not obey the order',
		operations: ['listReceivables'],
		ignores: /^(f\.)?order$/,
	},
	filterIgnored: {
		what: 'receivables do not obey the days',
		operations: ['listReceivables'],
		ignores: /^f\.date/,
	},
	offsetIgnored: {
		what: 'customers do not obey the offset',
		operations: ['listPayerCustomers'],
		ignores: /^(f\.)?offset$/,
	},
	bareArray: {
		what: 'a list without its envelope',
		operations: ['listReceivablesUnfiltered'],
		reply: (body) => body.results,
	},
	readMissing: {
		what: 'receivables have no /read',
		operations: ['readReceivable'],
		refuses: 404,
	},
	tokenLife: {
		what: 'a token lives for an hour',
		operations: ['createToken'],
		reply: (body) => ({ ...body, expires_in: 3600 }),
	},
	missingHeader403: {
		what: 'a call without X-CUSTOMER-ID is answered with 403',
		without: 'x-customer-id',
		operations: ['listPayerCustomers'],
		on: 401,
		status: 403,
	},
	unknownId404: {
		what: 'an unknown customer is answered with 404',
		operations: ['getPayerCustomer'],
		on: 401,
		status: 404,
	},
	wrongMethod405: { what: 'a wrong method is answered with 405', wrongMethod: true, status: 405 },
	timezoneName: {
		what: 'the time zone has another name',
		operations: ['getMerchantTimezone'],
		reply: ({ timezone, ...body }) => ({ ...body, timeZone: timezone }),
	},
} satisfies Record<string, Deviation>;

export type DeviationName = keyof typeof DEVIATIONS;
