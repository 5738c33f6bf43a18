import type { IDataObject } from 'n8n-workflow';

import type { Session } from './session';

/** How long after a useless fresh token no other one is fetched. */
const PAUSE_MS = 60_000;

/**
 * Sends a request, and once more with a fresh access token after a 401. A token that expires under
 * many requests at once is fetched by one of them, and the others wait for it. A 401 that outlives a
 * fresh token is not about the token (fact sheet 12.13), so a thousand foreign ids do not fetch a
 * thousand tokens.
 *
 * @param send one round trip; `mayFetch` lets n8n fetch a fresh token after a 401 and repeat
 */
export async function withToken<T extends { status: number }>(
	session: Session,
	send: (mayFetch: boolean) => Promise<T>,
): Promise<T> {
	const tokensBefore = session.tokensFetched;
	const reply = await send(false);
	const now = () => performance.now();
	if (reply.status !== 401 || now() - session.freshTokenRefusedAt < PAUSE_MS) return reply;

	// Another request has fetched one since this one was sent, or is about to: what comes of it goes
	// for all that wait.
	const failure = session.tokenRefused ?? (await session.fetchingToken);
	if (failure) throw failure;
	if (session.tokensFetched !== tokensBefore) return await send(false);

	const repeated = send(true);
	session.fetchingToken = repeated.then(
		() => undefined,
		(error) => noteTokenFailure(session, error),
	);
	try {
		const last = await repeated;
		session.tokensFetched += 1;
		if (last.status === 401) session.freshTokenRefusedAt = now();
		return last;
	} finally {
		session.fetchingToken = undefined;
	}
}

/** What `context.accessToken` of an error says when no access token was to be had. */
export type TokenFailure = 'refused' | 'unavailable';

/**
 * Notes that no access token was to be had. Refused for good, none is asked for again: three hundred
 * items would each send the same wrong secret.
 *
 * @returns the error, when it is about the token; it goes for all requests that wait for one
 */
export function noteTokenFailure(session: Session, error: unknown): Error | undefined {
	const { context } = error as { context?: IDataObject };
	if (context?.accessToken === undefined) return undefined;
	if (context.accessToken === 'refused') session.tokenRefused = error as Error;
	return error as Error;
}
