import type { INodeProperties } from 'n8n-workflow';

export const METADATA = 'Metadata (JSON)';

/** The keys of a person's own that Paystand keeps with a record, gives back and puts in events. */
export function metadata(): INodeProperties {
	return {
		displayName: METADATA,
		name: 'meta',
		type: 'json',
		default: '{}',
		description: 'Keys of your own, kept with the record and shown in events, e.g. {"batch": "42"}',
	};
}
