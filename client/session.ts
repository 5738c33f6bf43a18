import { NodeOperationError } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	IHookFunctions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { baseUrlFault, baseUrlOf } from './environments';
import { pacerFor } from './pace';
import type { Pacer } from './pace';
import { Slots } from './slots';

/** Where a request can be made from. */
export type PaystandContext =
	| IExecuteFunctions
	| IHookFunctions
	| ILoadOptionsFunctions
	| IPollFunctions
	| IWebhookFunctions;

/** What one execution (one `this`) knows about its connection. */
export interface Session {
	baseUrl: string;
	/** Whose records these are: the address and the merchant, for what a process knows of them. */
	account: string;
	pacer: Pacer;
	/** Room for the requests that are under way at a time. */
	slots: Slots;
	/** n8n keeps an access token from before; whether it is still good only Paystand knows. */
	hasToken: boolean;
	/**
	 * Without one, the first request; it goes alone, so that an execution mints at most one token. Tells
	 * why there is none, if so.
	 */
	first?: Promise<Error | undefined>;
	/** Paystand gives this credential no access token, and would not if it was asked again. */
	tokenRefused?: Error;
	/** How many fresh access tokens this execution has fetched. */
	tokensFetched: number;
	/** A fresh token is being fetched right now. Tells why there is none, if so. */
	fetchingToken?: Promise<Error | undefined>;
	/** When a 401 last outlived a fresh token, in milliseconds of `performance.now()`. */
	freshTokenRefusedAt: number;
}

/** What runs 3,000 requests in a few seconds and opens no more connections than it needs. */
export const REQUESTS_AT_A_TIME = 80;

const sessions = new WeakMap<object, Promise<Session>>();
const slots = new WeakMap<object, Slots>();

/** Bounds how many requests of an execution are under way at a time; for before its first one. */
export function allowAtATime(context: PaystandContext, most: number): void {
	slots.set(context, new Slots(most));
}

/**
 * The session of an execution, opened by its first request.
 *
 * @throws {NodeOperationError} when the credential's Base URL may not be used
 */
export async function sessionOf(context: PaystandContext): Promise<Session> {
	const known = sessions.get(context);
	if (known) return await known;
	const opening = openSession(context);
	sessions.set(context, opening);
	// A credential that cannot be read may be readable the next time.
	opening.catch(() => sessions.delete(context));
	return await opening;
}

async function openSession(context: PaystandContext): Promise<Session> {
	const credential = await context.getCredentials('paystandApi');
	const baseUrl = baseUrlOf(credential);
	if (baseUrl === undefined) {
		const { what, next } = baseUrlFault(credential);
		throw new NodeOperationError(context.getNode(), `The credential's 'Base URL' ${what}`, {
			description: next,
		});
	}
	return {
		baseUrl,
		account: `${baseUrl} ${String(credential.customerId ?? '').trim()}`,
		pacer: pacerFor(`${baseUrl} ${String(credential.clientId ?? '').trim()}`),
		slots: slots.get(context) ?? new Slots(REQUESTS_AT_A_TIME),
		hasToken: Boolean(credential.accessToken),
		tokensFetched: 0,
		freshTokenRefusedAt: Number.NEGATIVE_INFINITY,
	};
}

/**
 * Tells when the execution is cancelled, or nobody waits for the reply any more.
 *
 * @param unwanted tells the latter
 */
export function stopSignal(
	context: PaystandContext,
	unwanted?: AbortSignal,
): AbortSignal | undefined {
	const cancelled =
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	return cancelled && unwanted ? AbortSignal.any([cancelled, unwanted]) : (cancelled ?? unwanted);
}
