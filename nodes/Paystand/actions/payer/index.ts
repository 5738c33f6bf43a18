import type { Resource } from '../../item/operation';
import { get } from './get.operation';
import { update } from './update.operation';

export const payer: Resource = {
	value: 'payer',
	name: 'Payer',
	description: "The owner of a customer's saved cards and bank accounts",
	labels: { payerId: 'Customer' },
	operations: [get, update],
};
