import { asError, refusalOf } from '../../../client/errors';
import type { PaystandClient } from '../../../client/paystand';

/**
 * Sends a write. When its outcome is unknown, since the connection broke or the like, Paystand is
 * asked what became of it, instead of sending it again.
 *
 * @param look finds the outcome; `undefined` when it did not take effect, or nobody can tell
 * @throws {RequestError} what `write` throws, when `look` does not find that it took effect
 */
export async function withLookUp<T>(
	client: PaystandClient,
	write: () => Promise<T>,
	look: () => Promise<T | undefined>,
): Promise<T> {
	try {
		return await write();
	} catch (error) {
		const outcomeUnknown = refusalOf(error)?.outcomeUnknown === true;
		const found = outcomeUnknown ? await lookedUp(client, look) : undefined;
		if (found !== undefined) return found;
		throw asError(error);
	}
}

/**
 * What a look-up finds after a write of unknown outcome; `undefined` also when the look-up fails: the
 * message of the write is what counts then, and the one of the look-up, which n8n logs, only why the
 * outcome stays unknown.
 */
export async function lookedUp<T>(
	client: PaystandClient,
	look: () => Promise<T | undefined>,
): Promise<T | undefined> {
	try {
		return await look();
	} catch (error) {
		client.warn(`The outcome could not be looked up: ${(error as Error).message}`);
		return undefined;
	}
}
