import { PaystandRefusal } from './errors.mts';
import type { FaultSettings } from './fault-settings.mts';

export interface Limits {
	/**
	 * Counts a request of an API key and gives the headers its answer carries.
	 * @throws PaystandRefusal 429 beyond the limit, with the same headers and `Retry-After`
	 */
	count(key: string, settings: Readonly<FaultSettings>): Record<string, string>;
}

/**
 * The rate limit of one API key, in windows of real time that begin with their first request: a
 * caller waits in real time, however fast the virtual clock runs. Header names are assumed
 * (docs/paystand-api.md#rate-limit-headers), so they can be switched.
 * @param now milliseconds, e.g. `Date.now`
 */
export function createLimits(
	rule: { requests: number; perSeconds: number },
	now: () => number = Date.now,
): Limits {
	const windows = new Map<string, { ends: number; used: number }>();
	return {
		count(key, settings) {
			const time = now();
			const allowed = settings.rateLimit ?? rule.requests;
			let window = windows.get(key);
			if (!window || window.ends <= time) {
				window = { ends: time + rule.perSeconds * 1000, used: 0 };
				windows.set(key, window);
			}
			window.used++;
			const seconds = Math.ceil((window.ends - time) / 1000);
			const headers = limitHeaders(settings.rateLimitHeaders, {
				Limit: allowed,
				Remaining: Math.max(0, allowed - window.used),
				Reset: resetOf(settings.rateLimitReset, seconds, time),
			});
			if (window.used <= allowed) return headers;
			throw new PaystandRefusal(
				429,
				{ code: 'tooManyRequests', explanation: `More than ${allowed} requests in a minute.` },
				{ ...headers, ...retryAfter(settings.retryAfter, seconds, time) },
			);
		},
	};
}

function limitHeaders(
	prefix: FaultSettings['rateLimitHeaders'],
	values: Record<string, number>,
): Record<string, string> {
	if (prefix === 'none') return {};
	return Object.fromEntries(
		Object.entries(values).map(([name, value]) => [`${prefix}-${name}`, String(value)]),
	);
}

function resetOf(form: FaultSettings['rateLimitReset'], seconds: number, time: number): number {
	switch (form) {
		case 'epoch':
			return Math.ceil(time / 1000) + seconds;
		case 'epochMs':
			return time + seconds * 1000;
		case 'sixtyThousand':
			return 60_000;
		default:
			return seconds;
	}
}

/** The header that tells when to come back, in the form the settings ask for; real time. */
export function retryAfter(
	form: FaultSettings['retryAfter'],
	seconds: number,
	time: number,
): Record<string, string> {
	if (form === 'none') return {};
	if (form === 'seconds') return { 'Retry-After': String(seconds) };
	const wholeSecond = Math.ceil(time / 1000 + seconds) * 1000;
	return { 'Retry-After': new Date(wholeSecond).toUTCString() };
}
