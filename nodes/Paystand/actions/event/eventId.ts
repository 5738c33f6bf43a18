import { idField } from '../../fields/idField';

export const eventId = idField({
	displayName: 'Event ID',
	name: 'eventId',
	description: "The event's 'id', as the Paystand Trigger shows it",
});
