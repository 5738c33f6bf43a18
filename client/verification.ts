import type { IDataObject } from 'n8n-workflow';

import { contradicts } from './compare';
import { asObject } from './refusal';

/**
 * The fields that Paystand's own plugin sends to be verified; with further ones it fails
 * (docs/paystand-api.md#ways-to-verify).
 */
export const VERIFIED_FIELDS = [
	...['id', 'object', 'resource', 'diff'],
	...['urls', 'created', 'lastUpdated', 'status'],
];
/** The verify route takes no more (docs/paystand-api.md#ways-to-verify). */
export const MAX_VERIFY_BYTES = 100 * 1024;

/**
 * What a 2xx reply of the verify route says: `confirmed` it shows this very event; `weak` it does not
 * say no, but shows nothing of the event; `denied` it says no; `unclear` it says nothing at all.
 */
export type Verdict = 'confirmed' | 'weak' | 'denied' | 'unclear';

/** Names under which a reply may say yes or no. */
const FLAG =
	/^(is)?(verified|valid|validated|success(ful)?|authentic|genuine|confirmed|ok|match(es|ed)?|exists|found|known|accepted|legit(imate)?|trusted|result|verification|verdict|outcome)$/i;
/** Names of what is bad when it is so. */
const BAD_FLAG =
	/^(is)?(invalid|unverified|forged|fake|tampered|rejected|denied|unknown|mismatch(ed)?|not(found|valid|verified))$/i;
const CODE = /^(status|statusCode|httpStatus|code)$/i;
const POSITIVE = /^(true|yes|1|ok|valid|verified|confirmed|success(ful)?|authentic|genuine)$/i;
const NEGATIVE =
	/^(false|no|0|in.?valid|un.?verified|not.?(verified|valid|found|confirmed)|un.?known|un.?confirmed|un.?success(ful)?|fail(ed|ure)?|rejected|denied|error|refused|forbidden|un.?authori[sz]ed|forged|fake|mismatch)$/i;
/** What a reply holds of the event itself says nothing about the event. */
const OF_EVENT = ['resource', 'diff', 'urls', 'meta'];
/** Where a reply may wrap the event. */
const WRAPPERS = ['event', 'data', 'result'];

/** The size of an event as it is sent to be verified, in bytes of UTF-8. */
export function verifiedBytes(body: IDataObject): number {
	return Buffer.byteLength(JSON.stringify(body));
}

/**
 * Judges a 2xx reply of `POST /events/:id/verify` (docs/paystand-api.md#whether-an-event-is-real).
 * Nothing is known of its form, so status 200 alone is no confirmation.
 *
 * @param reply the body as it came
 * @param claimed the event that was to be verified
 */
export function verdictOf(reply: unknown, claimed: IDataObject): Verdict {
	if (!isPlainObject(reply)) return 'unclear';
	const parts = partsOf(reply);
	if (parts.some(isNegative)) return 'denied';
	const shown = parts.map((part) => shows(part, claimed));
	// What it shows of another event is no word on this one.
	if (shown.includes('another')) return 'weak';
	const event = eventIn(reply, claimed.id);
	if (event) return isAnother(claimed, event) ? 'denied' : 'confirmed';
	// An id alone may be nothing but the one in the address that was asked.
	const isYes = shown.includes('record') || (shown.includes('id') && parts.some(isPositive));
	return isYes ? 'confirmed' : 'weak';
}

/**
 * Judges a 2xx reply of `GET /events/:id`, which backs a weak word of the verify route. Never `weak`:
 * a maintenance page, or what is true but not about this event, is `unclear`.
 */
export function verdictOfEvent(reply: unknown, claimed: IDataObject): Verdict {
	if (hasError(asObject(reply).error)) return 'denied';
	const event = eventIn(reply, claimed.id);
	if (!event) return 'unclear';
	return isAnother(claimed, event) ? 'denied' : 'confirmed';
}

/**
 * The event that a reply shows, wherever in it.
 *
 * @param id of the event
 * @returns `undefined` when there is none with this id that names its record
 */
export function eventIn(reply: unknown, id: unknown): IDataObject | undefined {
	const whole = asObject(reply);
	return [whole, ...WRAPPERS.map((name) => asObject(whole[name]))].find(
		(part) => part.id === id && isPlainObject(part.resource),
	);
}

/**
 * Whether the record or its change is another one than was claimed. Of the envelope only the id
 * counts: the rest may differ with each attempt to deliver it
 * (docs/paystand-api.md#what-may-differ-per-attempt).
 */
function isAnother(claimed: IDataObject, { resource, diff }: IDataObject): boolean {
	const known: IDataObject = { resource, ...(diff !== undefined && { diff }) };
	return contradicts({ resource: claimed.resource, diff: claimed.diff }, known);
}

/** The reply and what it wraps, two deep; of records, which have a say of their own, nothing. */
function partsOf(reply: IDataObject, depth = 2): IDataObject[] {
	if (reply.object !== undefined && reply.object !== 'event') return [];
	const inner = Object.entries(reply).flatMap(([name, value]) =>
		depth > 0 && !OF_EVENT.includes(name) && isPlainObject(value) ? partsOf(value, depth - 1) : [],
	);
	return [reply, ...inner];
}

function isNegative(part: IDataObject): boolean {
	if (hasError(part.error) || hasError(part.errors)) return true;
	return Object.entries(part).some(([name, value]) => {
		const text = String(value ?? '');
		if (BAD_FLAG.test(name)) return POSITIVE.test(text);
		if (FLAG.test(name)) return NEGATIVE.test(text);
		return CODE.test(name) && (Number(text) >= 400 || NEGATIVE.test(text));
	});
}

function isPositive(part: IDataObject): boolean {
	return Object.entries(part).some(
		([name, value]) => (FLAG.test(name) || CODE.test(name)) && POSITIVE.test(String(value ?? '')),
	);
}

function hasError(error: unknown): boolean {
	if (Array.isArray(error)) return error.length > 0;
	return error !== undefined && error !== null && error !== false && error !== '';
}

/** What a part of a reply is about, by the ids that it shows. */
function shows(part: IDataObject, claimed: IDataObject): 'another' | 'id' | 'nothing' | 'record' {
	const ids = [part.id, part.eventId].filter((id) => id !== undefined && id !== null);
	const record = asObject(part.resource).id ?? part.resourceId ?? part.sourceId;
	if (!ids.every((id) => id === claimed.id)) return 'another';
	if (record !== undefined) {
		return record === asObject(claimed.resource).id ? 'record' : 'another';
	}
	return ids.length > 0 ? 'id' : 'nothing';
}

function isPlainObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
