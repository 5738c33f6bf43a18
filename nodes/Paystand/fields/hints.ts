import type { IExecuteFunctions } from 'n8n-workflow';

import { asNodeError, refusalOf } from '../../../client/errors';
import { saysExists } from '../../../client/refusal';
import type { Refusal } from '../../../client/refusal';

/** What to say of a refusal, by its HTTP status or by all it says. */
export type Hints = Record<number, string> | ((refusal: Refusal) => string | undefined);

/**
 * What to do when a key is taken already.
 *
 * @param storedName the key under its stored name, as `saysExists` wants it
 */
export function whenExisting(storedName: string): (refusal: Refusal) => string | undefined {
	return (refusal) =>
		saysExists(refusal, storedName)
			? "To change the one that exists, use the operation 'Create or Update'."
			: undefined;
}

/** What to do when the customer of a receivable or credit memo is not there. */
export function whenCustomerMissing({ parameter, detailCode }: Refusal): string | undefined {
	const isCustomer = parameter === 'extCustomerId' || parameter === 'payerCustomerId';
	return isCustomer && detailCode !== 'parameterMissing'
		? "If this customer is not in Paystand yet, create it first with Customer 'Create or Update'."
		: undefined;
}

/**
 * Does some work and adds to a refusal of Paystand what this operation knows to do about it.
 *
 * @param hints a sentence for the person
 */
export async function withHints<T>(
	context: IExecuteFunctions,
	hints: Hints,
	work: () => Promise<T>,
): Promise<T> {
	try {
		return await work();
	} catch (error) {
		const refusal = refusalOf(error);
		if (refusal) {
			refusal.hint = typeof hints === 'function' ? hints(refusal) : hints[refusal.status];
		}
		throw asNodeError(context.getNode(), error);
	}
}
