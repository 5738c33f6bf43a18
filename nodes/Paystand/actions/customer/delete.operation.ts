import { asError, PaystandError, refusalOf } from '../../../../client/errors';
import type { PaystandClient } from '../../../../client/paystand';
import { recordLocator } from '../../fields/locator';
import type { Operation } from '../../item/operation';
import { lookedUp, withLookUp } from '../../records/lookUp';
import { customer } from './kind';

export const remove: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete customer',
	description: 'Delete a customer permanently. Not every Paystand account offers this.',
	properties: [recordLocator(customer)],
	output: { plus: { deleted: 'boolean' } },

	async execute(item) {
		const { client } = item;
		const id = await item.recordId(customer);
		const existed = await exists(client, id);
		const deleteIt = async () => {
			await client.delete(customer.path(id));
			return { deleted: true };
		};
		try {
			return await withLookUp(client, deleteIt, async () =>
				existed ? await whenGone(client, id) : undefined,
			);
		} catch (error) {
			// Paystand's introduction promises this route, its FAQ denies it
			// (docs/paystand-api.md#deleting-a-customer).
			const { status = 0, outcomeUnknown } = refusalOf(error) ?? {};
			const isOffered = outcomeUnknown || ![404, 405, 501].includes(status);
			throw isOffered ? asError(error) : notOffered();
		}
	},
};

function notOffered(): PaystandError {
	return new PaystandError(
		'In this Paystand account, customers cannot be deleted through the API',
		'The customer was not changed. Remove or deactivate it in the Paystand dashboard, or cancel its receivables with Receivable: Cancel.',
	);
}

/**
 * Whether the customer is there before it is deleted: when the reply to the deletion got lost, one
 * that is missing proves nothing of a customer that may never have been.
 */
async function exists(client: PaystandClient, id: string): Promise<boolean> {
	const found = await lookedUp(client, async () => await client.get(customer.path(id)));
	return found?.id === id;
}

/**
 * Whether the customer is not there any more. The list tells, since asking for a customer that is
 * gone is refused in the same way as asking with a bad token
 * (docs/paystand-api.md#what-a-401-can-mean).
 */
async function whenGone(
	client: PaystandClient,
	id: string,
): Promise<{ deleted: true } | undefined> {
	for await (const page of client.pages(customer.list)) {
		if (page.some((row) => row.id === id)) return undefined;
	}
	return { deleted: true };
}
