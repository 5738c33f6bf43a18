import type { IDataObject } from 'n8n-workflow';

import type { Labels } from '../../../client/errors';
import { UPDATE_FIELDS } from '../fields/collections';
import { EXTRA_FIELDS } from '../fields/extraFields';
import { METADATA } from '../fields/metadata';
import { Faults } from '../item/faults';
import { Field } from '../item/field';
import type { Filled } from '../item/filled';
import type { Formats } from '../item/formats';
import type { Choice } from '../item/locator';
import { COLUMNS } from '../item/mapping';

/** How each field is read and checked, by its name. */
export type Readers = Record<string, (field: Field) => number | string>;

/** What the fields of a form are read with. */
export interface Reading {
	readers: Readers;
	/** Names of the fields → what the screen calls them. */
	labels: Labels;
	/** How days and amounts are written. */
	formats: Formats;
	/** Names that are read even when they are empty, so that they say so. */
	required?: string[];
}

/**
 * The fields that are filled in, each read by its reader.
 *
 * @param given values of the screen; names without a reader are left out
 * @throws {PaystandError} naming every field that is empty or malformed
 */
export function readFields(
	given: IDataObject,
	{ readers, labels, formats, required = [] }: Reading,
): IDataObject {
	const faults = new Faults();
	const body: IDataObject = {};
	for (const [name, value] of Object.entries(given)) {
		const field = new Field(labels[name], value, formats);
		if (!Object.hasOwn(readers, name) || (field.isEmpty && !required.includes(name))) continue;
		const read = faults.collect(() => readers[name](field));
		if (read !== undefined) body[name] = read;
	}
	faults.throwIfAny();
	return body;
}

/** What an update is to do. */
export interface RequestedUpdate {
	/** What it changes, under the names that Paystand takes. */
	changes: IDataObject;
	/** The record, where Columns name it. */
	match?: Choice;
}

/**
 * What an update changes.
 *
 * @throws {PaystandError} when that is nothing
 */
export function notEmpty(changes: IDataObject, { isMapped }: Filled): IDataObject {
	if (Object.keys(changes).length > 0) return changes;
	const label = isMapped ? COLUMNS.displayName : UPDATE_FIELDS;
	const what = isMapped ? 'column' : 'field';
	return new Field(label, '').fail(
		isMapped ? 'hold nothing to change' : 'are empty',
		`Add at least one ${what} to change.`,
	);
}

/**
 * A body with the extra fields added.
 *
 * @param given the value of Extra Fields
 * @param owned what the form offers fields for, whether they are filled in or not: stored name → what
 *   the screen calls it
 * @throws {PaystandError} when they are not a JSON object, or hold a field that the body has
 *   already: which of the two is meant is not for us to guess
 */
export function withExtraFields(
	body: IDataObject,
	given: unknown,
	owned: Labels = {},
): IDataObject {
	const field = new Field(EXTRA_FIELDS, given);
	const extra = field.json();
	const isOwned = (name: string) => Object.hasOwn(body, name) || Object.hasOwn(owned, name);
	const twice = Object.keys(extra).find((name) => isOwned(name.trim()));
	if (twice !== undefined) {
		const label = Object.hasOwn(owned, twice.trim()) ? owned[twice.trim()] : undefined;
		field.fail(
			`hold '${twice}', which has a field of its own${label ? `: '${label}'` : ''}`,
			`Remove '${twice}' from '${EXTRA_FIELDS}' and use ${label ? `'${label}'` : 'the field'}.`,
		);
	}
	return { ...body, ...extra };
}

/**
 * What Extra Fields must not hold beside a body: every name of a field that the body has already,
 * also the one that Paystand stores or the other way to name it, since they go by one label.
 *
 * @param labels Paystand's names → what the screen calls them
 * @param always names that only their own field may set, even when that is empty: amounts, which
 *   the form checks
 * @param shownAs what the person knows the fields by, where that differs
 */
export function ownedBy(
	body: IDataObject,
	labels: Labels,
	always: string[] = [],
	shownAs: Labels = labels,
): Labels {
	const taken = new Set([...Object.keys(body), ...always].map((name) => labels[name]));
	return Object.fromEntries(
		Object.keys(labels)
			.filter((name) => taken.has(labels[name]))
			.map((name) => [name, shownAs[name]]),
	);
}

/**
 * The metadata with a key of ours added.
 *
 * @param given the value of Metadata
 * @param ours the key that has a field of its own, under that field's label
 * @throws {PaystandError} when it is not a JSON object, or holds the key already
 */
export function withMetadata(
	given: unknown,
	ours: { name: string; label: string; value: string | undefined },
): IDataObject {
	const field = new Field(METADATA, given);
	const meta = field.json();
	if (Object.hasOwn(meta, ours.name)) {
		field.fail(
			`holds '${ours.name}', which has a field of its own`,
			`Remove it and use '${ours.label}'.`,
		);
	}
	return ours.value === undefined ? meta : { ...meta, [ours.name]: ours.value };
}
