import type { Resource } from '../../item/operation';
import { create } from './create.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { withdrawal as kind } from './kind';
import { update } from './update.operation';

export const withdrawal: Resource = {
	value: 'withdrawal',
	name: 'Withdrawal',
	description: 'Money taken out of your Paystand balance, carried out by transfers',
	labels: kind.labels,
	operations: [create, get, getMany, update],
};
