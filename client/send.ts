import { BaseError, NodeOperationError } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestOptions,
} from 'n8n-workflow';

import { CREDENTIAL_TYPE } from './context';
import type { PaystandContext } from './context';
import { tokenIn } from './credential';
import type { Credential, Token } from './credential';
import { AccessTokenError } from './errors';
import { filePart } from './multipart';
import type { FilePart } from './multipart';
import type { Reply } from './reply';

export interface RequestOptions {
	query?: IDataObject;
	/**
	 * Whether sending it again after an unclear outcome is harmless. Default: every verb but POST,
	 * since Paystand has no idempotency header (docs/paystand-api.md#no-idempotency-key). Of a POST
	 * it says that it changes nothing.
	 */
	idempotent?: boolean;
	/** Milliseconds it may take in all, waits and retries included; then it counts as no answer. */
	timeoutMs?: number;
	/** Gives it up before it is sent, or sent again, when nobody waits for it any more. */
	signal?: AbortSignal;
	/** Not to fetch a fresh access token after a 401. */
	keepToken?: boolean;
}

export interface PaystandRequest extends RequestOptions {
	method: 'DELETE' | 'GET' | 'PATCH' | 'POST' | 'PUT';
	/** Path segments below `/v3`, e.g. `['receivables', id, 'read']`; each is encoded. */
	path: string[];
	body?: IDataObject;
	/** A file to upload instead of a JSON body. */
	file?: FilePart;
}

const TIMEOUT_MS = 60_000;
const UPLOAD_TIMEOUT_MS = 300_000;

/**
 * One round trip through n8n: the only place that does HTTP.
 *
 * @param accessToken sent with it; when empty, n8n first fetches one through the credential and
 *   stores it
 * @param fetched is called with that one, before the request goes out
 * @returns the reply, of status 0 when the connection broke
 * @throws {AccessTokenError} when there was no token to be had; the request was not sent then
 */
export async function send(
	context: PaystandContext,
	{ id, name, data: stored, baseUrl }: Credential,
	accessToken: string,
	request: PaystandRequest,
	fetched: (token: Token) => void,
): Promise<Reply> {
	const data = noticing(fetched, { ...stored, accessToken });
	const credentialsDecrypted = { id, name, type: CREDENTIAL_TYPE, data };
	try {
		const { statusCode, headers, body } = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			CREDENTIAL_TYPE,
			httpOptions(baseUrl, request),
			{ credentialsDecrypted },
		)) as { statusCode: number; headers: IDataObject; body: unknown };
		return { status: statusCode, headers, body };
	} catch (error) {
		// Without a token n8n has not come to send the request.
		if (data.accessToken === '') throw tokenError(error);
		return brokenReply(error);
	}
}

/**
 * A decrypted credential that tells when n8n has fetched a token: n8n assigns what it has stored to
 * the very object that it was given, and then sends the request.
 */
function noticing(
	fetched: (token: Token) => void,
	data: ICredentialDataDecryptedObject,
): ICredentialDataDecryptedObject {
	let accessToken = data.accessToken;
	return Object.defineProperty(data, 'accessToken', {
		enumerable: true,
		get: () => accessToken,
		set: (value: string) => {
			const isNew = value !== accessToken;
			accessToken = value;
			// A moment later, when its end has been assigned, too.
			if (isNew) void Promise.resolve().then(() => fetched(tokenIn(data)));
		},
	});
}

function httpOptions(baseUrl: string, request: PaystandRequest): IHttpRequestOptions {
	const options: IHttpRequestOptions = {
		method: request.method,
		url: `${baseUrl}/${request.path.map(encodeURIComponent).join('/')}`,
		headers: { Accept: 'application/json' },
		qs: request.query,
		body: request.body,
		returnFullResponse: true,
		// 401 too: n8n would fetch a token for each of many requests that meet its end together.
		ignoreHttpStatusErrors: true,
		timeout: Math.min(TIMEOUT_MS, request.timeoutMs ?? TIMEOUT_MS),
		// A redirect would carry the token and the money to a host that nobody chose.
		disableFollowRedirect: true,
	};
	if (!request.file) return options;
	const { body, contentType } = filePart(request.file);
	const headers = { ...options.headers, 'Content-Type': contentType };
	return { ...options, body, headers, timeout: UPLOAD_TIMEOUT_MS };
}

/** What the credential says about a token that it could not get, or n8n about storing it. */
function tokenError(error: unknown): Error {
	// Whatever n8n says of the node or its credential stays as n8n says it.
	if (error instanceof NodeOperationError) return error;
	const { cause } = error as { cause?: unknown };
	const { message } = (cause ?? error) as Error;
	const isTransient = !(cause instanceof BaseError) || cause.extra?.isTransient === true;
	return new AccessTokenError(message, isTransient);
}

function brokenReply(error: unknown): Reply {
	const { cause } = error as {
		cause?: { code?: string; response?: { status: number; headers: IDataObject; data: unknown } };
	};
	if (cause?.response) {
		const { status, headers, data } = cause.response;
		return { status, headers: { ...headers }, body: data };
	}
	// Whatever else went wrong, also a run that was cancelled under way: the request may have arrived.
	return { status: 0, headers: { code: cause?.code ?? 'UNKNOWN' }, body: undefined };
}
