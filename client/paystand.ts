import type { IDataObject } from 'n8n-workflow';

import { objectIn, recordIn } from './body';
import { Connection } from './connection';
import type { PaystandContext } from './context';
import { CredentialCache } from './credentialCache';
import { RequestError } from './errors';
import type { Page } from './knownRows';
import { LimitUsage } from './limitUsage';
import type { Limits } from './limitUsage';
import type { FilePart } from './multipart';
import { listRows, PAGE_SIZE, pagesOf, readPage } from './pages';
import type { ListRequest } from './pages';
import { anySignal, pause } from './pause';
import { UNREACHABLE } from './reply';
import { sendUntilDone } from './request';
import { Semaphore } from './semaphore';
import type { PaystandRequest, RequestOptions } from './send';
import { withTimeout } from './timeout';

export type { PaystandContext } from './context';
export type { Page } from './knownRows';
export type { Limits } from './limitUsage';
export type { ListRequest } from './pages';
export type { PaystandRequest, RequestOptions } from './send';

/** What runs 3,000 requests in a few seconds and opens no more connections than it needs. */
export const DEFAULT_CONCURRENCY = 80;

/**
 * Talks to Paystand for one execution or delivery. The first request reads the credential; all of
 * them authenticate through n8n, keep to Paystand's limit and are sent again where that may help.
 *
 * Every request throws `RequestError` for what Paystand refused or nobody knows the outcome of,
 * `AccessTokenError` when no token was to be had, and what n8n says when the credential cannot be
 * read. `toNodeError` makes n8n's error of it.
 */
export class PaystandClient {
	/** Tells when the execution is cancelled. */
	readonly signal?: AbortSignal;

	private readonly semaphore: Semaphore;

	private readonly usage = new LimitUsage();

	private opening?: Promise<Connection>;

	private connection?: Connection;

	private readonly sendBound = async (request: PaystandRequest) => await this.send(request);

	private readonly credentials: CredentialCache;

	/** @param options.credentials where a credential that was just read is kept; nowhere by default */
	constructor(
		private readonly context: PaystandContext,
		options: { maxConcurrency?: number; credentials?: CredentialCache } = {},
	) {
		const { maxConcurrency, credentials } = options;
		this.credentials = credentials ?? new CredentialCache(0);
		this.semaphore = new Semaphore(maxConcurrency ?? DEFAULT_CONCURRENCY);
		if ('getExecutionCancelSignal' in context) this.signal = context.getExecutionCancelSignal();
	}

	/** Whose records these are: `<base URL> <customer id>`, for what a process knows of them. */
	async account(): Promise<string> {
		return (await this.connected()).account;
	}

	/** As `account`, and by which API key they are read, for what may differ by its rights. */
	async access(): Promise<string> {
		return (await this.connected()).access;
	}

	/** The merchant's own id, as the credential has it. */
	async customerId(): Promise<string> {
		return (await this.connected()).customerId;
	}

	/** @throws {PaystandError} also when the reply is not a JSON object */
	async get(path: string[], options?: RequestOptions): Promise<IDataObject> {
		return await this.object({ ...options, method: 'GET', path });
	}

	/** @throws {RequestError} also when the reply is not a JSON object: it has probably taken effect */
	async post(path: string[], body?: IDataObject, options?: RequestOptions): Promise<IDataObject> {
		return await this.object({ ...options, method: 'POST', path, body });
	}

	/** As `post`. */
	async put(path: string[], body?: IDataObject, options?: RequestOptions): Promise<IDataObject> {
		return await this.object({ ...options, method: 'PUT', path, body });
	}

	/** As `post`. */
	async patch(path: string[], body?: IDataObject, options?: RequestOptions): Promise<IDataObject> {
		return await this.object({ ...options, method: 'PATCH', path, body });
	}

	/** As `post`; an empty reply is `{}`. */
	async delete(path: string[], options?: RequestOptions): Promise<IDataObject> {
		return await this.object({ ...options, method: 'DELETE', path });
	}

	/**
	 * Creates a record: as `post`, for a reply that has to show it.
	 *
	 * @param key name and value by which the record is known to be this one, where the reply shows it
	 * @throws {RequestError} also when the reply shows no record, or another one: `outcomeUnknown`
	 */
	async create(
		path: string[],
		body: IDataObject,
		key?: { name: string; value: unknown },
	): Promise<IDataObject> {
		return recordIn(await this.object({ method: 'POST', path, body }), key);
	}

	/** Uploads a file as the multipart body of a POST whose reply has to show its record. */
	async upload(path: string[], file: FilePart, options?: RequestOptions): Promise<IDataObject> {
		return recordIn(await this.object({ ...options, method: 'POST', path, file }));
	}

	/** @returns the body of the reply, exactly as it came: an empty one is `''` */
	async send(request: PaystandRequest): Promise<unknown> {
		const wanted = anySignal(this.signal, request.signal);
		if (request.timeoutMs === undefined) {
			return await sendUntilDone(await this.connected(), request, wanted);
		}
		return await withTimeout(
			request.timeoutMs,
			async (timeUp) =>
				await sendUntilDone(await this.connected(), request, anySignal(wanted, timeUp)),
			() => new RequestError({ status: 0, explanation: UNREACHABLE.ETIMEDOUT }),
		);
	}

	/**
	 * Reads a list page by page, many at a time, to its proven end and no row twice.
	 *
	 * @param signal gives the reading up
	 * @throws {PaystandError} also when the list cannot be read whole
	 */
	pages(list: ListRequest, signal?: AbortSignal): AsyncGenerator<Page> {
		return pagesOf(this.sendBound, list, { signal });
	}

	/**
	 * A list as `pages` reads it, or its first rows.
	 *
	 * @param options.limit how many rows at most; no page is fetched beyond them
	 * @param options.filter keeps rows on our side; what it refuses does not count towards `limit`
	 */
	async list(
		list: ListRequest,
		options?: { limit?: number; filter?: (row: IDataObject) => boolean },
	): Promise<IDataObject[]> {
		return await listRows(this.sendBound, list, options);
	}

	/** One page only. One with fewer rows than asked for may still not be the last. */
	async page(
		list: ListRequest,
		{ offset, limit = PAGE_SIZE }: { offset: number; limit?: number },
	): Promise<Page> {
		return (await readPage(this.sendBound, list, { offset, size: limit })).rows;
	}

	/** @throws the signal's reason when the execution is cancelled meanwhile */
	async pause(ms: number): Promise<void> {
		await pause(ms, this.signal);
	}

	/** Writes to n8n's log. */
	warn(message: string): void {
		this.context.logger.warn(message);
	}

	limits(): Limits {
		const { waitedMs, throttled } = this.usage;
		return { waitedMs, throttled, ...this.connection?.rateLimiter.told };
	}

	private async object(request: PaystandRequest): Promise<IDataObject> {
		return objectIn(await this.send(request), request);
	}

	private async connected(): Promise<Connection> {
		const { context, semaphore, usage, credentials } = this;
		this.opening ??= Connection.open(context, semaphore, usage, credentials).then(
			(connection) => (this.connection = connection),
			(error: Error) => {
				// A credential that cannot be read may be readable the next time.
				this.opening = undefined;
				throw error;
			},
		);
		return await this.opening;
	}
}
