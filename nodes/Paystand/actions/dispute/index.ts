import type { Resource } from '../../item/operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { dispute as kind } from './kind';
import { update } from './update.operation';

export const dispute: Resource = {
	value: 'dispute',
	name: 'Dispute',
	description: 'A payment that the payer disputes, or that their bank returned (ACH return)',
	labels: kind.labels,
	operations: [get, getMany, update],
};
