import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { asNodeError, refusalOf } from '../../../../client/errors';
import { listRows } from '../../../../client/pages';
import { requestObject } from '../../../../client/request';
import { withHints } from '../../fields/hints';
import { paymentIdOf } from '../../fields/ownFilters';

type RowTest = (row: IDataObject) => boolean;

const PATH = ['fees'];

/** All fees of the account. */
export async function allFees(
	context: IExecuteFunctions,
	query: IDataObject,
	wanted: number,
	keep?: RowTest,
): Promise<IDataObject[]> {
	return await withHints(
		context,
		{ 401: "Many accounts may not list all fees. Set the filter 'Payment'." },
		async () => await listRows(context, { path: PATH, query }, wanted, keep),
	);
}

/**
 * The fees of a payment. Where the account may not list fees, those that the payment itself shows
 * (fact sheet 12.27).
 *
 * @param keep also holds the rows against the payment, since whether the list does is not sure
 */
export async function feesOfPayment(
	context: IExecuteFunctions,
	paymentId: string,
	query: IDataObject,
	wanted: number,
	keep: RowTest = () => true,
): Promise<IDataObject[]> {
	try {
		const request = { path: PATH, query: { ...query, resourceId: paymentId } };
		return await listRows(context, request, wanted, keep);
	} catch (error) {
		if (refusalOf(error)?.status !== 401) throw asNodeError(context.getNode(), error);
		const path = ['payments', paymentId];
		const payment = await requestObject(context, { method: 'GET', path });
		const fees = (payment.fees ?? []) as IDataObject[];
		// Inside their payment they need not name it.
		return fees
			.map((fee) => (paymentIdOf(fee) === undefined ? { ...fee, resourceId: paymentId } : fee))
			.filter(keep)
			.slice(0, wanted);
	}
}
