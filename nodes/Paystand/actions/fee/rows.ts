import type { IDataObject } from 'n8n-workflow';

import { asError, refusalOf } from '../../../../client/errors';
import type { PaystandClient } from '../../../../client/paystand';
import { payment, paymentIdOf } from '../payment/kind';
import { fee } from './kind';

/**
 * The fees of a payment. Where the account may not list fees, those that the payment itself shows
 * (docs/paystand-api.md#fees-of-a-payment).
 *
 * @param filter also holds the rows against the payment, since whether the list does is not certain
 */
export async function feesOfPayment(
	client: PaystandClient,
	paymentId: string,
	query: IDataObject,
	{ limit, filter = () => true }: { limit: number; filter?: (row: IDataObject) => boolean },
): Promise<IDataObject[]> {
	try {
		const list = { ...fee.list, query: { ...query, resourceId: paymentId } };
		return await client.list(list, { limit, filter });
	} catch (error) {
		if (refusalOf(error)?.status !== 401) throw asError(error);
		const { fees } = await client.get(payment.path(paymentId));
		// Inside their payment they need not name it.
		return ((fees ?? []) as IDataObject[])
			.map((row) => (paymentIdOf(row) === undefined ? { ...row, resourceId: paymentId } : row))
			.filter(filter)
			.slice(0, limit);
	}
}
