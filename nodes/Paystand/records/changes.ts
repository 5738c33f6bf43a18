import type { IDataObject } from 'n8n-workflow';

import { sameDay } from '../../../client/dates';
import { sameAmount } from '../../../client/money';

/** What Paystand fills in itself, on every record. */
export const FILLED_IN = ['object', 'id', 'ownerId', 'created', 'lastUpdated'];

/** What moves with the time or the amounts, so that no person needs to be told. */
const MOVING = [...FILLED_IN, 'datePaid'];

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;
const DAY = /^(\d{4}-\d{2}-\d{2}|\d{2}[-/.]\d{2}[-/.]\d{4})/;

/** One field that a write changed although nobody asked for it. */
export type UnrequestedChange = IDataObject & { field: string };

/**
 * The names of the fields that a write must leave as they are.
 *
 * @param requested stored names of what the person wants changed, or what follows from it
 */
export function fieldsToKeep(previous: IDataObject, requested: string[]): string[] {
	return Object.keys(previous).filter(
		(name) => !MOVING.includes(name) && !requested.includes(name) && !isEmpty(previous[name]),
	);
}

/** What of the named fields a record shows otherwise than before. */
export function unrequestedChanges(
	previous: IDataObject,
	current: IDataObject,
	names: string[],
): UnrequestedChange[] {
	return names
		.filter((name) => !isSame(name, previous[name], current[name]))
		.map((field) => ({ field, before: previous[field], after: current[field] ?? null }));
}

/** What changed unasked, as it stands on the item; nothing when there is none. */
export function changesNote(changes: UnrequestedChange[] = []): IDataObject {
	return changes.length > 0 ? { changedUnasked: changes } : {};
}

/** Whether two values mean the same, however each is written. */
export function isSame(name: string, previous: unknown, current: unknown): boolean {
	if (isEmpty(previous) || isEmpty(current)) return isEmpty(previous) && isEmpty(current);
	// `paid` and `current` are an active record's too (docs/paystand-api.md#receivable-states).
	if (name === 'status') return statusOf(previous) === statusOf(current);
	if (isPlainNumber(previous) && isPlainNumber(current)) {
		return Number(previous) === Number(current) || sameAmount(previous, current);
	}
	if (DAY.test(String(previous)) && DAY.test(String(current))) {
		return previous === current || sameDay(previous, current);
	}
	if (Array.isArray(previous)) {
		return (
			Array.isArray(current) &&
			previous.length === current.length &&
			previous.every((value, index) => isSame('', value, current[index]))
		);
	}
	if (typeof previous !== 'object' || typeof current !== 'object') return previous === current;
	const [old, now] = [previous, current] as IDataObject[];
	// A record of its own may be shown in short or in full.
	if (old.id !== undefined && now.id !== undefined) return old.id === now.id;
	return Object.keys(old).every((key) => MOVING.includes(key) || isSame(key, old[key], now[key]));
}

function statusOf(value: unknown): unknown {
	return value === 'paid' || value === 'current' ? 'active' : value;
}

function isPlainNumber(value: unknown): boolean {
	return (typeof value === 'number' || typeof value === 'string') && NUMBER.test(String(value));
}

function isEmpty(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}
