import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import {
	eventIn,
	MAX_VERIFY_BYTES,
	verdictOf,
	verdictOfEvent,
	VERIFIED_FIELDS,
	verifiedBytes,
} from '../../client/verification';
import { Answer } from './answer';
import { confirmByRecord } from './confirmByRecord';
import { DENIED, Inquiry, isGood, isRouteRefused, refusedBy, UNREACHABLE } from './inquiry';
import type { Confirmed, Reply } from './inquiry';
import type { ConfirmedBy, Memory } from './memory';
import type { TriggerState } from './triggerState';

/**
 * Asks Paystand whether an event is real, since nothing is signed
 * (docs/paystand-api.md#whether-an-event-is-real): the verify route first, then the event itself,
 * then the record it is about. The latter two only while it is not known which route works for this
 * account: an unknown event and a forbidden route are refused alike, but where a route has
 * confirmed an event before, its refusal is about the event.
 *
 * @param claimed the event as it arrived
 * @returns the event with what Paystand confirmed in it, or the answer to give instead
 */
export async function confirm(
	context: IWebhookFunctions,
	claimed: IDataObject,
	{ credentials, memory }: TriggerState,
): Promise<Confirmed | Answer> {
	const inquiry = new Inquiry(context, credentials);
	return (
		(await confirmByVerifying(claimed, inquiry, memory)) ??
		(await confirmByEvent(claimed, inquiry, memory)) ??
		(await confirmByRecord(claimed, inquiry))
	);
}

/** The event as it arrived, where nobody is to be asked. */
export function taken(claimed: IDataObject): Confirmed {
	return { event: claimed, key: String(claimed.id), time: timeOf(claimed) };
}

/** @returns `undefined` when another way has to be gone */
async function confirmByVerifying(
	claimed: IDataObject,
	inquiry: Inquiry,
	memory: Memory,
): Promise<Confirmed | Answer | undefined> {
	const id = String(claimed.id);
	const body = Object.fromEntries(
		VERIFIED_FIELDS.map((field) => [field, claimed[field]]),
	) as IDataObject;
	const isTooLarge = verifiedBytes(body) >= MAX_VERIFY_BYTES;
	if (memory.confirmedBy === 'event' || isTooLarge) return undefined;
	const reply = await inquiry.verify(['events', id, 'verify'], body);
	if (!isGood(reply)) {
		return mayAskOn(reply, memory.confirmedBy !== undefined) ? undefined : refusedBy(reply);
	}
	switch (verdictOf(reply.body, claimed)) {
		case 'weak':
			return undefined;
		case 'denied':
			return DENIED;
		case 'unclear':
			return UNREACHABLE;
	}
	const shown = eventIn(reply.body, id);
	learn(memory, 'verify');
	const event = { ...claimed, ...shown, ...(shown && { diff: shown.diff }) };
	return { event, key: id, time: timeOf(shown ?? claimed) };
}

/** @returns `undefined` when another way has to be gone */
async function confirmByEvent(
	claimed: IDataObject,
	inquiry: Inquiry,
	memory: Memory,
): Promise<Confirmed | Answer | undefined> {
	const id = String(claimed.id);
	const reply = await inquiry.get(['events', id]);
	if (!isGood(reply)) {
		return mayAskOn(reply, memory.confirmedBy === 'event') ? undefined : refusedBy(reply);
	}
	const verdict = verdictOfEvent(reply.body, claimed);
	if (verdict !== 'confirmed') return verdict === 'denied' ? DENIED : UNREACHABLE;
	const event = eventIn(reply.body, id) as IDataObject;
	if (memory.confirmedBy !== 'verify') learn(memory, 'event');
	return { event, key: id, time: timeOf(event) };
}

/**
 * Whether a refusal leaves it open that the event is real.
 *
 * @param isKnownToWork whether the route has confirmed an event of this account before
 */
function mayAskOn(reply: Reply, isKnownToWork: boolean): boolean {
	const mayBeAboutEvent = reply.status === 401 || reply.status === 404;
	return isRouteRefused(reply) && !(mayBeAboutEvent && isKnownToWork);
}

function timeOf({ created, lastUpdated }: IDataObject): unknown {
	return created ?? lastUpdated;
}

function learn(memory: Memory, route: ConfirmedBy): void {
	if (memory.confirmedBy === route) return;
	memory.confirmedBy = route;
	memory.isUnsaved = true;
}
