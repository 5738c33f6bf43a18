import type { IDataObject } from 'n8n-workflow';

import type { PaystandClient } from '../../../client/paystand';
import type { Kind } from '../item/kind';

/**
 * A record that may just have been made, by its ID.
 *
 * @throws {RequestError} when Paystand does not show it
 */
export async function readRecord(
	client: PaystandClient,
	kind: Kind,
	id: string,
): Promise<IDataObject> {
	// A record that was just made may be refused for some seconds: no reason for a fresh token.
	return await client.get(kind.path(id), { keepToken: true });
}

/**
 * A record as it is by now.
 *
 * @param known as a reply has shown it
 * @returns the same when Paystand does not show it, which may take seconds after it was made
 */
export async function readAgain(
	client: PaystandClient,
	kind: Kind,
	known: IDataObject,
): Promise<IDataObject> {
	try {
		const current = await readRecord(client, kind, String(known.id));
		return current.id === known.id ? current : known;
	} catch (error) {
		client.warn(`${kind.label} ${String(known.id)}: ${(error as Error).message}`);
		return known;
	}
}
