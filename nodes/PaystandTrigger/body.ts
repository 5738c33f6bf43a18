import { createHash, timingSafeEqual } from 'node:crypto';
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { isRecord } from './events';

/** An answer that starts nothing. Never 404: Paystand would give the event up (fact sheet 7.2). */
export class Refused {
	constructor(
		readonly status: 400 | 401 | 403 | 413 | 503,
		readonly message: string,
	) {}
}

/** Real events nest about five deep; more than this is made to exhaust a stack. */
const DEEPEST = 32;
const ID = /^[\w-]{1,100}$/;

/**
 * Reads an event out of a request: guards that a person added first, then size, JSON and shape, so
 * that nothing is read, parsed or asked for in vain.
 *
 * @param limitBytes the largest body accepted
 */
export async function readEvent(
	context: IWebhookFunctions,
	limitBytes: number,
): Promise<IDataObject | Refused> {
	const request = context.getRequestObject();
	const tooLarge = new Refused(413, 'The body is too large');
	if (Number(request.headers['content-length'] ?? 0) > limitBytes) return tooLarge;
	try {
		if (!request.rawBody) await request.readRawBody();
	} catch (error) {
		return (error as { status?: number }).status === 413
			? tooLarge
			: new Refused(400, 'The body could not be read');
	}
	const { rawBody } = request;
	if (!rawBody?.length) return new Refused(400, 'The body is empty');
	if (rawBody.length > limitBytes) return tooLarge;

	try {
		const event: unknown = JSON.parse(rawBody.toString('utf8').replace(/^\uFEFF/, ''));
		if (isEvent(event) && !isDeeperThan(event, DEEPEST)) return event;
		return new Refused(400, 'The body is no Paystand event');
	} catch {
		return new Refused(400, 'The body is no JSON');
	}
}

/** The envelope's indispensable parts (fact sheet 7.3). Its id goes into an address, so no slashes. */
function isEvent(value: unknown): value is IDataObject {
	return (
		isRecord(value) &&
		value.object === 'event' &&
		typeof value.id === 'string' &&
		ID.test(value.id) &&
		isRecord(value.resource) &&
		typeof value.resource.object === 'string' &&
		value.resource.object !== ''
	);
}

function isDeeperThan(value: unknown, levels: number): boolean {
	if (typeof value !== 'object' || value === null) return false;
	return levels === 0 || Object.values(value).some((child) => isDeeperThan(child, levels - 1));
}

/**
 * Whether the secret in the URL is the right one; compared in constant time.
 *
 * @param given the query parameter as it arrived
 */
export function isSecret(given: unknown, secret: string): boolean {
	const digest = (text: string) => createHash('sha256').update(text).digest();
	return typeof given === 'string' && timingSafeEqual(digest(given), digest(secret));
}

/**
 * Whether an address is among the allowed ones.
 *
 * @param address the sender's, IPv4 also in its `::ffff:` form
 * @param allowed addresses and IPv4 ranges (`203.0.113.0/24`), separated by commas or spaces
 */
export function isAllowedAddress(address: string, allowed: string): boolean {
	const plain = address.replace(/^::ffff:/i, '');
	return allowed.split(/[\s,;]+/).some((entry) => {
		const [base, bits] = entry.split('/');
		if (bits === undefined) return entry !== '' && entry.toLowerCase() === plain.toLowerCase();
		const size = 2 ** (32 - Number(bits));
		const [from, at] = [ipv4(base), ipv4(plain)];
		return /^\d+$/.test(bits) && size >= 1 && from !== undefined && at !== undefined
			? Math.floor(from / size) === Math.floor(at / size)
			: false;
	});
}

function ipv4(text: string): number | undefined {
	const parts = text.split('.').map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256));
	return parts.length === 4 && parts.every((part) => part < 256)
		? parts.reduce((sum, part) => sum * 256 + part, 0)
		: undefined;
}
