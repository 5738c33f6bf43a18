import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { returnAllAndLimit, outputChoice } from '../fields/listing';
import { NEWEST_FIRST, order } from '../fields/order';
import { periodFilters } from '../fields/period';
import type { Item } from '../item/item';
import type { DateFilteredKind } from '../item/kind';
import type { Operation, OutputSchema } from '../item/operation';
import { rowTest, statusFilter } from './filters';
import type { RowFilter } from './filters';
import { periodQuery } from './period';

/** What a person can have looked up for the rows of a list. */
interface RowDetails {
	/** The fields that ask for it. */
	properties: INodeProperties[];
	/** The rows with what was asked for. */
	complete(item: Item, rows: IDataObject[]): Promise<IDataObject[]>;
}

/**
 * The Get Many operation of a list that Paystand filters by date and by nothing else.
 *
 * @param filters applied here, while the list is read, besides the states
 * @param details what is looked up for the rows on request
 */
export function dateFilteredGetMany(
	kind: DateFilteredKind,
	output: OutputSchema,
	filters: RowFilter[] = [],
	{ properties: more = [], complete = async (_, rows) => rows }: Partial<RowDetails> = {},
): Operation {
	const rowFilters = [statusFilter(kind.statuses), ...filters];
	return {
		value: 'getAll',
		name: 'Get Many',
		action: `Get many ${kind.plural}`,
		description: `Retrieve a list of ${kind.plural}`,
		properties: [
			...returnAllAndLimit(),
			filtersField(
				rowFilters.map(({ property }) => property),
				'Paystand filters by date. The other filters are applied here, while the list is read.',
				periodFilters(),
			),
			order(),
			...more,
			...outputChoice(),
		],
		output,

		async execute(item) {
			const filters = item.collection('filters');
			const period = periodQuery(item, filters);
			const prefix = period ? 'f.' : '';
			const list = {
				path: period ? kind.filteredPath : kind.list.path,
				query: { ...period, ...orderQuery(item, prefix) },
				prefix,
			} as const;
			const options = { limit: item.limit(), filter: rowTest(rowFilters, item) };
			const rows = await item.client.list(list, options);
			return (await complete(item, rows)).map((row) => item.shape(row, kind));
		},
	};
}

/**
 * The Filters collection of a list: dates together at the top, the others in alphabetical order.
 *
 * @param dates in their order
 */
export function filtersField(
	options: INodeProperties[],
	description: string,
	dates: INodeProperties[] = [],
): INodeProperties {
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		description,
		options: [...dates, ...options.sort((a, b) => a.displayName.localeCompare(b.displayName))],
	};
}

/**
 * The order of the list as a query key.
 *
 * @param prefix `f.` where the list takes the filters of Pattern A
 * (docs/paystand-api.md#date-filters), else empty
 */
export function orderQuery(item: Item, prefix: '' | 'f.' = ''): IDataObject {
	const wanted = item.value('order', NEWEST_FIRST) as string;
	return wanted === NEWEST_FIRST ? {} : { [`${prefix}order`]: wanted };
}
