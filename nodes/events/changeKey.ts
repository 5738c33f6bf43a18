import type { IDataObject } from 'n8n-workflow';

import { hasStates, typeOf } from './eventTypes';
import { millisecondsOf } from './time';

/**
 * Names one change of one record, alike whether a webhook or a list told of it, so that one Remove
 * Duplicates node merges the two triggers.
 *
 * Only what both can see goes in: of the record itself, never of the envelope, whose `lastUpdated`
 * may differ with each attempt (docs/paystand-api.md#what-may-differ-per-attempt), nor of the
 * records nested in it, which change on their own. A state says more than a time: a list shows a
 * record as it is when it is read, perhaps updated since it got there. A receivable transaction is
 * booked once and has no later state.
 *
 * @param record the resource of an event, or the row of a list, with `object`
 * @param onlyStatusChanges as set on the node; without it each update is a change of its own, named
 *   by its time
 * @param otherwise stands for the change where the record shows neither, e.g. the event's id
 * @returns `payment/<id>/paid`, `creditMemo/<id>/2026-11-23T12:00:00.000Z`
 */
export function changeKeyOf(
	record: IDataObject,
	onlyStatusChanges: boolean,
	otherwise: unknown,
): string {
	const { kind, state } = typeOf(record);
	const isByState =
		hasStates(kind) && (onlyStatusChanges || kind === 'receivableTransaction') && state;
	const change = isByState ? state : (timeOf(record.lastUpdated) ?? otherwise ?? state);
	return [kind, record.id, change].map((part) => String(part ?? '')).join('/');
}

/** One spelling for all that a time may come in; undefined when it is none. */
function timeOf(time: unknown): string | undefined {
	const at = millisecondsOf(time);
	return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}
