import type { IDataObject } from 'n8n-workflow';

import { only } from '../../fields/shape';

/** The fields of a transfer that a flow needs. `resourceId` is the withdrawal it carries out. */
export const simplified = (row: IDataObject): IDataObject =>
	only(row, [
		'id',
		'status',
		'amount',
		'currency',
		'dateToPost',
		'datePosted',
		'dateSettled',
		'reason',
		'resourceId',
		'created',
	]);
