import type { IDataObject } from 'n8n-workflow';

import { paymentIdOf } from '../../fields/ownFilters';
import { only } from '../../fields/shape';

/** The fields of a fee that a flow needs, with the ID of its payment. A delayed fee has no amount. */
export const simplified = (row: IDataObject): IDataObject =>
	only({ ...row, paymentId: paymentIdOf(row) as string | undefined }, [
		'id',
		'feeType',
		'amount',
		'currency',
		'resourceAmount',
		'paymentId',
		'status',
		'created',
		'lastUpdated',
	]);
