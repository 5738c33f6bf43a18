import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { refusalOf } from '../../client/errors';
import { rowsOf } from '../../client/pages';
import { asObject } from '../../client/refusal';
import { paystandRequest } from '../../client/request';
import type { PaystandRequest } from '../../client/request';
import {
	eventIn,
	MAX_VERIFY_BYTES,
	verdictOf,
	verdictOfEvent,
	VERIFIED_FIELDS,
	verifiedBytes,
} from '../../client/verification';
import { Refused } from './body';
import { contradicts, isNewer } from '../../client/compare';
import { isRecord, typeOf } from './events';
import type { Memory } from './memory';

/** An event that Paystand stands by. */
export interface Confirmed {
	event: IDataObject;
	/** What makes it one event, for telling repeats. */
	key: string;
	/** When it happened, by what was confirmed of it; as Paystand writes times. */
	time: unknown;
}

/** Paystand waits 15 s for our answer (fact sheet 7.2). */
const DEADLINE_MS = 8_000;
/** How long after a useless fresh token no other one is fetched: forgeries must not mint tokens. */
const TOKEN_PAUSE_MS = 30_000;

const DENIED = new Refused(401, 'Paystand does not know this event');
/** Nobody has said yes or no; Paystand delivers the event again. */
const UNREACHABLE = new Refused(503, 'The event cannot be checked right now');

/** The record as a request reads it; lists are searched for the id. */
const READ: Record<string, (resource: IDataObject) => string[]> = {
	payment: ({ id }) => ['payments', String(id)],
	receivableTransaction: ({ receivableId }) => [
		'receivables',
		String(receivableId),
		'transactions',
	],
	refund: ({ id }) => ['refunds', String(id)],
	dispute: ({ id }) => ['disputes', String(id)],
	transfer: ({ id }) => ['transfers', String(id)],
	fee: ({ id }) => ['fees', String(id)],
	creditMemo: ({ id }) => ['creditMemos', String(id)],
	customer: ({ id }) => ['payerCustomers', String(id)],
	withdrawal: () => ['withdrawals', 'all'],
};

/**
 * Asks Paystand whether an event is real, since nothing is signed (fact sheet 12.23): the verify
 * route first, then the event itself, then the record it is about. The latter two only while it is
 * not known which route works for this account: an unknown event and a forbidden route are refused
 * alike, but where a route has confirmed an event before, its refusal is about the event.
 *
 * @param claimed the event as it arrived
 * @returns the event with what Paystand confirmed in it, or the answer to give instead
 */
export async function confirm(
	context: IWebhookFunctions,
	claimed: IDataObject,
	memory: Memory,
): Promise<Confirmed | Refused> {
	const until = performance.now() + DEADLINE_MS;
	const ask = async (request: PaystandRequest) => await reply(context, request, memory, until);
	return (
		(await confirmByVerifying(claimed, ask, memory)) ??
		(await confirmByEvent(claimed, ask, memory)) ??
		(await confirmByRecord(claimed, ask))
	);
}

/** @returns `undefined` when another way has to be gone */
async function confirmByVerifying(
	claimed: IDataObject,
	ask: Ask,
	memory: Memory,
): Promise<Confirmed | Refused | undefined> {
	const id = String(claimed.id);
	const body = Object.fromEntries(VERIFIED_FIELDS.map((field) => [field, claimed[field]]));
	const isTooLarge = verifiedBytes(body as IDataObject) >= MAX_VERIFY_BYTES;
	if (memory.confirmedBy === 'event' || isTooLarge) return undefined;
	const said = await ask({
		method: 'POST',
		path: ['events', id, 'verify'],
		body: body as IDataObject,
		repeatable: true,
	});
	if (!isGood(said)) {
		const isAboutRoute = said.status !== 401 && said.status !== 404;
		const mayAskOn = isRouteRefused(said) && (isAboutRoute || memory.confirmedBy === undefined);
		return mayAskOn ? undefined : refused(said.status);
	}
	switch (verdictOf(said.body, claimed)) {
		case 'weak':
			return undefined;
		case 'denied':
			return DENIED;
		case 'unclear':
			return UNREACHABLE;
	}
	const shown = eventIn(said.body, id);
	learn(memory, 'verify');
	const event = { ...claimed, ...(shown && { resource: shown.resource, diff: shown.diff }) };
	return { event, key: id, time: timeOf(shown ?? claimed) };
}

/** @returns `undefined` when another way has to be gone */
async function confirmByEvent(
	claimed: IDataObject,
	ask: Ask,
	memory: Memory,
): Promise<Confirmed | Refused | undefined> {
	const id = String(claimed.id);
	const said = await ask({ method: 'GET', path: ['events', id] });
	if (!isGood(said)) {
		const isAboutRoute = said.status !== 401 && said.status !== 404;
		const mayAskOn = isRouteRefused(said) && (isAboutRoute || memory.confirmedBy !== 'event');
		return mayAskOn ? undefined : refused(said.status);
	}
	const verdict = verdictOfEvent(said.body, claimed);
	if (verdict !== 'confirmed') return verdict === 'denied' ? DENIED : UNREACHABLE;
	const event = eventIn(said.body, id) as IDataObject;
	if (memory.confirmedBy !== 'verify') learn(memory, 'event');
	return { event, key: id, time: timeOf(event) };
}

function timeOf({ created, lastUpdated }: IDataObject): unknown {
	return created ?? lastUpdated;
}

/**
 * The weakest way: what the record says now is the truth that comes out, once for each state it is
 * met in, so that an invented event can announce nothing that is not so.
 */
async function confirmByRecord(claimed: IDataObject, ask: Ask): Promise<Confirmed | Refused> {
	const resource = claimed.resource as IDataObject;
	const { kind } = typeOf(resource);
	const path = Object.hasOwn(READ, kind) ? READ[kind](resource) : undefined;
	if (!path || !resource.id) return DENIED;
	const said = await ask({ method: 'GET', path });
	if (!isGood(said)) return refused(said.status);
	const rows = rowsOf(said.body);
	if (!rows && !isRecord(said.body)) return UNREACHABLE;
	const record = rows?.find((row) => row.id === resource.id) ?? asObject(said.body);
	if (record.id !== resource.id) return DENIED;
	const found: IDataObject = { ...record, object: kind };
	// A late event tells of an earlier state; one from the future, or another present, is made up.
	const isLate = isNewer(found.lastUpdated, resource.lastUpdated);
	if (!isLate && contradicts({ ...resource, object: kind }, found)) return DENIED;
	return {
		// What the claim says of changes is not confirmed by the record.
		event: { ...claimed, resource: found, diff: undefined },
		key: [kind, found.id, typeOf(found).name, found.lastUpdated].join(' '),
		time: found.lastUpdated ?? timeOf(claimed),
	};
}

interface Said {
	status: number;
	/** The reply as it came, when there was a good one. */
	body?: unknown;
}

type Ask = (request: PaystandRequest) => Promise<Said>;

function isGood({ status }: Said): boolean {
	return status >= 200 && status < 300;
}

async function reply(
	context: IWebhookFunctions,
	request: PaystandRequest,
	memory: Memory,
	until: number,
): Promise<Said> {
	const keepToken = performance.now() - memory.freshTokenRefusedAt < TOKEN_PAUSE_MS;
	const deadlineMs = Math.max(until - performance.now(), 1);
	try {
		const how = { keepToken, deadlineMs, asItCame: true };
		return { status: 200, body: await paystandRequest(context, { ...request, ...how }) };
	} catch (error) {
		const status = refusalOf(error)?.status ?? 0;
		if (status === 401 && !keepToken) memory.freshTokenRefusedAt = performance.now();
		if (isUnreachable(status)) {
			context.logger.warn(
				`Paystand Trigger could not check an event: ${(error as Error).message}. Paystand was asked to deliver it again.`,
			);
		}
		return { status };
	}
}

/** Whether the route may be forbidden, missing, or have no place for the event. */
function isRouteRefused({ status }: Said): boolean {
	return [401, 403, 404, 405, 413, 501].includes(status);
}

function refused(status: number): Refused {
	return isUnreachable(status) ? UNREACHABLE : DENIED;
}

/** Nobody said no: no reply, a limit, a fault, or a credential that brought no token. */
function isUnreachable(status: number): boolean {
	return status === 0 || status === 429 || (status >= 500 && status !== 501);
}

function learn(memory: Memory, route: Memory['confirmedBy']): void {
	if (memory.confirmedBy === route) return;
	memory.confirmedBy = route;
	memory.isUnsaved = true;
}
