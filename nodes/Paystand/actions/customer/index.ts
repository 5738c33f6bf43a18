import type { Resource } from '../../item/operation';
import { create } from './create.operation';
import { createOrUpdate } from './createOrUpdate.operation';
import { remove } from './delete.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { update } from './update.operation';
import { customer as kind } from './kind';

export const customer: Resource = {
	value: 'customer',
	name: 'Customer',
	description: 'A company or person that pays you (payer customer)',
	labels: kind.labels,
	operations: [create, createOrUpdate, remove, get, getMany, update],
};
