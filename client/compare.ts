import { sameAmount } from './money';

/**
 * Whether a claim says anything else than what is confirmed. Only what both have is compared: a
 * record read over REST may have fewer or more fields than the same one in an event, and amounts
 * come as strings or numbers (docs/paystand-api.md#amounts).
 *
 * @param claimed parsed JSON as it arrived
 * @param confirmed parsed JSON from Paystand
 */
export function contradicts(claimed: unknown, confirmed: unknown): boolean {
	if (!isObject(claimed) || !isObject(confirmed)) {
		return String(claimed) !== String(confirmed) && !sameAmount(claimed, confirmed);
	}
	if (Array.isArray(claimed) !== Array.isArray(confirmed)) return true;
	return Object.entries(claimed).some(
		([key, value]) =>
			!CHANGING.includes(key) &&
			Object.hasOwn(confirmed, key) &&
			contradicts(value, confirmed[key as keyof typeof confirmed]),
	);
}

/** How often an event was sent changes between two looks at it. */
const CHANGING = ['attempts', 'lastAttemptSent', 'sent'];

/** Whether `a` is a later time than `b`; unreadable times are never later. */
export function isNewer(a: unknown, b: unknown): boolean {
	return Date.parse(String(a)) > Date.parse(String(b));
}

function isObject(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}
