import type { Resource } from '../../item/operation';
import { labels } from './fields';
import { get } from './get.operation';
import { update } from './update.operation';

export const card: Resource = {
	value: 'card',
	name: 'Card',
	description: "A card that a payer saved on Paystand's own page",
	labels,
	operations: [get, update],
};
