import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { listRows } from '../../../client/pages';
import type { Operation } from '../actions/operation';
import { returnAllAndLimit, rowsWanted, simplify } from './listing';
import { order, orderQuery } from './order';
import { rowTest, statusFilter } from './ownFilters';
import type { OwnFilter } from './ownFilters';
import { periodFilters, periodQuery } from './period';

/** A list that Paystand filters by date and by nothing else (Pattern A of fact sheet 5). */
interface DatedList {
	/** As in "Get many payments". */
	plural: string;
	/** Path segments of the list that takes the date filters. */
	path: string[];
	/** Path segments of its twin without filters. */
	allPath: string[];
	/** The states an entry can be in, as Paystand writes them. */
	statuses: string[];
	filters?: OwnFilter[];
	simplified: (row: IDataObject) => IDataObject;
	/** The row without Simplify; as it is, when left out. */
	whole?: (row: IDataObject) => IDataObject;
}

/** The Get Many operation of a list that Paystand filters by date. */
export function datedGetMany(list: DatedList): Operation {
	const own = [statusFilter(list.statuses), ...(list.filters ?? [])];
	return {
		value: 'getAll',
		name: 'Get Many',
		action: `Get many ${list.plural}`,
		description: `Retrieve a list of ${list.plural}`,
		properties: [...returnAllAndLimit(), filtersField(own), order(), simplify()],

		async execute(itemIndex) {
			const filters = this.getNodeParameter('filters', itemIndex, {}) as IDataObject;
			const period = periodQuery(this, itemIndex, filters);
			const prefix = period ? 'f.' : '';
			const rows = await listRows(
				this,
				{
					path: period ? list.path : list.allPath,
					query: { ...period, ...orderQuery(this, itemIndex, prefix) },
					prefix,
				},
				rowsWanted(this, itemIndex),
				rowTest(this, itemIndex, own, filters),
			);
			if (this.getNodeParameter('simplify', itemIndex)) return rows.map(list.simplified);
			return list.whole ? rows.map(list.whole) : rows;
		},
	};
}

function filtersField(own: OwnFilter[]): INodeProperties {
	const options = [...periodFilters(), ...own.map(({ property }) => property)];
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		description:
			'Paystand filters by date. The other filters are applied here, while the list is read.',
		options: options.sort((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}
