import type { Resource } from '../operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

export const withdrawal: Resource = {
	value: 'withdrawal',
	name: 'Withdrawal',
	description: 'Money taken out of your Paystand balance, carried out by transfers',
	labels: { order: 'Order' },
	operations: [get, getMany],
};
