import type { IDataObject } from 'n8n-workflow';

import type { PaystandClient } from '../../../client/paystand';
import { FILLED_IN, fieldsToKeep, unrequestedChanges } from './changes';
import type { UnrequestedChange } from './changes';
import { lookedUp } from './lookUp';

/** An update of a whole record, since nobody knows whether a partial one would empty the rest. */
export interface FullUpdate {
	/** The record as it was just read. */
	previous: IDataObject;
	/** Path segments of the write. */
	path: string[];
	/** The whole record, under the names that the write takes. */
	body: IDataObject;
	/** Reads the record whole. */
	read: () => Promise<IDataObject>;
	/** Stored names of what the person wants changed, or what follows from it. */
	requested: string[];
}

/**
 * The fields of a record that a write takes under the same name, `memo` and `meta` among them: all
 * but those named, empty ones, and Paystand's own records that are embedded.
 *
 * @param others names that the write takes otherwise, or that Paystand fills in
 */
export function keptFields(record: IDataObject, others: string[]): IDataObject {
	const skipped = new Set([...FILLED_IN, ...others]);
	return Object.fromEntries(
		Object.entries(record).filter(
			([name, value]) =>
				!skipped.has(name) && value !== null && value !== undefined && !isEmbedded(value),
		),
	);
}

/**
 * Sends a whole record and holds the reply against the record before. A reply that lacks some of
 * its fields is no proof that they are gone, so the record is read once more then; when that does
 * not succeed, only what the reply shows is compared.
 *
 * @returns the record after the write, and what changed unasked
 */
export async function updateWhole(
	client: PaystandClient,
	{ previous, path, body, read, requested }: FullUpdate,
): Promise<{ record: IDataObject; changes: UnrequestedChange[] }> {
	const reply = await client.put(path, body);
	const names = fieldsToKeep(previous, requested);
	const isShown = (name: string) => Object.hasOwn(reply, name);
	const reread = names.every(isShown) ? undefined : await lookedUp(client, read);
	if (reread) {
		const changes = unrequestedChanges(previous, reread, names);
		return { record: { ...reply, ...reread }, changes };
	}
	const changes = unrequestedChanges(previous, reply, names.filter(isShown));
	return { record: { ...previous, ...reply }, changes };
}

function isEmbedded(value: unknown): boolean {
	if (Array.isArray(value)) return value.some(isEmbedded);
	return (
		typeof value === 'object' &&
		value !== null &&
		typeof (value as IDataObject).id === 'string' &&
		typeof (value as IDataObject).object === 'string'
	);
}
