import type { Resource } from '../../item/operation';
import { cancel } from './cancel.operation';
import { create } from './create.operation';
import { createOrUpdate } from './createOrUpdate.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { getTransactions } from './getTransactions.operation';
import { sync } from './sync.operation';
import { update } from './update.operation';
import { receivable as kind } from './kind';

export const receivable: Resource = {
	value: 'receivable',
	name: 'Receivable',
	description: 'An invoice that a customer owes you',
	labels: kind.labels,
	operations: [cancel, create, createOrUpdate, get, getMany, getTransactions, sync, update],
};
