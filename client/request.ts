import type { Connection } from './connection';
import { RequestError } from './errors';
import { pause } from './pause';
import { readRefusal } from './refusal';
import { isUnclear, UNREACHABLE } from './reply';
import { isTransient, withRetry } from './retry';
import type { PaystandRequest } from './send';

const MAX_ATTEMPTS = 6;
/** "An unexpected error" of Paystand's may be one for good, so a reading is not asked for so often. */
const MAX_READS_AFTER_500 = 3;

/**
 * Sends a request, and again where that may help: after 429 any, after 502, 503, 504 and a broken
 * connection only what is idempotent, after 500 only a GET.
 *
 * @returns the body of a 2xx reply, exactly as it came
 * @throws {RequestError} what Paystand refused, or what nobody knows the outcome of
 */
export async function sendUntilDone(
	connection: Connection,
	request: PaystandRequest,
	signal?: AbortSignal,
): Promise<unknown> {
	const { idempotent, method } = request;
	const mayRepeat = idempotent ?? method !== 'POST';
	const isWrite = !isReadOnly(request);
	let attempts = 0;
	let wasUnclear = false;

	const attempt = async () => {
		attempts += 1;
		const reply = await connection.send(request, signal).catch((error: Error) => {
			// No token was to be had for this attempt, but one before it may have taken effect.
			if (!(wasUnclear && isWrite) || signal?.aborted) throw error;
			const refusal = { status: 0, explanation: error.message, outcomeUnknown: true };
			throw new RequestError({ ...refusal, attempts });
		});
		wasUnclear ||= isUnclear(reply);
		if (reply.status === 429) connection.usage.throttled += 1;
		return reply;
	};

	const { status, headers, body } = await withRetry(attempt, {
		maxAttempts: MAX_ATTEMPTS,
		isRetryable: ({ status }) =>
			status === 429 ||
			(mayRepeat && isTransient(status)) ||
			(mayRepeat && method === 'GET' && status === 500 && attempts < MAX_READS_AFTER_500),
		wait: async (backoffMs, reply) => {
			const wait = async () => await pause(Math.max(reply.waitMs, backoffMs), signal);
			await (reply.status === 429 ? connection.usage.waiting(wait) : wait());
		},
	});
	if (status >= 200 && status < 300) return body;

	const refusal = { ...readRefusal(status, body), attempts };
	const code = String(headers.code ?? '');
	if (status === 0) refusal.explanation = UNREACHABLE[code] ?? refusal.explanation ?? code;
	// Also after a clear refusal: what is refused now may be what an attempt before it has done.
	throw new RequestError({ ...refusal, outcomeUnknown: wasUnclear && isWrite }, body);
}

/** Whether a request changes nothing in Paystand. Who says that a POST is idempotent says that. */
export function isReadOnly({ idempotent, method }: PaystandRequest): boolean {
	return idempotent ?? method === 'GET';
}
