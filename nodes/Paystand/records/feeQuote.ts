import type { IDataObject } from 'n8n-workflow';

import type { PaystandClient } from '../../../client/paystand';
import { feePlanId, feePlanUrlKey } from '../fields/feePlan';
import { Field } from '../item/field';

/** What a quote on all payment methods is asked for with. */
export interface QuoteInput {
	/** Before the fee, e.g. `"500.00"`. */
	subtotal: string;
	currency: string;
	payerId?: string;
	receivableId?: string;
	/** A fee plan and further fields, under Paystand's names. */
	more: IDataObject;
}

/** The body of such a quote (docs/paystand-api.md#fee-quotes). */
export function quoteBody({
	subtotal,
	currency,
	payerId,
	receivableId,
	more,
}: QuoteInput): IDataObject {
	return {
		subtotal,
		currency,
		provider: 'receivable',
		...(payerId !== undefined && { payerId }),
		// In spite of its name it takes the ID of a receivable.
		...(receivableId !== undefined && { invoiceId: receivableId }),
		...more,
	};
}

/**
 * Paystand's quote of the payer fee, one entry for each payment method (rail).
 *
 * @param body see `quoteBody`
 */
export async function quoteFee(client: PaystandClient, body: IDataObject): Promise<IDataObject> {
	// A quote changes nothing, so it may be asked for again.
	return await client.post(['feeSplits', 'splitFees'], body, { idempotent: true });
}

/**
 * The chosen fee plan, under the names that quotes and charges share
 * (docs/paystand-api.md#fee-quotes).
 *
 * @param given the values of a collection with the fields of `feePlan`
 * @throws {PaystandError} naming the field that is malformed
 */
export function feePlanOf(given: IDataObject): IDataObject {
	const plan: IDataObject = {};
	const id = new Field(feePlanId.displayName, given[feePlanId.name]);
	if (id.optionalText() !== undefined) plan[feePlanId.name] = id.id();
	const urlKey = new Field(feePlanUrlKey.displayName, given[feePlanUrlKey.name]).optionalText();
	if (urlKey !== undefined) plan[feePlanUrlKey.name] = urlKey;
	return plan;
}
