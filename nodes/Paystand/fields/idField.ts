import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { paystandId } from './input';

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

/**
 * The ID in such a field.
 *
 * @throws {NodeOperationError} when it is empty or no ID
 */
export function idOf(
	context: IExecuteFunctions,
	itemIndex: number,
	{ name, displayName }: INodeProperties,
): string {
	const place = { context, itemIndex, label: displayName };
	return paystandId(place, context.getNodeParameter(name, itemIndex));
}
