import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { requestObject } from '../../../../client/request';

/** What a quote on all payment methods is asked for with. */
export interface SplitInput {
	/** Before the fee, e.g. `"500.00"`. */
	subtotal: string;
	currency: string;
	payerId?: string;
	receivableId?: string;
	/** A fee plan and further fields, under Paystand's names. */
	more: IDataObject;
}

/** The body of such a quote (fact sheet 6.6). */
export function splitBody({
	subtotal,
	currency,
	payerId,
	receivableId,
	more,
}: SplitInput): IDataObject {
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
 * @param body see `splitBody`
 */
export async function splitFees(
	context: IExecuteFunctions,
	body: IDataObject,
): Promise<IDataObject> {
	const path = ['feeSplits', 'splitFees'];
	// A quote changes nothing, so it may be asked for again.
	return await requestObject(context, { method: 'POST', path, body, repeatable: true });
}
