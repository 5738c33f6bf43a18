import type { Resource } from '../../item/operation';
import { get } from './get.operation';
import { verify } from './verify.operation';

export const event: Resource = {
	value: 'event',
	name: 'Event',
	description: 'What Paystand reports to webhooks: something happened to a record',
	labels: { eventId: 'Event ID' },
	operations: [get, verify],
};
