import axios, { isAxiosError, type AxiosResponse } from 'axios';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isLoopback } from './target.mts';

export interface Question {
	method: string;
	/** Whole address, with the query. */
	url: string;
	headers: Record<string, string>;
	/** JSON, or a form with a file. */
	body?: object | FormData;
}

/** What came back, whatever it was; a question never throws. */
export interface Reply {
	/** Null when nothing came: see `failure`. */
	status: number | null;
	failure?: 'time-out' | 'connection' | 'too large';
	kind: 'json' | 'html' | 'text' | 'empty';
	/** The parsed JSON; undefined for anything else. */
	body: unknown;
	/** Names in lower case. */
	headers: Record<string, string>;
}

export type Send = (question: Question) => Promise<Reply>;

const MAX_BYTES = 32 * 1024 * 1024;

/**
 * One round trip, without retries and without following redirects: a token must not travel to
 * another host. Errors of axios hold the request with its secrets, so none leaves this function.
 * @param timeoutMs for the whole of a reply, not only for its first byte
 */
export function createSend(timeoutMs: number): Send {
	const client = axios.create({
		httpAgent: new HttpAgent({ keepAlive: true, maxSockets: 1 }),
		httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: 1 }),
		maxRedirects: 0,
		maxContentLength: MAX_BYTES,
		responseType: 'arraybuffer',
		validateStatus: () => true,
	});
	return async ({ method, url, headers, body }) => {
		try {
			const reply = await client.request<ArrayBuffer>({
				method,
				url,
				headers: { Accept: 'application/json', ...headers },
				data: body,
				signal: AbortSignal.timeout(timeoutMs),
				...(isLoopback(new URL(url).hostname) && { proxy: false }),
			});
			return read(reply);
		} catch (error) {
			return {
				status: null,
				failure: failureOf(error),
				kind: 'empty',
				body: undefined,
				headers: {},
			};
		}
	};
}

function read(reply: AxiosResponse<ArrayBuffer>): Reply {
	const text = Buffer.from(reply.data ?? [])
		.toString('utf8')
		.replace(/^\uFEFF/, '');
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(reply.headers))
		headers[name.toLowerCase()] = String(value);
	const common = { status: reply.status, headers };
	if (text.trim() === '') return { ...common, kind: 'empty', body: undefined };
	try {
		return { ...common, kind: 'json', body: JSON.parse(text) as unknown };
	} catch {
		return { ...common, kind: /^\s*</.test(text) ? 'html' : 'text', body: undefined };
	}
}

function failureOf(error: unknown): Reply['failure'] {
	if (axios.isCancel(error)) return 'time-out';
	if (isAxiosError(error) && /maxContentLength/.test(error.message)) return 'too large';
	return 'connection';
}
