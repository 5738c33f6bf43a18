import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { jsonObject, refuse } from './input';

const LABEL = 'Metadata (JSON)';

/** The keys of a person's own that Paystand keeps with a record, gives back and puts in events. */
export function metadata(): INodeProperties {
	return {
		displayName: LABEL,
		name: 'meta',
		type: 'json',
		default: '{}',
		description: 'Keys of your own, kept with the record and shown in events, e.g. {"batch": "42"}',
	};
}

/**
 * The metadata with a key of ours added.
 *
 * @param given the value of Metadata
 * @param ours the key that has a field of its own, under that field's label
 * @throws {NodeOperationError} when it is no JSON object, or holds the key already
 */
export function withMetadata(
	context: IExecuteFunctions,
	itemIndex: number,
	given: unknown,
	ours: { name: string; label: string; value: string | undefined },
): IDataObject {
	const place = { context, itemIndex, label: LABEL };
	const meta = jsonObject(place, given);
	if (Object.hasOwn(meta, ours.name)) {
		refuse(
			place,
			`holds '${ours.name}', which has a field of its own`,
			`Remove it and use '${ours.label}'.`,
		);
	}
	return ours.value === undefined ? meta : { ...meta, [ours.name]: ours.value };
}
