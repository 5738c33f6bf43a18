import type { Resource } from '../operation';
import { create } from './create.operation';
import { createOrUpdate } from './createOrUpdate.operation';
import { remove } from './delete.operation';
import { labels } from './fields';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { update } from './update.operation';

export const customer: Resource = {
	value: 'customer',
	name: 'Customer',
	description: 'A company or person that pays you (payer customer)',
	labels,
	operations: [create, createOrUpdate, remove, get, getMany, update],
};
