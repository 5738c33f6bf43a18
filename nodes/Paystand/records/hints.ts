import { isDuplicateKey } from '../../../client/refusal';
import type { Refusal } from '../../../client/refusal';

/**
 * What to do when a key is taken already.
 *
 * @param storedName the name the key is stored under
 */
export function whenExisting(refusal: Refusal, storedName: string): string | undefined {
	return isDuplicateKey(refusal, storedName)
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
