import type { Operation } from './document.mts';
import type { Reply } from './http.mts';

/**
 * Which form an error has: Paystand's envelope, or the flat pair of OAuth
 * (docs/paystand-api.md#missing-scope).
 */
export function formOf(body: unknown): string | null {
	const error = (body as { error?: unknown } | null | undefined)?.error;
	if (error === undefined || error === null) return null;
	return typeof error === 'string' ? 'flat' : typeof error;
}

/** How a 429 says when to come back. */
export function retryAfterOf(value: string | undefined): string | null {
	if (value === undefined) return null;
	return /^\d+$/.test(value.trim()) ? 'seconds' : 'date';
}

/** What kind of answer a reply is, for the limit headers. */
export function kindOf(operation: Operation, reply: Reply): string {
	if (reply.status === null || reply.status >= 500) return 'server error';
	if (reply.status >= 400) return `refusal ${reply.status}`;
	if (reply.status === 204) return 'no content';
	return operation.isList ? 'list' : operation.needsToken ? 'record' : 'token';
}
