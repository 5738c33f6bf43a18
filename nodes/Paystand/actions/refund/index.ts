import type { Resource } from '../../item/operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { refund as kind } from './kind';

export const refund: Resource = {
	value: 'refund',
	name: 'Refund',
	description: 'Money that went back to a payer',
	labels: kind.labels,
	operations: [get, getMany],
};
