import { outputChoice } from '../../fields/listing';
import { only } from '../../item/kind';
import type { Operation } from '../../item/operation';
import { eventId } from './eventId';

/** What happened to which record; without how the event was delivered. */
const SHORT_FIELDS = [
	...['id', 'sourceType', 'sourceId', 'status'],
	...['created', 'lastUpdated', 'resource', 'diff'],
];

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get event',
	description: 'Retrieve an event, with the record as it was then and what had changed',
	properties: [eventId, ...outputChoice()],
	output: { from: 'getEvent', pick: SHORT_FIELDS },

	async execute(item) {
		const event = await item.client.get(['events', item.field(eventId).id()]);
		return item.isSimplified ? only(event, SHORT_FIELDS) : event;
	},
};
