import { asError, RequestError } from '../../../../client/errors';

const MASK = '••••';

/**
 * Does some work and, when Paystand refuses it, takes a secret out of everything that its reply
 * says: message, value and raw data all end up in n8n's execution log.
 *
 * @param secret e.g. an account number
 */
export async function masking<T>(secret: string, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw maskedError(asError(error), secret);
	}
}

function maskedError(error: Error, secret: string): Error {
	if (!(error instanceof RequestError)) return error;
	const masked = <V>(value: V): V => maskedIn(value, secret) as V;
	return new RequestError(masked(error.refusal), masked(error.body));
}

function maskedIn(value: unknown, secret: string): unknown {
	if (typeof value === 'string') return value.split(secret).join(MASK);
	if (typeof value === 'number' && String(value) === secret.replace(/^0+/, '')) return MASK;
	if (Array.isArray(value)) return value.map((entry) => maskedIn(entry, secret));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, entry]) => [name, maskedIn(entry, secret)]),
	);
}
