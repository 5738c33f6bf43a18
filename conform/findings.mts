import { compareBody, type Difference, type Kind } from './compare.mts';
import type { ApiDocument, Operation } from './document.mts';
import type { Reply } from './http.mts';
import { fieldName, isSpoken, jsonType, shape, word } from './shape.mts';

/** What an operation answered, over all its requests. */
export interface Seen {
	/** How often each status came; `none` for no reply at all. */
	statuses: Record<string, number>;
	/** The fields of its successful replies, by JSON path, with the shapes of their values. */
	fields: Record<string, string[]>;
	/** Codes of its refusals: `code/detailCode`, `parameter` where one was named. */
	refusals: string[];
}

/** Null: no answer could be had, see the reasons. */
export type Answer = string | number | boolean | null | string[] | { [key: string]: Answer };

const MAX_DEPTH = 7;
const MAX_FIELDS = 400;
const MAX_ROWS = 200;

/** Everything that a run finds out, without any value of a record. */
export class Findings {
	readonly answers: Record<string, Answer> = {};
	/** Why an answer is null, or what it stands on. */
	readonly reasons: Record<string, string> = {};
	readonly operations = new Map<string, Seen>();
	/** Words seen in fields such as `status`, by field or by `<object>.<field>`. */
	readonly words = new Map<string, Set<string>>();
	/** Steps that were left out, with the reason. */
	readonly notTried: { what: string; why: string }[] = [];
	/** Fields that this run wrote of its own accord: no news when they come back. */
	readonly ownFields = new Set<string>();
	/** What each list is like, beside the answers that hold for all of them. */
	readonly lists: Record<string, Record<string, Answer>> = {};
	readonly #differences = new Map<string, Difference>();
	readonly #behaviours: (Omit<Difference, 'seen'> & { seen: string | null })[] = [];
	readonly #document: ApiDocument;

	constructor(document: ApiDocument) {
		this.#document = document;
	}

	get differences(): Difference[] {
		return [...this.#differences.values(), ...this.#odd()];
	}

	/**
	 * How a list behaves. Where all lists that can tell behave alike, that is one difference.
	 * @param seen null: as documented
	 */
	behaves(
		operation: string,
		kind: Kind,
		at: string,
		documented: string,
		seen: string | null,
	): void {
		this.#behaviours.push({ operation, kind, at, documented, seen });
	}

	#odd(): Difference[] {
		const found = new Map<string, Difference>();
		for (const one of this.#behaviours) {
			if (one.seen === null) continue;
			const alike = this.#behaviours.filter(
				({ kind, documented }) => kind === one.kind && documented === one.documented,
			);
			const everywhere = alike.length > 1 && alike.every(({ seen }) => seen === one.seen);
			const operation = everywhere ? '*' : one.operation;
			found.set(`${operation} ${one.kind} ${one.documented}`, {
				...one,
				operation,
				seen: one.seen,
			});
		}
		return [...found.values()];
	}

	/** Notes a difference once, however often it is seen. */
	differ(operation: string, kind: Kind, at: string, documented: string, seen: string): void {
		// One field of a list can look different from row to row; words are told one by one.
		const key = [operation, kind, at, documented, kind === 'enum' ? seen : ''].join('\n');
		if (!this.#differences.has(key))
			this.#differences.set(key, { operation, kind, at, documented, seen });
	}

	/**
	 * The answer to a question.
	 * @param reason why it is null, or what it was concluded from
	 */
	answer(name: string, value: Answer, reason?: string): void {
		this.answers[name] = value;
		if (reason === undefined) delete this.reasons[name];
		else this.reasons[name] = reason;
	}

	/** Takes in a reply: its status, its fields, its words, and how it differs from the document. */
	see(operation: Operation, reply: Reply): void {
		const seen = this.#seen(operation.operationId);
		const status = reply.status === null ? 'none' : String(reply.status);
		seen.statuses[status] = (seen.statuses[status] ?? 0) + 1;
		const success = reply.status !== null && reply.status >= 200 && reply.status < 300;
		if (success) this.#collect(seen.fields, reply.body, '$', 0);
		else this.#refusal(seen, reply.body);
		for (const { kind, at, documented, seen: what } of compareBody(
			this.#document,
			operation,
			reply,
		))
			if (kind !== 'newField' || !this.ownFields.has(at.slice(at.lastIndexOf('.') + 1)))
				this.differ(operation.operationId, kind, at, documented, what);
	}

	#seen(operationId: string): Seen {
		let seen = this.operations.get(operationId);
		if (!seen) {
			seen = { statuses: {}, fields: {}, refusals: [] };
			this.operations.set(operationId, seen);
		}
		return seen;
	}

	#collect(fields: Record<string, string[]>, value: unknown, path: string, depth: number): void {
		if (depth > MAX_DEPTH) return;
		if (Array.isArray(value)) {
			for (const row of value.slice(0, MAX_ROWS))
				this.#collect(fields, row, `${path}[*]`, depth + 1);
			return;
		}
		if (value === null || typeof value !== 'object') return;
		const { object } = value as { object?: unknown };
		const isMap = path.endsWith('.meta') || this.#isMap(value);
		for (const [key, inner] of Object.entries(value)) {
			const known = this.#document.fieldNames.has(key);
			const at = `${path}.${isMap ? '*' : known ? key : fieldName(key)}`;
			const shapes = fields[at] ?? (Object.keys(fields).length < MAX_FIELDS ? [] : undefined);
			if (!shapes) return;
			const what = shape(inner);
			if (!shapes.includes(what) && shapes.length < 6) shapes.push(what);
			fields[at] = shapes;
			if (isSpoken(key) && typeof inner === 'string')
				this.#word(key === 'status' ? `${word(object ?? 'reply')}.status` : key, word(inner));
			this.#collect(fields, inner, at, depth + 1);
		}
	}

	/** Keys of a map are the merchant's own words: `{"usd": {"default": {…}}}`. */
	#isMap(value: object): boolean {
		return Object.entries(value).every(
			([key, inner]) => jsonType(inner) === 'object' && !this.#document.fieldNames.has(key),
		);
	}

	#word(field: string, said: string): void {
		const words = this.words.get(field) ?? new Set();
		if (words.size < 40) words.add(said);
		this.words.set(field, words);
	}

	#refusal(seen: Seen, body: unknown): void {
		const error = (body as { error?: any } | null | undefined)?.error;
		if (error === undefined || error === null) return;
		const details = (typeof error === 'object' ? error.details : undefined) ?? {};
		const code =
			typeof error === 'string' ? `flat ${word(error)}` : word(details.code ?? 'no code');
		const closer = details.detailCode ? `/${word(details.detailCode)}` : '';
		const parameter = details.parameter ? ` on ${fieldName(String(details.parameter))}` : '';
		const text = `${code}${closer}${parameter}`;
		if (!seen.refusals.includes(text) && seen.refusals.length < 20) seen.refusals.push(text);
	}
}
