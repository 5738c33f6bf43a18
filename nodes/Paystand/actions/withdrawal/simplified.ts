import type { IDataObject } from 'n8n-workflow';

import { only } from '../../fields/shape';

/** The fields of a withdrawal that a flow needs. */
export const simplified = (row: IDataObject): IDataObject =>
	only(row, [
		'id',
		'status',
		'amount',
		'currency',
		'bankId',
		'accountKey',
		'dateToPost',
		'hasTransactions',
		'created',
		'lastUpdated',
	]);
