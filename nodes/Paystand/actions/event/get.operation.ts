import { requestObject } from '../../../../client/request';
import { idOf } from '../../fields/idField';
import { simplify } from '../../fields/listing';
import { only, shapedBy } from '../../fields/shape';
import type { Operation } from '../operation';
import { eventId } from './eventId';

/** What happened to which record; without how the event was delivered. */
const SHORT = [
	...['id', 'sourceType', 'sourceId', 'status'],
	...['created', 'lastUpdated', 'resource', 'diff'],
];

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get event',
	description: 'Retrieve an event, with the record as it was then and what had changed',
	properties: [eventId, simplify()],

	async execute(itemIndex) {
		const path = ['events', idOf(this, itemIndex, eventId)];
		const record = await requestObject(this, { method: 'GET', path });
		return shapedBy(this, itemIndex, record, (event) => only(event, SHORT));
	},
};
