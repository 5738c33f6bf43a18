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
	if (reply.status !== 401 || Date.now() - session.freshTokenRefusedAt < PAUSE_MS) return reply;

	// Another request has fetched one since this one was sent, or is about to.
	if (session.fetchingToken) await session.fetchingToken;
	if (session.tokensFetched !== tokensBefore) return await send(false);

	const repeated = send(true);
	session.fetchingToken = repeated.catch(() => undefined);
	try {
		const last = await repeated;
		session.tokensFetched += 1;
		if (last.status === 401) session.freshTokenRefusedAt = Date.now();
		return last;
	} finally {
		session.fetchingToken = undefined;
	}
}
