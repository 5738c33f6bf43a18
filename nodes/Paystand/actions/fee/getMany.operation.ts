import { returnAllAndLimit, outputChoice } from '../../fields/listing';
import { order } from '../../fields/order';
import { choiceOf, isUnset } from '../../item/locator';
import type { Operation } from '../../item/operation';
import { recordFilter, rowTest } from '../../lists/filters';
import type { RowFilter } from '../../lists/filters';
import { filtersField, orderQuery } from '../../lists/getMany';
import { payment, paymentIdOf } from '../payment/kind';
import { fee } from './kind';
import { feesOfPayment } from './rows';

const feeType: RowFilter = {
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

const filters = [feeType, recordFilter(payment, paymentIdOf)];

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many fees',
	description: 'Retrieve a list of fees that Paystand charges you, of one payment or of all',
	properties: [
		...returnAllAndLimit(),
		filtersField(
			filters.map(({ property }) => property),
			"Paystand has no dates for fees. Many accounts may read fees only with 'Payment' set.",
		),
		order(),
		...outputChoice(),
	],
	output: { from: 'getFee', pick: fee.shortFields },

	hint: ({ status }, item) =>
		status === 401 && isUnset(item.collection('filters').payment)
			? "Many accounts may not list all fees. Set the filter 'Payment'."
			: undefined,

	async execute(item) {
		const given = item.collection('filters');
		const options = { limit: item.limit(), filter: rowTest(filters, item) };
		const query = orderQuery(item);
		const choice = isUnset(given.payment) ? undefined : choiceOf(payment, given.payment);
		const rows =
			choice && 'id' in choice
				? await feesOfPayment(item.client, choice.id, query, options)
				: await item.client.list({ ...fee.list, query }, options);
		return rows.map((row) => item.shape(row, fee));
	},
};
