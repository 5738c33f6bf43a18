import type { IDataObject } from 'n8n-workflow';

import { listRows } from '../../../../client/pages';
import { returnAllAndLimit, rowsWanted, simplify } from '../../fields/listing';
import { receivableId, receivableLocator } from '../../fields/locators';
import { order, orderQuery } from '../../fields/order';
import type { Operation } from '../operation';

export const getTransactions: Operation = {
	value: 'getTransactions',
	name: 'Get Transactions',
	action: 'Get receivable transactions',
	description: 'Retrieve the payments and refunds applied to a receivable',
	properties: [receivableLocator(), ...returnAllAndLimit(), order(), simplify()],

	async execute(itemIndex, execution) {
		const id = await receivableId(this, itemIndex, execution);
		const rows = await listRows(
			this,
			{ path: ['receivables', id, 'transactions'], query: orderQuery(this, itemIndex) },
			rowsWanted(this, itemIndex),
		);
		return this.getNodeParameter('simplify', itemIndex) ? rows.map(simplified) : rows;
	},
};

/** The ten fields that say what was applied to which invoice of which customer. */
function simplified(row: IDataObject): IDataObject {
	const receivable = (row.receivable ?? {}) as IDataObject;
	const payment = (row.payment ?? {}) as IDataObject;
	return {
		id: row.id,
		resourceType: row.resourceType,
		amountApplied: row.amountApplied,
		currency: payment.currency ?? receivable.currency,
		receivableId: row.receivableId,
		extId: receivable.extId,
		extCustomerId: receivable.extCustomerId,
		paymentId: row.paymentId,
		status: row.status,
		created: row.created,
	};
}
