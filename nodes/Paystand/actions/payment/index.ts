import type { Resource } from '../../item/operation';
import { charge } from './charge.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { payment as kind } from './kind';
import { update } from './update.operation';

export const payment: Resource = {
	value: 'payment',
	name: 'Payment',
	description: 'Money from a customer',
	labels: kind.labels,
	operations: [charge, get, getMany, update],
};
