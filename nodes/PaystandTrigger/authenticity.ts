import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { refusalOf } from '../../client/errors';
import { rowsOf } from '../../client/pages';
import { paystandRequest } from '../../client/request';
import type { PaystandRequest } from '../../client/request';
import { Refused } from './body';
import { contradicts, isNewer } from './compare';
import { isRecord, typeOf } from './events';
import type { Memory } from './memory';

/** An event that Paystand stands by. */
export interface Confirmed {
	event: IDataObject;
	/** What makes it one event, for telling repeats. */
	key: string;
}

/** Paystand waits 15 s for our answer (fact sheet 7.2). */
const DEADLINE_MS = 8_000;
/** The verify route takes no more (fact sheet 7.6). */
const VERIFY_BYTES = 100 * 1024;
/** How long after a useless fresh token no other one is fetched: forgeries must not mint tokens. */
const TOKEN_PAUSE_MS = 30_000;
/** The fields that Paystand's own plugin sends to be verified (fact sheet 7.6). */
const VERIFIED = ['id', 'object', 'resource', 'diff', 'urls', 'created', 'lastUpdated', 'status'];

const DENIED = new Refused(401, 'Paystand does not know this event');
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
	const until = Date.now() + DEADLINE_MS;
	const ask = async (request: PaystandRequest) => await reply(context, request, memory, until);
	const id = String(claimed.id);
	const body = Object.fromEntries(VERIFIED.map((field) => [field, claimed[field]])) as IDataObject;

	if (memory.confirmedBy !== 'event' && JSON.stringify(body).length < VERIFY_BYTES) {
		const path = ['events', id, 'verify'];
		const said = await ask({ method: 'POST', path, body, repeatable: true });
		if (said.body) {
			if (said.body.error) return DENIED;
			learn(memory, 'verify');
			const confirmed = said.body.id === id && isRecord(said.body.resource) ? said.body : claimed;
			return { event: { ...claimed, resource: confirmed.resource }, key: id };
		}
		if (!mayAskOn(said.status, memory)) return refused(said.status);
	}

	const said = await ask({ method: 'GET', path: ['events', id] });
	if (said.body) {
		if (memory.confirmedBy !== 'verify') learn(memory, 'event');
		const same = said.body.id === id && isRecord(said.body.resource);
		return same && !contradicts(claimed, said.body) ? { event: said.body, key: id } : DENIED;
	}
	return mayAskOn(said.status, memory) ? await confirmByRecord(claimed, ask) : refused(said.status);
}

/**
 * The weakest way: what the record says now is the truth that comes out, once for each state it is
 * met in, so that an invented event can announce nothing that is not so.
 */
async function confirmByRecord(
	claimed: IDataObject,
	ask: (request: PaystandRequest) => Promise<Said>,
): Promise<Confirmed | Refused> {
	const resource = claimed.resource as IDataObject;
	const { kind } = typeOf(resource);
	const path = Object.hasOwn(READ, kind) ? READ[kind](resource) : undefined;
	if (!path || !resource.id) return DENIED;
	const said = await ask({ method: 'GET', path });
	if (!said.body) return refused(said.status);
	const record = rowsOf(said.body)?.find((row) => row.id === resource.id) ?? said.body;
	if (record.id !== resource.id) return DENIED;
	const found: IDataObject = { ...record, object: kind };
	// A late event tells of an earlier state; one from the future, or another present, is made up.
	const isLate = isNewer(found.lastUpdated, resource.lastUpdated);
	if (!isLate && contradicts({ ...resource, object: kind }, found)) return DENIED;
	return {
		// What the claim says of changes is not confirmed by the record.
		event: { ...claimed, resource: found, diff: undefined },
		key: [kind, found.id, typeOf(found).name, found.lastUpdated].join(' '),
	};
}

interface Said {
	status: number;
	/** The reply, when there was a good one. */
	body?: IDataObject;
}

async function reply(
	context: IWebhookFunctions,
	request: PaystandRequest,
	memory: Memory,
	until: number,
): Promise<Said> {
	const keepToken = Date.now() - memory.freshTokenRefusedAt < TOKEN_PAUSE_MS;
	const deadlineMs = Math.max(until - Date.now(), 1);
	try {
		const body = await paystandRequest(context, { ...request, keepToken, deadlineMs });
		return { status: 200, body: Array.isArray(body) ? { results: body } : (body as IDataObject) };
	} catch (error) {
		const status = refusalOf(error)?.status ?? 0;
		if (status === 401 && !keepToken) memory.freshTokenRefusedAt = Date.now();
		if (isUnreachable(status)) {
			context.logger.warn(
				`Paystand Trigger could not check an event: ${(error as Error).message}. Paystand was asked to deliver it again.`,
			);
		}
		return { status };
	}
}

/** Whether another route may know more: this one is forbidden, missing, or has no place for it. */
function mayAskOn(status: number, { confirmedBy }: Memory): boolean {
	if (status === 403 || status === 405 || status === 413 || status === 501) return true;
	return (status === 401 || status === 404) && confirmedBy === undefined;
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
