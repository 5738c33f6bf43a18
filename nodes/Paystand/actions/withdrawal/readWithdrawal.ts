import type { IDataObject } from 'n8n-workflow';

import { asError, PaystandError, refusalOf } from '../../../../client/errors';
import type { PaystandClient } from '../../../../client/paystand';
import { mayBeClosed } from '../../records/olderReference';
import { withdrawal } from './kind';

/**
 * A withdrawal by its own route, or out of the list where that is refused: the route is one of the
 * older reference (docs/paystand-api.md#withdrawal-routes, #a-single-withdrawal).
 *
 * @param list reads all withdrawals
 * @throws {PaystandError} when there is none with this ID
 */
export async function readWithdrawal(
	client: PaystandClient,
	id: string,
	list = async () => await client.list(withdrawal.list),
): Promise<IDataObject> {
	try {
		return await client.get(withdrawal.path(id), { keepToken: true });
	} catch (error) {
		const refusal = refusalOf(error);
		if (!refusal || !mayBeClosed(refusal)) throw asError(error);
	}
	const record = (await list()).find((row) => row.id === id);
	if (record) return record;
	throw new PaystandError(
		`No withdrawal with ID '${id}' exists`,
		'Check the ID, and that the withdrawal is in the environment the credential points to.',
	);
}
