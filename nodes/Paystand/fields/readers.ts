import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Labels } from '../../../client/errors';
import type { Place } from './input';

/** How each field is read and checked, by its name. */
export type Readers = Record<string, (place: Place, value: unknown) => number | string>;

/**
 * The fields that are filled in, each read by its reader.
 *
 * @param given values of the screen; names without a reader are left out
 * @param keepEmpty reads empty ones too, so that a required field says that it is empty
 * @throws {NodeOperationError} naming the field that is empty or malformed
 */
export function readFields(
	context: IExecuteFunctions,
	itemIndex: number,
	given: IDataObject,
	{ readers, labels, keepEmpty = false }: { readers: Readers; labels: Labels; keepEmpty?: boolean },
): IDataObject {
	const body: IDataObject = {};
	for (const [name, value] of Object.entries(given)) {
		const isEmpty = value === '' || value === null || value === undefined;
		if (!Object.hasOwn(readers, name) || (isEmpty && !keepEmpty)) continue;
		body[name] = readers[name]({ context, itemIndex, label: labels[name] }, value);
	}
	return body;
}
