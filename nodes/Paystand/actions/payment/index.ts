import type { Resource } from '../operation';
import { charge } from './charge.operation';
import { labels } from './fields';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

export const payment: Resource = {
	value: 'payment',
	name: 'Payment',
	description: 'Money from a customer',
	labels,
	operations: [charge, get, getMany],
};
