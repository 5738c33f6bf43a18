import type { Difference } from './compare.mts';
import type { ApiDocument, Operation } from './document.mts';
import { Findings } from './findings.mts';
import type { Question, Reply, Send } from './http.mts';
import type { HeaderWatch } from './headers.mts';
import { formOf, kindOf, retryAfterOf } from './replies.mts';
import type { Pace } from './pace.mts';
import type { Target } from './target.mts';

export interface Credential {
	clientId: string;
	clientSecret: string;
	customerId: string;
}

export interface Ask {
	/** Ids of the path, by name. */
	ids?: Record<string, string>;
	query?: Record<string, string | number>;
	body?: object | FormData;
	/** Headers instead of the usual ones; null leaves one out. */
	headers?: Record<string, string | null>;
	/** Statuses that are as documented for this question; the success status when left out. */
	expect?: number[];
	/** What kind of answer this is, for the limit headers. */
	answerKind?: string;
}

/** The run is over before its end. */
export class Stop extends Error {
	/** Not even what was made may be cancelled. */
	readonly final: boolean;

	constructor(message: string, final = false) {
		super(message);
		this.final = final;
	}
}

/** A step cannot go on; the others can. Its message holds no value of Paystand's. */
export class Unable extends Error {}

/** After so many questions in a row without any reply, Paystand is taken for unreachable. */
const MAX_SILENT = 5;

/** What all steps share: one way to ask, what is known so far, what was made. */
export class Probe {
	readonly document: ApiDocument;
	readonly findings: Findings;
	readonly credential: Credential;
	readonly target: Target;
	readonly headers: HeaderWatch;
	/** Rows of each list as it was read first, newest first unless the order is ignored. */
	readonly rows = new Map<string, Record<string, unknown>[]>();
	/** Ids of the records that this run made, by the name they have in paths. */
	readonly made: Record<string, string[]> = {};
	/** In front of every key that this run makes. */
	readonly prefix: string;
	base: string;
	authorization: string | null = null;
	/** Called before each request, e.g. to renew a token that has run out. */
	beforeAsk: () => Promise<void> = async () => undefined;
	requests = 0;
	/** Set from outside (Ctrl-C): the next question is not asked. */
	interrupted = false;
	readonly #send: Send;
	readonly #pace: Pace;
	#silent = 0;

	constructor(options: {
		document: ApiDocument;
		credential: Credential;
		target: Target;
		headers: HeaderWatch;
		send: Send;
		pace: Pace;
		prefix: string;
	}) {
		this.document = options.document;
		this.findings = new Findings(options.document);
		this.credential = options.credential;
		this.target = options.target;
		this.headers = options.headers;
		this.prefix = options.prefix;
		this.base = options.target.bases[0]!;
		this.#send = options.send;
		this.#pace = options.pace;
	}

	operation(operationId: string): Operation | undefined {
		return this.document.operations.get(operationId);
	}

	/**
	 * Asks an operation of the document once and takes in the reply.
	 * @throws Stop at a 429, and when nothing answers any more
	 */
	async ask(operationId: string, ask: Ask = {}): Promise<Reply> {
		const operation = this.operation(operationId);
		if (!operation) throw new Error(`the API document has no ${operationId}`);
		if (operation.needsToken) await this.beforeAsk();
		const path = operation.path.replace(/\{(\w+)\}/g, (_all, name: string) =>
			encodeURIComponent(ask.ids?.[name] ?? name),
		);
		const usual = operation.needsToken ? this.#usualHeaders() : {};
		const reply = await this.#ask(operation.method, path, { ...usual, ...ask.headers }, ask);
		this.findings.see(operation, reply);
		this.headers.see(ask.answerKind ?? kindOf(operation, reply), reply);
		const expect = ask.expect ?? [operation.success];
		const known = reply.status === 429 || (reply.status !== null && expect.includes(reply.status));
		if (!known)
			this.differ(operationId, 'status', '$', expect.join(' or '), String(reply.status ?? 'none'));
		this.#stopOn(reply);
		return reply;
	}

	/** Asks a route that is not in the document, with the usual headers. */
	async askRoute(method: string, path: string, answerKind: string): Promise<Reply> {
		await this.beforeAsk();
		const reply = await this.#ask(method, path, this.#usualHeaders(), {});
		this.headers.see(answerKind, reply);
		this.#stopOn(reply);
		return reply;
	}

	differ(
		operation: string,
		kind: Difference['kind'],
		at: string,
		documented: string,
		seen: string,
	) {
		this.findings.differ(operation, kind, at, documented, seen);
	}

	remember(name: string, id: unknown): void {
		if (typeof id === 'string' && id !== '' && !this.made[name]?.includes(id))
			(this.made[name] ??= []).push(id);
	}

	#usualHeaders(): Record<string, string | null> {
		return { Authorization: this.authorization, 'X-CUSTOMER-ID': this.credential.customerId };
	}

	async #ask(
		method: string,
		path: string,
		headers: Record<string, string | null>,
		ask: Ask,
	): Promise<Reply> {
		const query = new URLSearchParams(
			Object.entries(ask.query ?? {}).map(([key, value]) => [key, String(value)]),
		).toString();
		const form = ask.body instanceof FormData;
		const question: Question = {
			method,
			url: `${this.base}${path}${query === '' ? '' : `?${query}`}`,
			headers: {
				// Also without a body: axios would call nothing at all a form.
				...(method !== 'GET' && !form && { 'Content-Type': 'application/json' }),
				...Object.fromEntries(
					Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null),
				),
			},
			body: ask.body,
		};
		if (this.interrupted) {
			this.interrupted = false;
			throw new Stop('The run was interrupted.');
		}
		this.requests++;
		return this.#pace.run(() => this.#send(question));
	}

	#stopOn(reply: Reply): void {
		if (reply.status === 429) {
			this.findings.answer('tooManyRequests', {
				body: reply.kind,
				form: formOf(reply.body),
				retryAfter: retryAfterOf(reply.headers['retry-after']),
			});
			throw new Stop('Paystand answered 429, so nothing further was sent.', true);
		}
		this.#silent = reply.status === null ? this.#silent + 1 : 0;
		if (this.#silent < MAX_SILENT) return;
		this.#silent = 0;
		throw new Stop(`${MAX_SILENT} questions in a row got no reply, so nothing further was sent.`);
	}
}
