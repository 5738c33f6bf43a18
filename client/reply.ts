import type { IDataObject } from 'n8n-workflow';

/** What came back from one round trip. */
export interface Reply {
	/** HTTP status; 0 when the connection broke, and then `headers.code` says how. */
	status: number;
	headers: IDataObject;
	body: unknown;
}

/** The connection was never made, so nothing can have happened on the other side. */
const NEVER_SENT = ['ECONNREFUSED', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND'];

/** By the code of a connection that broke, what a person is told. */
export const UNREACHABLE: Record<string, string> = {
	EAI_AGAIN: 'its host name could not be looked up',
	ECONNABORTED: 'it did not answer in time',
	ECONNREFUSED: 'it refused the connection',
	ECONNRESET: 'the connection was reset',
	ERR_CANCELED: 'the execution was cancelled while it was working on the request',
	ENOTFOUND: 'its host name is not known',
	ETIMEDOUT: 'it did not answer in time',
	UNKNOWN: 'its reply could not be read',
};

/**
 * Whether the request may have taken effect although no good reply came. A gateway says 408 of a
 * request that it has passed on, and the redirects 302 and 303 are how a web server answers a form
 * that it has processed.
 */
export function isUnclear({ status, headers }: Reply): boolean {
	if (status === 0) return !NEVER_SENT.includes(String(headers.code));
	return [302, 303, 408].includes(status) || (status >= 500 && status !== 501);
}
