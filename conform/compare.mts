import type { ApiDocument, Breach, Operation } from './document.mts';
import type { Reply } from './http.mts';
import { fieldName, jsonType, shape, word } from './shape.mts';

/** What kind of thing is other than documented; docs/conform.md explains each. */
export type Kind =
	| 'status'
	| 'missingField'
	| 'newField'
	| 'type'
	| 'format'
	| 'enum'
	| 'envelope'
	| 'body'
	| 'header'
	| 'value'
	| 'paging'
	| 'count'
	| 'order'
	| 'filter'
	| 'key';

export interface Difference {
	/** operationId of the API document; `*` for what holds for every route. */
	operation: string;
	kind: Kind;
	/** JSON path in the reply, without ids: `$.results[*].amount`. */
	at: string;
	documented: string;
	/** A status, a word of Paystand's language or the shape of a value; never a value of a record. */
	seen: string;
}

type Found = Omit<Difference, 'operation'>;

/** Rows of a list, in whatever envelope they came; null when there is no list. */
export function rowsOf(body: unknown): Record<string, unknown>[] | null {
	const list = Array.isArray(body)
		? body
		: Object.values((body as object | null | undefined) ?? {}).find(Array.isArray);
	const own = (body as { results?: unknown } | null | undefined)?.results;
	const rows = Array.isArray(own) ? own : typeof body === 'object' ? list : undefined;
	return rows === undefined
		? null
		: rows.filter((row) => jsonType(row) === 'object').map((row) => row as Record<string, unknown>);
}

/** How the body of a reply differs from what the document says about this status. */
export function compareBody(document: ApiDocument, operation: Operation, reply: Reply): Found[] {
	if (reply.status === null) return [];
	const success = reply.status >= 200 && reply.status < 300;
	const documented = operation.statuses.includes(reply.status);
	const fallback = success ? operation.success : operation.statuses.find((one) => one >= 400)!;
	const status = documented ? reply.status : fallback;
	if (success && (operation.success === 204 || reply.status === 204)) return [];
	if (reply.kind !== 'json')
		return [{ kind: 'body', at: '$', documented: 'JSON', seen: reply.kind }];
	if (!success && isFlat(reply.body)) return [];
	const bare = success && operation.isList && Array.isArray(reply.body);
	const body = bare ? { results: reply.body, count: 0, settings: {} } : reply.body;
	const found = document
		.breaches(operation.operationId, status, body)
		.flatMap((breach) => describe(breach, operation, success, document.fieldNames));
	if (!bare) return found;
	return [{ kind: 'envelope', at: '$', documented: 'object', seen: 'array' }, ...found];
}

/**
 * The flat form of an OAuth error, which is as good as Paystand's own
 * (docs/paystand-api.md#missing-scope).
 */
export function isFlat(body: unknown): boolean {
	return typeof (body as { error?: unknown } | null)?.error === 'string';
}

function describe(
	breach: Breach,
	operation: Operation,
	success: boolean,
	names: Set<string>,
): Found[] {
	const { keyword, params, parentSchema, data } = breach;
	const at = pathOf(breach.instancePath, names);
	if (keyword === 'required') {
		const name = String(params.missingProperty);
		const inEnvelope = success && operation.isList && breach.instancePath === '';
		const documented = typesOf(parentSchema.properties?.[name]);
		const kind = inEnvelope ? 'envelope' : 'missingField';
		return [{ kind, at: `${at}.${name}`, documented, seen: 'missing' }];
	}
	if (keyword === 'additionalProperties') {
		const name = String(params.additionalProperty);
		// Copies of records inside others are documented in part only.
		const inRecord = !/^(\/results\/\d+)?$/.test(breach.instancePath);
		if (inRecord && names.has(name)) return [];
		const seen = shape((data as Record<string, unknown>)[name]);
		return [{ kind: 'newField', at: `${at}.${fieldName(name)}`, documented: 'not listed', seen }];
	}
	const documented = typesOf(parentSchema);
	if (keyword === 'type') {
		const kind = at === '$' && success && operation.isList ? 'envelope' : 'type';
		return [{ kind, at, documented, seen: jsonType(data) }];
	}
	if (keyword === 'enum' || keyword === 'const') {
		const allowed = parentSchema.enum ?? [parentSchema.const];
		return [{ kind: 'enum', at, documented: allowed.join(', '), seen: word(data) }];
	}
	return [{ kind: 'format', at, documented: formatOf(parentSchema), seen: shape(data) }];
}

/** Keys that no schema knows belong to maps: ids and account names, which do not go anywhere. */
function pathOf(pointer: string, names: Set<string>): string {
	return pointer
		.split('/')
		.slice(1)
		.reduce((path, part) => {
			if (/^\d+$/.test(part)) return `${path}[*]`;
			return `${path}.${names.has(part) ? part : '*'}`;
		}, '$');
}

function typesOf(schema: { type?: string | string[]; enum?: unknown[] } | undefined): string {
	if (schema?.type) return [schema.type].flat().join(' or ');
	return schema?.enum ? 'string' : 'any';
}

function formatOf(schema: Record<string, any>): string {
	const example = (schema.examples as unknown[] | undefined)?.[0];
	if (typeof example === 'string') return shape(example);
	return String(schema.format ?? schema.pattern ?? schema.title ?? typesOf(schema));
}
