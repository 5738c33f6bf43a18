import type { IDataObject } from 'n8n-workflow';

const FIELDS = [
	'id',
	'extCustomerId',
	'customerName',
	'email',
	'contactFirstName',
	'contactLastName',
	'status',
	'created',
	'lastUpdated',
];

/**
 * The fields of a customer that a flow needs. `payerId` is the nested `payer.id`, which the banks
 * and payments of the customer go by; it differs from `id` (fact sheet 6.2).
 */
export function simplified(record: IDataObject): IDataObject {
	const short: IDataObject = {};
	for (const name of FIELDS) if (record[name] !== undefined) short[name] = record[name];
	const payerId = (record.payer as IDataObject | undefined)?.id;
	return payerId === undefined ? short : { ...short, payerId };
}
