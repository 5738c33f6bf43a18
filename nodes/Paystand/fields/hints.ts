import type { IExecuteFunctions } from 'n8n-workflow';

import { asNodeError, refusalOf } from '../../../client/errors';

/**
 * Does some work and adds to a refusal of Paystand what this operation knows to do about it.
 *
 * @param hints HTTP status → a sentence for the person
 */
export async function withHints<T>(
	context: IExecuteFunctions,
	hints: Record<number, string>,
	work: () => Promise<T>,
): Promise<T> {
	try {
		return await work();
	} catch (error) {
		const refusal = refusalOf(error);
		if (refusal) refusal.hint = hints[refusal.status];
		throw asNodeError(context.getNode(), error);
	}
}
