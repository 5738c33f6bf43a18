import type { IDataObject } from 'n8n-workflow';

import { only } from '../../fields/shape';

/**
 * The fields of a payment that a flow needs. `amount` is gross; `subtotal` is what of it goes to
 * invoices, when the payer bore a fee (fact sheet 6.7). `extCustomerId` is the ERP's customer.
 */
export function simplified(row: IDataObject): IDataObject {
	const feeSplit = (row.feeSplit ?? {}) as IDataObject;
	const payer = (row.payer ?? {}) as IDataObject;
	return only(
		{ ...row, subtotal: feeSplit.subtotal ?? row.amount, extCustomerId: payer.externalId },
		[
			'id',
			'status',
			'amount',
			'subtotal',
			'currency',
			'sourceType',
			'payerId',
			'extCustomerId',
			'datePaid',
			'created',
		],
	);
}
