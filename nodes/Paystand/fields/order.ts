import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

/** Paystand's own order, which needs no asking for (fact sheet 5). */
const NEWEST = 'created DESC';

/** The order of a list. */
export function order(): INodeProperties {
	return {
		displayName: 'Order',
		name: 'order',
		type: 'options',
		options: [
			{ name: 'Last Updated First', value: 'lastUpdated DESC' },
			{ name: 'Longest Unchanged First', value: 'lastUpdated ASC' },
			{ name: 'Newest First', value: NEWEST },
			{ name: 'Oldest First', value: 'created ASC' },
		],
		default: NEWEST,
		description: 'Which entries come first, also when only some are returned',
	};
}

/**
 * The order as a query key.
 *
 * @param prefix `f.` where the list takes the filters of Pattern A (fact sheet 5), else empty
 */
export function orderQuery(
	context: IExecuteFunctions,
	itemIndex: number,
	prefix: '' | 'f.' = '',
): IDataObject {
	const wanted = context.getNodeParameter('order', itemIndex, NEWEST) as string;
	return wanted === NEWEST ? {} : { [`${prefix}order`]: wanted };
}
