import type { IDataObject } from 'n8n-workflow';

import { contradicts } from './compare';
import { asObject } from './refusal';

/** The fields that Paystand's own plugin sends to be verified; with further ones it fails (7.6). */
export const VERIFIED_FIELDS = [
	...['id', 'object', 'resource', 'diff'],
	...['urls', 'created', 'lastUpdated', 'status'],
];
/** The verify route takes no more (fact sheet 7.6). */
export const MAX_VERIFY_BYTES = 100 * 1024;

/**
 * What a 2xx reply of the verify route says: `confirmed` it shows this very event; `weak` it does not
 * say no, but shows nothing of the event; `denied` it says no; `unclear` it says nothing at all.
 */
export type Verdict = 'confirmed' | 'weak' | 'denied' | 'unclear';

const FLAGS = [
	...['verified', 'valid', 'success', 'isVerified', 'isValid'],
	...['authentic', 'genuine', 'confirmed', 'ok'],
];
const NEGATIVE = /^(false|no|0)$/i;
const NEGATIVE_STATUS =
	/^(in.?valid|un.?verified|not.?(verified|valid|found|confirmed)|un.?known|un.?confirmed|fail(ed|ure)?|rejected|denied|error|refused|forbidden|un.?authori[sz]ed|forged|fake|mismatch)$/i;
/** Where a reply may wrap what it is about. */
const WRAPPERS = ['event', 'data', 'result'];

/** The size of an event as it is sent to be verified, in bytes of UTF-8. */
export function verifiedBytes(body: IDataObject): number {
	return Buffer.byteLength(JSON.stringify(body));
}

/**
 * Judges a 2xx reply of `POST /events/:id/verify` (fact sheet 12.23). Nothing is known of its form, so
 * status 200 alone is no confirmation.
 *
 * @param reply the body as it came
 * @param claimed the event that was to be verified
 */
export function verdictOf(reply: unknown, claimed: IDataObject): Verdict {
	if (!isPlainObject(reply)) return 'unclear';
	const parts = [reply, ...WRAPPERS.map((name) => reply[name]).filter(isPlainObject)];
	if (parts.some((part) => isNegative(part, claimed))) return 'denied';
	const shown = parts.map((part) => shows(part, claimed));
	// What it shows of another event is no word on this one.
	if (shown.includes('another') || !shown.includes('this')) return 'weak';
	const event = eventIn(reply, claimed.id);
	return event && isAnother(claimed, event) ? 'denied' : 'confirmed';
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
 * counts: the rest may differ with each attempt to deliver it (fact sheet 13.13).
 */
function isAnother(claimed: IDataObject, { resource, diff }: IDataObject): boolean {
	const known: IDataObject = { resource, ...(diff !== undefined && { diff }) };
	return contradicts({ resource: claimed.resource, diff: claimed.diff }, known);
}

function isNegative(part: IDataObject, claimed: IDataObject): boolean {
	if (hasError(part.error) || hasError(part.errors)) return true;
	if (FLAGS.some((name) => NEGATIVE.test(String(part[name] ?? '')))) return true;
	// Of a record it is the record's own, e.g. of a payment that failed.
	const isRecord =
		part.object !== undefined && part.object !== 'event' && isOfRecord(part, claimed);
	if (isRecord) return false;
	const { status } = part;
	return Number(status) >= 400 || NEGATIVE_STATUS.test(String(status ?? ''));
}

function hasError(error: unknown): boolean {
	if (Array.isArray(error)) return error.length > 0;
	return error !== undefined && error !== null && error !== false && error !== '';
}

/** What a part of a reply is about, by the ids that it shows. */
function shows(part: IDataObject, claimed: IDataObject): 'another' | 'nothing' | 'this' {
	const ids = [part.id, part.eventId].filter((id) => id !== undefined && id !== null);
	const resource = asObject(part.resource).id ?? part.resourceId ?? part.sourceId;
	const isSame = ids.every((id) => id === claimed.id);
	const isSameResource = resource === undefined || resource === asObject(claimed.resource).id;
	if (!isSame || !isSameResource) return 'another';
	return ids.length > 0 || resource !== undefined ? 'this' : 'nothing';
}

function isOfRecord({ id, object }: IDataObject, { resource }: IDataObject): boolean {
	const record = asObject(resource);
	return id !== undefined && object === record.object && id === record.id;
}

function isPlainObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
