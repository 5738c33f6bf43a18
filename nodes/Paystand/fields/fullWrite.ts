import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { sameDay } from '../../../client/dates';
import { sameAmount } from '../../../client/money';
import { requestObject } from '../../../client/request';
import type { PaystandRequest } from '../../../client/request';
import { lookedUp } from './lostReply';

/** What Paystand fills in itself, on every record. */
const FILLED = ['object', 'id', 'ownerId', 'created', 'lastUpdated'];

/** What moves with the time or the amounts, so that no person needs to be told. */
const MOVING = [...FILLED, 'datePaid'];

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;
const DAY = /^(\d{4}-\d{2}-\d{2}|\d{2}[-/.]\d{2}[-/.]\d{4})/;

/** One field that a write changed although nobody asked for it. */
export type Unasked = IDataObject & { field: string };

/** A write of a whole record. */
export interface FullWrite {
	/** The record as it was just read. */
	before: IDataObject;
	put: PaystandRequest;
	/** How the record is read whole. */
	read: PaystandRequest;
	/** Stored names of what the person wants changed, or what follows from it. */
	asked: string[];
}

/**
 * The fields of a record that a write takes under the same name, `memo` and `meta` among them: all
 * but those named, empty ones, and Paystand's own records that are embedded.
 *
 * @param others names that the write takes otherwise, or that Paystand fills in
 */
export function carried(record: IDataObject, others: string[]): IDataObject {
	const skipped = new Set([...FILLED, ...others]);
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
export async function writeWhole(
	context: IExecuteFunctions,
	{ before, put, read, asked }: FullWrite,
): Promise<{ record: IDataObject; unasked: Unasked[] }> {
	const reply = await requestObject(context, put);
	const names = Object.keys(before).filter(
		(name) => !MOVING.includes(name) && !asked.includes(name) && !isEmpty(before[name]),
	);
	const isWhole = names.every((name) => Object.hasOwn(reply, name));
	const again = isWhole
		? undefined
		: await lookedUp(context, async () => await requestObject(context, read));
	const after = again ?? reply;
	const compared = again ? names : names.filter((name) => Object.hasOwn(reply, name));
	const unasked = compared
		.filter((name) => !isSame(name, before[name], after[name]))
		.map((field) => ({ field, before: before[field], after: after[field] ?? null }));
	return { record: again ? { ...reply, ...again } : { ...before, ...reply }, unasked };
}

/** What changed unasked, as it stands on the item; nothing when there is none. */
export function unaskedNote(unasked: Unasked[] = []): IDataObject {
	return unasked.length > 0 ? { changedUnasked: unasked } : {};
}

/** Whether two values mean the same, however each is written. */
function isSame(name: string, before: unknown, after: unknown): boolean {
	if (isEmpty(before) || isEmpty(after)) return isEmpty(before) && isEmpty(after);
	// `paid` and `current` are an active record's too (fact sheet 6.3).
	if (name === 'status') return statusOf(before) === statusOf(after);
	if (isPlainNumber(before) && isPlainNumber(after)) {
		return Number(before) === Number(after) || sameAmount(before, after);
	}
	if (DAY.test(String(before)) && DAY.test(String(after))) {
		return before === after || sameDay(before, after);
	}
	if (Array.isArray(before)) {
		return (
			Array.isArray(after) &&
			before.length === after.length &&
			before.every((value, index) => isSame('', value, after[index]))
		);
	}
	if (typeof before !== 'object' || typeof after !== 'object') return before === after;
	const [old, now] = [before, after] as IDataObject[];
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

function isEmbedded(value: unknown): boolean {
	if (Array.isArray(value)) return value.some(isEmbedded);
	return (
		typeof value === 'object' &&
		value !== null &&
		typeof (value as IDataObject).id === 'string' &&
		typeof (value as IDataObject).object === 'string'
	);
}
