import type { Resource } from '../operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

export const refund: Resource = {
	value: 'refund',
	name: 'Refund',
	description: 'Money that went back to a payer',
	labels: { refundId: 'Refund', order: 'Order' },
	operations: [get, getMany],
};
