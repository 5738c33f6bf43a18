import type { Resource } from '../operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

export const dispute: Resource = {
	value: 'dispute',
	name: 'Dispute',
	description: 'A payment that the payer disputes, or that their bank returned (ACH return)',
	labels: { disputeId: 'Dispute', order: 'Order' },
	operations: [get, getMany],
};
