import type { Resource } from '../../item/operation';
import { create } from './create.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { refund as kind } from './kind';
import { update } from './update.operation';

export const refund: Resource = {
	value: 'refund',
	name: 'Refund',
	description: 'Money that went back to a payer',
	labels: kind.labels,
	operations: [create, get, getMany, update],
};
