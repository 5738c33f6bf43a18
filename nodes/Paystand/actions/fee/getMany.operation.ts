import type { IDataObject } from 'n8n-workflow';

import { returnAllAndLimit, rowsWanted, simplify } from '../../fields/listing';
import { choiceOf, isUnset } from '../../fields/locator';
import { order, orderQuery } from '../../fields/order';
import { paymentFilter, rowTest } from '../../fields/ownFilters';
import type { OwnFilter } from '../../fields/ownFilters';
import type { Operation } from '../operation';
import { allFees, feesOfPayment } from './rows';
import { simplified } from './simplified';

const feeType: OwnFilter = {
	property: {
		displayName: 'Fee Type',
		name: 'feeType',
		type: 'options',
		options: [
			{ name: 'Delayed', value: 'delayed', description: 'Announced, without an amount yet' },
			{ name: 'Final', value: 'paystand', description: 'With its amount' },
		],
		default: 'paystand',
	},
	matches: (row, wanted) => row.feeType === wanted,
};

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many fees',
	description: 'Retrieve a list of fees that Paystand charges you, of one payment or of all',
	properties: [
		...returnAllAndLimit(),
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			description:
				"Paystand has no dates for fees. Many accounts may read fees only with 'Payment' set.",
			options: [feeType.property, paymentFilter.property],
		},
		order(),
		simplify(),
	],

	async execute(itemIndex) {
		const filters = this.getNodeParameter('filters', itemIndex, {}) as IDataObject;
		const place = { context: this, itemIndex, label: paymentFilter.property.displayName };
		const keep = rowTest(this, itemIndex, [feeType, paymentFilter], filters);
		const wanted = rowsWanted(this, itemIndex);
		const query = orderQuery(this, itemIndex);
		const payment = isUnset(filters.payment) ? undefined : choiceOf(place, filters.payment);
		const rows =
			payment && 'id' in payment
				? await feesOfPayment(this, payment.id, query, wanted, keep)
				: await allFees(this, query, wanted, keep);
		return this.getNodeParameter('simplify', itemIndex) ? rows.map(simplified) : rows;
	},
};
