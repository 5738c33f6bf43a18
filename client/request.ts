import { BaseError, NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { within } from './deadline';
import { refusalError, refusalOf } from './errors';
import { filePart } from './multipart';
import type { FilePart } from './multipart';
import { isPassing, isUnclear, UNREACHABLE } from './outcome';
import type { Reply } from './outcome';
import { backoffMs, pause } from './pace';
import { readRefusal, remoteText } from './refusal';
import type { Refusal } from './refusal';
import { sessionOf, stopSignal } from './session';
import type { PaystandContext, Session } from './session';
import { noteTokenFailure, withToken } from './token';

export type { PaystandContext } from './session';

export interface PaystandRequest {
	method: 'DELETE' | 'GET' | 'PATCH' | 'POST' | 'PUT';
	/** Path segments below `/v3`, e.g. `['receivables', id, 'read']`; each is encoded. */
	path: string[];
	query?: IDataObject;
	body?: IDataObject;
	/** A file to upload instead of a JSON body. */
	file?: FilePart;
	/**
	 * Whether sending it again after an unclear outcome is harmless. Without it: yes for every verb
	 * but POST, since Paystand has no idempotency header (fact sheet 1).
	 */
	repeatable?: boolean;
	/** Milliseconds it may take in all, waits and repeats included; then it counts as no answer. */
	deadlineMs?: number;
	/** Gives it up before it is sent, or sent again, when nobody waits for it any more. */
	signal?: AbortSignal;
	/** Gives the reply's body as it came, an empty one too. */
	asItCame?: boolean;
	/** Not to fetch a fresh access token after a 401, since one was fetched a moment ago. */
	keepToken?: boolean;
}

const MOST_ATTEMPTS = 6;
const TIMEOUT_MS = 60_000;
const UPLOAD_TIMEOUT_MS = 300_000;

/**
 * Sends a request to Paystand: the only place of this package that does HTTP. Authenticates through
 * n8n, keeps to the limit of requests, and sends again what may be sent again: after 429 anything,
 * after 502, 503, 504 and a broken connection only what is `repeatable`.
 *
 * @returns Paystand's reply body, whole and unchanged; `{}` for an empty one, unless `asItCame`
 * @throws {NodeApiError} what Paystand refused, with a next step, see `refusalError`
 */
export async function paystandRequest(
	context: PaystandContext,
	request: PaystandRequest,
): Promise<unknown> {
	if (request.deadlineMs === undefined) return await sendInTurn(context, request);
	return await within(
		request.deadlineMs,
		async (signal) => await sendInTurn(context, { ...request, signal }),
		() => refusalError(context.getNode(), { status: 0, explanation: UNREACHABLE.ETIMEDOUT }),
	);
}

/**
 * As `paystandRequest`, for replies that are one JSON object.
 *
 * @throws {NodeApiError} also when the reply to a write is none: it has probably taken effect
 * @throws {NodeOperationError} when the reply to a reading is none
 */
export async function requestObject(
	context: PaystandContext,
	request: PaystandRequest,
): Promise<IDataObject> {
	const body = await paystandRequest(context, request);
	if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as IDataObject;
	if (!(request.repeatable ?? request.method === 'GET')) throw unreadable(context);
	throw new NodeOperationError(
		context.getNode(),
		'Paystand answered with something that is no JSON object',
		{ description: `It begins with: ${remoteText(JSON.stringify(body)?.slice(0, 100)) ?? ''}` },
	);
}

/**
 * Creates a record: as `requestObject`, for a reply that has to show it.
 *
 * @param key name and value by which the record is known to be this one, where the reply shows it
 * @throws {NodeApiError} also when the reply shows no record, or another one: `outcomeUnknown`
 */
export async function createRecord(
	context: PaystandContext,
	request: PaystandRequest,
	key?: { name: string; value: unknown },
): Promise<IDataObject> {
	const record = await requestObject(context, request);
	const hasId = (typeof record.id === 'string' && record.id !== '') || Number.isInteger(record.id);
	const shown = key && record[key.name];
	const isAnother = shown !== undefined && shown !== null && String(shown) !== String(key?.value);
	if (hasId && !isAnother) return record;
	throw unreadable(context);
}

function unreadable(context: PaystandContext): NodeApiError {
	return refusalError(context.getNode(), {
		status: 200,
		outcomeUnknown: true,
		isUnreadable: true,
	});
}

async function sendInTurn(context: PaystandContext, request: PaystandRequest): Promise<unknown> {
	const session = await sessionOf(context);
	const signal = stopSignal(context, request.signal);
	const send = async () => await sendUntilDone(context, session, request, signal);
	while (!session.hasToken) {
		if (session.tokenRefused) throw session.tokenRefused;
		if (!session.first) return await sendFirst(session, send);
		// Its outcome is for whoever sent it; here only the token counts.
		const failure = await session.first;
		if (failure) throw failure;
	}
	return await send();
}

async function sendFirst(session: Session, send: () => Promise<unknown>): Promise<unknown> {
	const sent = send();
	session.first = sent
		.then(
			() => void (session.hasToken = true),
			(error) => {
				// A refusal is Paystand's word, so there is a token.
				if (refusalOf(error)) session.hasToken = true;
				return noteTokenFailure(session, error);
			},
		)
		.finally(() => (session.first = undefined));
	return await sent;
}

async function sendUntilDone(
	context: PaystandContext,
	session: Session,
	request: PaystandRequest,
	signal?: AbortSignal,
): Promise<unknown> {
	const repeatable = request.repeatable ?? request.method !== 'POST';
	// Who says that a POST is repeatable says that it changes nothing.
	const isWrite = !(request.repeatable ?? request.method === 'GET');
	let wasUnclear = false;

	for (let attempt = 1; ; attempt++) {
		const send = async (mayFetchToken: boolean) => {
			const roundTrip = async () => await sendOnce(context, session, request, mayFetchToken);
			return await session.slots.run(async () => await session.pacer.run(roundTrip, signal));
		};
		const sent = request.keepToken ? send(false) : withToken(session, send);
		const { reply, waitMs } = await sent.catch((error: Error) => {
			// No token was to be had for this attempt, but one before it may have taken effect.
			if (!(wasUnclear && isWrite) || signal?.aborted) throw error;
			const refusal = { status: 0, explanation: error.message, outcomeUnknown: true };
			throw refusalError(context.getNode(), { ...refusal, attempts: attempt });
		});
		if (reply.status >= 200 && reply.status < 300) {
			if (request.asItCame) return reply.body;
			return reply.body === '' ? {} : (reply.body ?? {});
		}

		const refusal: Refusal = { ...readRefusal(reply.status, reply.body), attempts: attempt };
		wasUnclear ||= isUnclear(reply);
		const again = reply.status === 429 || (isPassing(reply) && repeatable);
		if (again && attempt < MOST_ATTEMPTS) {
			await pause(Math.max(waitMs, backoffMs(attempt)), signal);
			continue;
		}

		const code = String(reply.headers.code ?? '');
		if (reply.status === 0) refusal.explanation = UNREACHABLE[code] ?? refusal.explanation ?? code;
		// Also after a clear refusal: what is refused now may be what an attempt before it has done.
		refusal.outcomeUnknown = wasUnclear && isWrite;
		throw refusalError(context.getNode(), refusal, reply.body);
	}
}

/** One round trip through n8n. A connection that broke is a reply of status 0. */
async function sendOnce(
	context: PaystandContext,
	session: Session,
	request: PaystandRequest,
	mayFetchToken: boolean,
): Promise<Reply> {
	const options: IHttpRequestOptions = {
		method: request.method,
		url: `${session.baseUrl}/${request.path.map(encodeURIComponent).join('/')}`,
		headers: { Accept: 'application/json' },
		qs: request.query,
		body: request.body,
		returnFullResponse: true,
		// 401 must reach n8n as an exception: that is what makes it fetch a fresh token.
		ignoreHttpStatusErrors: { ignore: true, except: [401] },
		timeout: Math.min(TIMEOUT_MS, request.deadlineMs ?? TIMEOUT_MS),
		// A redirect would carry the token and the money to a host that nobody chose.
		disableFollowRedirect: true,
	};
	if (request.file) {
		const part = filePart(request.file);
		options.body = part.body;
		options.headers = { ...options.headers, 'Content-Type': part.contentType };
		options.timeout = UPLOAD_TIMEOUT_MS;
	}

	try {
		const reply = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			'paystandApi',
			options,
			mayFetchToken ? undefined : { preAuthenticationRetryStatusCode: [] },
		)) as { statusCode: number; headers: IDataObject; body: unknown };
		return { status: reply.statusCode, headers: reply.headers, body: reply.body };
	} catch (error) {
		return brokenReply(context, error);
	}
}

function brokenReply(context: PaystandContext, error: unknown): Reply {
	const { cause } = error as {
		cause?: { code?: string; response?: { status: number; headers: IDataObject; data: unknown } };
	};
	if (cause?.response) {
		return {
			status: cause.response.status,
			headers: { ...cause.response.headers },
			body: cause.response.data,
		};
	}
	// The credential's own message (no token, no scope), or no credential at all: nothing was sent.
	if (error instanceof NodeOperationError || cause instanceof BaseError) {
		const told =
			error instanceof NodeOperationError
				? error
				: new NodeApiError(context.getNode(), error as never);
		const isPassing = cause instanceof BaseError && cause.extra?.isPassing === true;
		told.context.accessToken = isPassing ? 'unavailable' : 'refused';
		throw told;
	}
	// Whatever else went wrong, also a run that was cancelled under way: the request may have arrived.
	return { status: 0, headers: { code: cause?.code ?? 'UNKNOWN' }, body: undefined };
}
