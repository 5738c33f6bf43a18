import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';

import { asNodeError, refusalOf } from '../../../../client/errors';
import { pagesOf } from '../../../../client/pages';
import { paystandRequest, requestObject } from '../../../../client/request';
import { customerId, customerLocator } from '../../fields/locators';
import { lookedUp, withLookUp } from '../../fields/lostReply';
import type { Operation } from '../operation';

export const remove: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete customer',
	description: 'Delete a customer permanently. Not every Paystand account offers this.',
	properties: [customerLocator()],

	async execute(itemIndex, execution) {
		const id = await customerId(this, itemIndex, execution);
		const isKnown = await isThere(this, id);
		const deleteIt = async () => {
			await paystandRequest(this, { method: 'DELETE', path: ['payerCustomers', id] });
			return { deleted: true };
		};
		try {
			return await withLookUp(this, deleteIt, async () =>
				isKnown ? await whenGone(this, id) : undefined,
			);
		} catch (error) {
			// Paystand's introduction promises this route, its FAQ denies it (fact sheet 12.1).
			const { status = 0, outcomeUnknown } = refusalOf(error) ?? {};
			if (outcomeUnknown || ![404, 405, 501].includes(status)) {
				throw asNodeError(this.getNode(), error);
			}
			throw new NodeOperationError(
				this.getNode(),
				'This Paystand account offers no deleting of customers through the API',
				{
					description:
						'The customer was not changed. Remove or deactivate it in the Paystand dashboard, or cancel its receivables with Receivable: Cancel.',
					itemIndex,
				},
			);
		}
	},
};

/**
 * Whether the customer is there before it is deleted: when the reply to the deleting got lost, one
 * that is missing proves nothing of a customer that may never have been.
 */
async function isThere(context: IExecuteFunctions, id: string): Promise<boolean> {
	const path = ['payerCustomers', id];
	const read = async () => await requestObject(context, { method: 'GET', path });
	return (await lookedUp(context, read))?.id === id;
}

/**
 * Whether the customer is not there any more. The list tells, since asking for a customer that is
 * gone is refused in the same way as asking with a bad token (fact sheet 12.13).
 */
async function whenGone(
	context: IExecuteFunctions,
	id: string,
): Promise<{ deleted: true } | undefined> {
	for await (const page of pagesOf(context, { path: ['payerCustomers'] })) {
		if (page.some((customer) => customer.id === id)) return undefined;
	}
	return { deleted: true };
}
