import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

/** A record cut down to the named fields, in their order; fields it lacks are left out. */
export function only(record: IDataObject, names: string[]): IDataObject {
	return Object.fromEntries(
		names.filter((name) => record[name] !== undefined).map((name) => [name, record[name]]),
	) as IDataObject;
}

/** The record as Paystand sent it, or simplified when Simplify is on. */
export function shapedBy(
	context: IExecuteFunctions,
	itemIndex: number,
	record: IDataObject,
	simplified: (record: IDataObject) => IDataObject,
): IDataObject {
	return context.getNodeParameter('simplify', itemIndex) ? simplified(record) : record;
}
