import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { requestObject } from '../../../../client/request';

/**
 * A payment by its ID.
 *
 * @throws {NodeApiError} when Paystand does not show it
 */
export async function readPayment(context: IExecuteFunctions, id: string): Promise<IDataObject> {
	// A payment that was just made may be refused for some seconds: no reason for a fresh token.
	return await requestObject(context, { method: 'GET', path: ['payments', id], keepToken: true });
}

/**
 * A payment as it is by now.
 *
 * @param payment as a reply has shown it
 * @returns the same when Paystand does not show it, which may take seconds after it was made
 */
export async function readAgain(
	context: IExecuteFunctions,
	payment: IDataObject,
): Promise<IDataObject> {
	try {
		const current = await readPayment(context, String(payment.id));
		return current.id === payment.id ? current : payment;
	} catch (error) {
		context.logger.warn(`Payment ${String(payment.id)}: ${(error as Error).message}`);
		return payment;
	}
}
