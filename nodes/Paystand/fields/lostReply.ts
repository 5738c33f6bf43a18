import type { IExecuteFunctions } from 'n8n-workflow';

import { asNodeError, refusalOf } from '../../../client/errors';

/**
 * Sends a write. When its outcome is unclear, since the connection broke or the like, Paystand is
 * asked what became of it, instead of sending it again.
 *
 * @param look finds the outcome; `undefined` when it did not take effect, or nobody can tell
 * @throws {NodeApiError} what `write` throws, when `look` does not find that it took effect
 */
export async function withLookUp<T>(
	context: IExecuteFunctions,
	write: () => Promise<T>,
	look: () => Promise<T | undefined>,
): Promise<T> {
	try {
		return await write();
	} catch (error) {
		const isUnclear = refusalOf(error)?.outcomeUnknown === true;
		const found = isUnclear ? await lookedUp(context, look) : undefined;
		if (found !== undefined) return found;
		throw asNodeError(context.getNode(), error);
	}
}

/**
 * What a look-up finds after an unclear write; `undefined` also when it fails: the message of the
 * write is what counts then, and the one of the look-up, which n8n logs, only why it stays unclear.
 */
export async function lookedUp<T>(
	context: IExecuteFunctions,
	look: () => Promise<T | undefined>,
): Promise<T | undefined> {
	try {
		return await look();
	} catch (error) {
		context.logger.warn(`The outcome could not be looked up: ${(error as Error).message}`);
		return undefined;
	}
}
