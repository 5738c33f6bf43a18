import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Labels } from '../../../client/errors';
import { PaystandError } from '../../../client/errors';
import type { PaystandClient } from '../../../client/paystand';
import { asObject } from '../../../client/refusal';
import { METADATA } from '../fields/metadata';
import { Field } from '../item/field';
import type { Item } from '../item/item';
import { withExtraFields } from './body';
import { changesNote, isSame } from './changes';
import { updateWhole } from './fullUpdate';
import { lookedUp } from './lookUp';

/** An update of some fields of a record, by a route whose whole body nobody knows. */
export interface PartialUpdate {
	/** What the record is, unique with its ID, e.g. `refund`. */
	name: string;
	id: string;
	/** Path segments of the record, for reading and writing alike. */
	path: string[];
	/** The collection of the fields that can change. */
	fields: INodeProperties;
	/** What Extra Fields must not hold: stored name → what the screen calls it. */
	owned?: Labels;
	/** The key in the metadata by which a movement of money is found again. */
	keyName?: string;
	/** Reads the record, where its own path may not do. */
	read?: () => Promise<IDataObject>;
}

/**
 * Updates a record from the fields of the screen.
 *
 * @returns the record after the write, with what changed unasked
 * @throws {PaystandError} when nothing is to be changed, a field is malformed, or Paystand took the
 *   update but shows the old value
 */
export async function updatePart(item: Item, update: PartialUpdate): Promise<IDataObject> {
	const changes = changesOf(item, update);
	return await item.execution.lock(
		`${update.name} ${update.id}`,
		async () => await sendChanges(item.client, update, changes),
	);
}

function changesOf(item: Item, { fields, owned, keyName }: PartialUpdate): IDataObject {
	const given = item.collection(fields.name);
	const changes: IDataObject = {};
	for (const { name, displayName, type } of (fields.options ?? []) as INodeProperties[]) {
		if (type === 'json') continue;
		const value = new Field(displayName, given[name]).optionalText();
		if (value !== undefined) changes[name] = value;
	}
	const metadata = new Field(METADATA, given.meta);
	const meta = metadata.json();
	if (keyName !== undefined && Object.hasOwn(meta, keyName)) {
		metadata.fail(
			`holds '${keyName}', by which it is found again`,
			'Remove it: it stays as it is.',
		);
	}
	if (Object.keys(meta).length > 0) changes.meta = meta;
	const whole = withExtraFields(changes, given.extraFields, owned);
	if (Object.keys(whole).length > 0) return whole;
	return new Field(fields.displayName, given).fail(
		'are empty',
		'Add at least one field to change.',
	);
}

/**
 * Sends what is to change and nothing else, and holds the record against the one before. Metadata is
 * laid over what is stored, since a key that is lost there is one that no look-up finds.
 */
async function sendChanges(
	client: PaystandClient,
	{ path, fields, read = async () => await client.get(path) }: PartialUpdate,
	changes: IDataObject,
): Promise<IDataObject> {
	// Where the record cannot be read it may still be written, but for what has to be read first.
	const previous =
		changes.meta === undefined ? ((await lookedUp(client, read)) ?? {}) : await read();
	const body =
		changes.meta === undefined
			? changes
			: { ...changes, meta: { ...asObject(previous.meta), ...asObject(changes.meta) } };
	const requested = Object.keys(changes);
	const { record, changes: unasked } = await updateWhole(client, {
		previous,
		path,
		body,
		read,
		requested,
	});
	// Metadata is whatever the person likes, and may come back in another form.
	const comparable = requested.filter((name) => name !== 'meta');
	const keptIn = (shown: IDataObject) =>
		comparable.find((name) => Object.hasOwn(shown, name) && !isSame(name, body[name], shown[name]));
	// A reply need not show everything, and what it lacks stands there as it was before.
	const current = keptIn(record) === undefined ? record : await lookedUp(client, read);
	const kept = current && keptIn(current);
	if (kept === undefined) return { ...record, ...current, ...changesNote(unasked) };
	throw new PaystandError(
		`Paystand took the update, but did not change '${labelOf(fields, kept)}'`,
		'Your account may not be allowed to change it. Other fields of this update may have changed.',
	);
}

function labelOf({ options = [] }: INodeProperties, name: string): string {
	const field = (options as INodeProperties[]).find((option) => option.name === name);
	return field?.displayName ?? name;
}
