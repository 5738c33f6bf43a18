import type { IDataObject } from 'n8n-workflow';

import { returnAllAndLimit, outputChoice } from '../../fields/listing';
import { recordLocator } from '../../fields/locator';
import { order } from '../../fields/order';
import type { Operation } from '../../item/operation';
import { appliedAmount } from '../../../../client/money';
import { orderQuery } from '../../lists/getMany';
import { receivable } from './kind';

export const getTransactions: Operation = {
	value: 'getTransactions',
	name: 'Get Transactions',
	action: 'Get receivable (invoice) transactions',
	description: 'Retrieve the payments and refunds applied to a receivable (invoice)',
	properties: [recordLocator(receivable), ...returnAllAndLimit(), order(), ...outputChoice()],
	output: {
		from: 'listReceivableTransactions',
		pick: [
			...['id', 'resourceType', 'amountApplied', 'currency', 'receivableId'],
			...['extId', 'extCustomerId', 'paymentId', 'status', 'created'],
		],
	},

	async execute(item) {
		const id = await item.recordId(receivable);
		const list = { path: ['receivables', id, 'transactions'], query: orderQuery(item) };
		const rows = await item.client.list(list, { limit: item.limit() });
		return item.isSimplified ? rows.map(simplified) : rows;
	},
};

/** The ten fields that say what was applied to which invoice of which customer. */
function simplified(row: IDataObject): IDataObject {
	const applied = (row.receivable ?? {}) as IDataObject;
	const payment = (row.payment ?? {}) as IDataObject;
	return {
		id: row.id,
		resourceType: row.resourceType,
		amountApplied: appliedAmount(row.amountApplied),
		currency: payment.currency ?? applied.currency,
		receivableId: row.receivableId,
		extId: applied.extId,
		extCustomerId: applied.extCustomerId,
		paymentId: row.paymentId,
		status: row.status,
		created: row.created,
	};
}
