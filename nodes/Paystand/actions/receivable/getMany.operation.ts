import type { IDataObject } from 'n8n-workflow';

import { listRows } from '../../../../client/pages';
import { contains } from '../../fields/filters';
import { returnAllAndLimit, rowsWanted, simplify } from '../../fields/listing';
import { periodFilters, periodQuery } from '../../fields/period';
import type { Operation } from '../operation';
import { shaped } from './record';

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many receivables',
	description: 'Retrieve a list of receivables, newest first',
	properties: [
		...returnAllAndLimit(),
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			description:
				'Paystand filters by date. The other filters are applied here, while the list is read.',
			options: [
				...periodFilters(),
				{
					displayName: 'ERP Customer ID',
					name: 'extCustomerId',
					type: 'string',
					default: '',
				},
				{
					displayName: 'ERP Invoice ID Contains',
					name: 'extId',
					type: 'string',
					default: '',
				},
				{
					displayName: 'Statuses',
					name: 'status',
					type: 'multiOptions',
					options: [
						{ name: 'Active', value: 'active' },
						{ name: 'Cancelled', value: 'cancelled' },
						{ name: 'Paid', value: 'paid' },
					],
					default: [],
				},
			].sort((a, b) => a.displayName.localeCompare(b.displayName)) as never,
		},
		simplify(),
	],

	async execute(itemIndex) {
		const filters = this.getNodeParameter('filters', itemIndex, {}) as IDataObject;
		const period = periodQuery(this, itemIndex, filters);
		const statuses = (filters.status ?? []) as string[];
		const customer = String(filters.extCustomerId ?? '').trim();
		const rows = await listRows(
			this,
			period
				? { path: ['receivables'], query: period, prefix: 'f.' }
				: { path: ['receivables', 'read'] },
			rowsWanted(this, itemIndex),
			(row) =>
				contains(row.extId, filters.extId) &&
				(customer === '' || row.extCustomerId === customer) &&
				(statuses.length === 0 || statuses.includes(String(row.status))),
		);
		return rows.map((row) => shaped(this, itemIndex, row));
	},
};
