/** What goes wrong, and how often. Rates are shares of the requests, 0 to 1. */
export interface FaultSettings {
	/** Sequence of chances: the same seed and requests give the same faults. */
	seed: number;
	/** Real milliseconds before a request is worked on, and up to how many more. */
	latencyMs: number;
	latencyJitterMs: number;
	/** 429 although the limit is not reached. */
	tooMany: number;
	/** 500 or 503, by turns of chance, before the work. */
	serverError: number;
	/** 500 or 503 although the work is done. */
	serverErrorAfter: number;
	/** The connection breaks before the work. */
	broken: number;
	/** The work is done and the connection breaks. */
	brokenAfter: number;
	/** The work is done and no reply ever comes. */
	timeout: number;
	/** No work is done and no reply ever comes. */
	timeoutBefore: number;
	/** Pattern on `METHOD /v3/path`; only these requests fail. Empty: all of `/v3`. */
	paths: string;
	/** Share of deliveries that are sent twice. */
	duplicates: number;
	/** Deliveries that wait together go out in any order. */
	shuffle: boolean;
	/** Amounts in replies and events are JSON numbers. */
	amountsAsNumbers: boolean;
	/** What a create with a known `extCustomerId` or `erpId` does: the sources disagree. */
	onDuplicate: 'reject' | 'merge' | 'duplicate';
	/** The limits of Paystand's own sandbox, on by default: card 5,000, ACH 2,000, bank network 1,200. */
	limits: boolean;
	/** Requests a minute; null: as in the API document. */
	rateLimit: number | null;
	rateLimitHeaders: 'RateLimit' | 'X-RateLimit' | 'none';
	/** How a 429 says when to come back. */
	retryAfter: 'seconds' | 'date' | 'none';
	/** What the reset header counts: seconds from now, an epoch, or always `60000`. */
	rateLimitReset: 'seconds' | 'epoch' | 'epochMs' | 'sixtyThousand';
	/** The most rows that a page of a list holds, whatever is asked for; 0: as many as asked for. */
	pageCap: number;
	/** Real milliseconds for which lists do not show a new record. */
	listLagMs: number;
	/** Up to so many real milliseconds the API does not show a new charge, nor its events. */
	chargeLateMs: number;
	/** A charge that is declined is refused, or answered with a payment whose status is failed. */
	declineAs: 'refuse' | 'failedPayment';
	/** What the verify route answers with 200, whatever was asked; `event`: it looks at the event. */
	verifyReply:
		| 'event'
		| 'html'
		| 'empty'
		| 'list'
		| 'verifiedFalse'
		| 'validFalse'
		| 'successFalse'
		| 'statusInvalid'
		| 'otherEvent'
		| 'bare';
	/**
	 * A short hex text, as the sample shows it, or a long JWT (docs/paystand-api.md#access-tokens).
	 */
	tokenForm: 'hex' | 'jwt';
	/** Each attempt to deliver an event bears another `lastUpdated` on the envelope. */
	bumpLastUpdated: boolean;
}

/** Everything as it is without faults. */
export const NONE: Omit<FaultSettings, 'seed'> = {
	latencyMs: 0,
	latencyJitterMs: 0,
	tooMany: 0,
	serverError: 0,
	broken: 0,
	brokenAfter: 0,
	timeout: 0,
	serverErrorAfter: 0,
	timeoutBefore: 0,
	paths: '',
	duplicates: 0,
	shuffle: false,
	amountsAsNumbers: false,
	onDuplicate: 'reject',
	limits: true,
	rateLimit: null,
	rateLimitHeaders: 'RateLimit',
	retryAfter: 'seconds',
	rateLimitReset: 'seconds',
	pageCap: 0,
	listLagMs: 0,
	chargeLateMs: 0,
	declineAs: 'refuse',
	verifyReply: 'event',
	tokenForm: 'hex',
	bumpLastUpdated: false,
};

const CHOICES = {
	onDuplicate: ['reject', 'merge', 'duplicate'],
	rateLimitHeaders: ['RateLimit', 'X-RateLimit', 'none'],
	retryAfter: ['seconds', 'date', 'none'],
	rateLimitReset: ['seconds', 'epoch', 'epochMs', 'sixtyThousand'],
	declineAs: ['refuse', 'failedPayment'],
	tokenForm: ['hex', 'jwt'],
	verifyReply: [
		...['event', 'html', 'empty', 'list', 'verifiedFalse', 'validFalse', 'successFalse'],
		...['statusInvalid', 'otherEvent', 'bare'],
	],
};
const DURATIONS = ['listLagMs', 'chargeLateMs'] as const;

/** New ones go to the end: a seed then still gives the faults that it gave before. */
export const RATES = [
	...(['tooMany', 'serverError', 'broken', 'brokenAfter', 'timeout'] as const),
	...(['serverErrorAfter', 'timeoutBefore'] as const),
];
export type Fault = (typeof RATES)[number];

/** @throws RangeError for a setting that does not exist or an impossible value */
export function checkSettings(settings: FaultSettings): void {
	for (const [name, value] of Object.entries(settings)) {
		const known = name === 'seed' ? 0 : (NONE as Record<string, unknown>)[name];
		if (known === undefined) throw new RangeError(`there is no fault ${name}`);
		if (typeof value !== typeof known && name !== 'rateLimit')
			throw new RangeError(`${name} must be a ${typeof known}`);
	}
	const sum = RATES.reduce((total, kind) => total + settings[kind], 0);
	if (RATES.some((kind) => settings[kind] < 0) || sum > 1 || !(settings.duplicates >= 0))
		throw new RangeError('rates lie between 0 and 1, and so does their sum');
	if (settings.rateLimit !== null && !(settings.rateLimit > 0))
		throw new RangeError('rateLimit must be a number above 0, or null');
	if (DURATIONS.some((name) => !(settings[name] >= 0)))
		throw new RangeError(`${DURATIONS.join(' and ')} are milliseconds, not negative`);
	if (!Number.isInteger(settings.pageCap) || settings.pageCap < 0)
		throw new RangeError('pageCap is a whole number, 0 for none');
	for (const [name, allowed] of Object.entries(CHOICES))
		if (!allowed.includes(settings[name as keyof typeof CHOICES]))
			throw new RangeError(`${name} is one of ${allowed.join(', ')}`);
}
