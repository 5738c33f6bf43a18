import type { IDataObject } from 'n8n-workflow';

import type { PaystandClient } from '../../../../client/paystand';
import { payment } from './kind';

/**
 * A payment by its ID.
 *
 * @throws {RequestError} when Paystand does not show it
 */
export async function readPayment(client: PaystandClient, id: string): Promise<IDataObject> {
	// A payment that was just made may be refused for some seconds: no reason for a fresh token.
	return await client.get(payment.path(id), { keepToken: true });
}

/**
 * A payment as it is by now.
 *
 * @param known as a reply has shown it
 * @returns the same when Paystand does not show it, which may take seconds after it was made
 */
export async function readAgain(client: PaystandClient, known: IDataObject): Promise<IDataObject> {
	try {
		const current = await readPayment(client, String(known.id));
		return current.id === known.id ? current : known;
	} catch (error) {
		client.warn(`Payment ${String(known.id)}: ${(error as Error).message}`);
		return known;
	}
}
