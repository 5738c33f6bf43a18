import type { INodeProperties } from 'n8n-workflow';

/** The field of an ID that Paystand offers no list for. */
export function idField(
	field: Pick<INodeProperties, 'description' | 'displayName' | 'displayOptions' | 'name'>,
): INodeProperties {
	return {
		...field,
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 8low3hlfk1a7t08trm7043aw',
	};
}
