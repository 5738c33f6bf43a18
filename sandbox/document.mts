import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { FormatsPlugin } from 'ajv-formats';
import { OpenAPIBackend, type Operation as ApiOperation } from 'openapi-backend';
import { parse } from 'yaml';
import type { PaystandRefusal } from './errors.mts';
import { toRefusal, type Fault, type RefusalRules } from './refusals.mts';

// Its types and its exports disagree for an import.
const addFormats = createRequire(import.meta.url)('ajv-formats') as FormatsPlugin;

export const DOCUMENT_PATH = new URL('../api/paystand-x.openapi.yaml', import.meta.url);

/** `x-delivery` of the document. */
export interface DeliveryRules {
	timeoutSeconds: number;
	/** Virtual seconds before each further attempt. */
	retrySeconds: number[];
	/** Statuses that end the retries. */
	stopsOn: number[];
}

export interface Operation {
	operationId: string;
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Path as Fastify writes it: `/receivables/:receivableId/read`. */
	path: string;
	successStatus: number;
	/** Who may call: the holder of a token, of a publishable key, or (empty) everyone. */
	callers: ('token' | 'public')[];
	multipart: boolean;
	/** From the older reference only, so it may not be open to every merchant. */
	isOlder: boolean;
	/** Null when the request is as the document wants it. */
	refusal(request: IncomingRequest): PaystandRefusal | null;
	/** What is wrong with a reply, or null. */
	replyFault(status: number, body: unknown): string | null;
}

export interface IncomingRequest {
	/** Path without `/v3` and without the query. */
	path: string;
	query: Record<string, unknown>;
	headers: Record<string, unknown>;
	body: unknown;
}

export interface ApiDocument {
	operations: Operation[];
	delivery: DeliveryRules;
	rateLimit: { requests: number; perSeconds: number };
}

/**
 * The document as a plain tree. openapi-backend would resolve references itself, but forgets what
 * stands beside a `$ref`, such as `x-stored-as`.
 */
function withoutReferences(node: unknown, root: object): unknown {
	if (Array.isArray(node)) return node.map((entry) => withoutReferences(entry, root));
	if (node === null || typeof node !== 'object') return node;
	const { $ref, ...own } = node as { $ref?: string };
	const resolved = Object.entries(own).map(([key, value]) => [key, withoutReferences(value, root)]);
	if ($ref === undefined) return Object.fromEntries(resolved);
	const target = $ref
		.slice('#/'.length)
		.split('/')
		.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], root);
	return { ...(withoutReferences(target, root) as object), ...Object.fromEntries(resolved) };
}

interface Extensions {
	'x-delivery': DeliveryRules;
	'x-rate-limit': { requests: number; perSeconds: number };
	'x-refusals': RefusalRules;
}

interface Described {
	'x-confidence'?: string;
}

/**
 * Loads the API document and compiles its schemas.
 * @throws when the document lacks one of the root extensions that the sandbox reads
 */
export async function loadDocument(): Promise<ApiDocument> {
	const source = parse(await readFile(DOCUMENT_PATH, 'utf8')) as Extensions;
	for (const key of ['x-delivery', 'x-rate-limit', 'x-refusals'] as const)
		if (!source[key]) throw new Error(`the API document has no ${key}`);
	const definition = withoutReferences(source, source) as never;
	const api = new OpenAPIBackend({
		definition,
		// Without its own check of the document, which knows OpenAPI 3.0 only; the linter checks 3.1.
		quick: true,
		ajvOpts: { allErrors: true, verbose: true, strict: false },
		customizeAjv: (ajv) => addFormats(ajv as never) as never,
	});
	await api.init();
	return {
		operations: api.router.getOperations().map((operation) => describe(api, operation, source)),
		delivery: source['x-delivery'],
		rateLimit: source['x-rate-limit'],
	};
}

function describe(api: OpenAPIBackend, operation: ApiOperation, source: Extensions): Operation {
	const { operationId } = operation;
	if (!operationId) throw new Error(`${operation.method} ${operation.path} has no operationId`);
	const content = (operation.requestBody as { content?: object } | undefined)?.content ?? {};
	return {
		operationId,
		method: operation.method.toUpperCase() as Operation['method'],
		path: operation.path.replace(/\{(\w+)\}/g, ':$1'),
		successStatus: Number(Object.keys(operation.responses ?? {}).find((s) => s.startsWith('2'))),
		callers: (operation.security ?? []).map((scheme) =>
			Object.keys(scheme).some((name) => /publishable/i.test(name)) ? 'public' : 'token',
		),
		multipart: 'multipart/form-data' in content,
		isOlder: (operation as Described)['x-confidence'] === 'documented-older',
		refusal(request) {
			const checked = api.validator.validateRequest(
				{ ...request, method: operation.method } as never,
				operation,
			);
			const faults = ((checked.errors ?? []) as Fault[]).filter(matters);
			return faults.length === 0
				? null
				: toRefusal(faults, source['x-refusals'], operation as never, request);
		},
		replyFault(status, body) {
			const { errors } = api.validator.validateResponse(body, operation, status);
			if (!errors) return null;
			return errors.map((error) => `${error.instancePath} ${error.message}`).join('; ');
		},
	};
}

/**
 * Ids of the path are looked up and headers are checked with the token, both give 401; a query key
 * that Paystand does not know does no harm (such as `format=json`,
 * docs/paystand-api.md#unknown-fields-pass-through).
 */
function matters(error: Fault): boolean {
	if (/^\/(path|header|cookie)\b/.test(error.instancePath)) return false;
	if (error.instancePath === '/query' && error.keyword === 'additionalProperties') return false;
	return !['header', 'path', 'cookie'].includes(String(error.params.missingProperty));
}
