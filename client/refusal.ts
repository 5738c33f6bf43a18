import type { IDataObject } from 'n8n-workflow';

/**
 * What Paystand's error envelope says (docs/paystand-api.md#the-error-envelope), every part of it
 * optional.
 */
export interface Refusal {
	/** HTTP status; 0 when no reply arrived. */
	status: number;
	code?: string;
	detailCode?: string;
	/** The offending field under Paystand's stored name, e.g. `extId` for `erpId`. */
	parameter?: string;
	value?: string;
	/** The most useful human text Paystand gave. */
	explanation?: string;
	/** Paystand's reference of this refusal, for its support. */
	ref?: string;
	/** How many times the request was sent, when more than once. */
	attempts?: number;
	/** What the operation that sent the request knows to do about it. */
	hint?: string;
	/** True when the request may have taken effect although no good reply arrived. */
	outcomeUnknown?: boolean;
	/** A good status, but a reply that does not show what was done. */
	isUnreadable?: boolean;
}

const REMOTE_TEXT_LENGTH = 500;
/** As much of a page that is no JSON as is looked at: its markup takes time with its length squared. */
const PAGE_LENGTH = 5000;

/**
 * Remote text made safe to show: control characters out, cut at 500 characters.
 *
 * @returns the text, or `undefined` when there is none
 */
export function remoteText(value: unknown): string | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value)
		// Control characters could forge lines in a log or hide text in the editor.
		.replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
		.trim();
	if (text === '') return undefined;
	return text.length > REMOTE_TEXT_LENGTH ? `${text.slice(0, REMOTE_TEXT_LENGTH)}…` : text;
}

/**
 * Reads a refused reply. Accepts `error` as Paystand's object or as an OAuth string with
 * `error_description` (docs/paystand-api.md#missing-scope).
 *
 * @param status HTTP status of the reply
 * @param body the parsed body, whatever it is
 */
export function readRefusal(status: number, body: unknown): Refusal {
	const envelope = asObject(asObject(body).error);
	const details = asObject(envelope.details);
	const oauth = asObject(body);
	return {
		status,
		code: remoteText(details.code) ?? remoteText(oauth.error) ?? remoteText(envelope.name),
		detailCode: remoteText(details.detailCode),
		parameter: remoteText(details.parameter),
		value: remoteText(details.value),
		explanation:
			remoteText(details.explanation) ??
			remoteText(details.description) ??
			remoteText(oauth.error_description) ??
			remoteText(envelope.description) ??
			(typeof body === 'string' ? remoteText(withoutMarkup(body)) : undefined),
		ref: remoteText(envelope.ref),
	};
}

/**
 * Whether a refused create says that the key is taken. Paystand's status for it is unknown, so any
 * 400, 409 or 422 that points at the field, or says so in words, counts
 * (docs/paystand-api.md#duplicate-keys), unless it says that something else is wrong with the key.
 * Who acts on it looks the record up.
 *
 * @param storedName the key under its stored name, `extCustomerId` or `extId`
 */
export function isDuplicateKey(refusal: Refusal, storedName: string): boolean {
	if (![400, 409, 422].includes(refusal.status)) return false;
	const words = [refusal.code, refusal.detailCode, refusal.explanation].join(' ');
	if (/missing|required/i.test(words)) return false;
	if (TAKEN.test(words)) return true;
	const { parameter } = refusal;
	const isTheKey = parameter === storedName || parameter === (SENT_AS[storedName] ?? storedName);
	return isTheKey && (refusal.status === 409 || !MALFORMED.test(words));
}

const TAKEN =
	/duplicate|already\s*(exist|taken|used|in\s*use|registered)|(must|has to)\s*be\s*unique|not\s*unique|is\s*taken|in\s*use/i;
/** What else may be wrong with a key. */
const MALFORMED =
	/invalid|malformed|format|length|too\s*(long|short)|characters?|empty|blank|must\s*be\s*(a|an|at)\b|type|pattern|not\s*found|unknown|not\s*exist/i;
/** A stored name that a write takes under another one. */
const SENT_AS: Record<string, string> = { extId: 'erpId' };

function withoutMarkup(page: string): string {
	return page
		.slice(0, PAGE_LENGTH)
		.replace(/<[^<>]*>/g, ' ')
		.replace(/\s+/g, ' ');
}

/** The value when it is a plain object, else an empty one. */
export function asObject(value: unknown): IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as IDataObject)
		: {};
}
