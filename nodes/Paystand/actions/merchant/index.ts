import type { Resource } from '../../item/operation';
import { getTimezone } from './getTimezone.operation';

export const merchant: Resource = {
	value: 'merchant',
	name: 'Merchant',
	description: 'Your own Paystand account',
	labels: {},
	operations: [getTimezone],
};
