import type { IDataObject } from 'n8n-workflow';

import { dayIn } from '../../client/dates';
import { PaystandError } from '../../client/errors';
import { changeKeyOf } from '../events/changeKey';
import { isChosen, typeOf } from '../events/eventTypes';
import { millisecondsOf } from '../events/time';
import type { ZonedSettings } from './settings';

/** A record that may have become an item already. */
export interface Change {
	record: IDataObject;
	/** As the item carries it. */
	key: string;
	/** When it happened, in milliseconds since 1970, and on which day of the account's time zone. */
	time: number;
	day: string;
	/** The receivable that was read for it, as it was then. */
	receivable?: string;
}

/** @returns `undefined` for what was not chosen */
export function changeOf(record: IDataObject, settings: ZonedSettings): Change | undefined {
	if (!isChosen(settings.events, typeOf(record))) return undefined;
	const { time, day } = timeOf(record, settings.timezone);
	return { record, key: changeKeyOf(record, settings.onlyStatusChanges, undefined), time, day };
}

/**
 * When a record was last changed.
 *
 * @throws {PaystandError} for a record without ID or time: left out, it would be lost
 */
export function timeOf(
	{ id, object, lastUpdated, created }: IDataObject,
	timezone: string,
): { time: number; day: string } {
	const time = millisecondsOf(lastUpdated ?? created);
	if (!id || Number.isNaN(time)) {
		throw new PaystandError(
			`Paystand listed a record (${String(object)}) without an ID or the time of its last update`,
			'It cannot be told whether it has changed, so the poll was stopped.',
		);
	}
	return { time, day: dayIn(timezone, time) };
}

/** The earliest first; among equals the order is the same with every poll. */
export function byTime(a: Change, b: Change): number {
	return a.time - b.time || (a.key < b.key ? -1 : 1);
}
