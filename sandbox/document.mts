import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import addFormats from 'ajv-formats';
import type { ErrorObject } from 'ajv';
import type { OpenAPIBackend as Backend, Operation as ApiOperation } from 'openapi-backend';
import { parse } from 'yaml';
import { toRefusal, type RefusalRules } from './refusals.mts';
import type { PaystandRefusal } from './errors.mts';

const { OpenAPIBackend } = createRequire(import.meta.url)('openapi-backend') as {
	OpenAPIBackend: typeof Backend;
};

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

interface Extensions {
	'x-delivery': DeliveryRules;
	'x-rate-limit': { requests: number; perSeconds: number };
	'x-refusals': RefusalRules;
}

/**
 * Loads the API document and compiles its schemas.
 * @throws when the document is not a valid OpenAPI document or lacks the root extensions
 */
export async function loadDocument(): Promise<ApiDocument> {
	const definition = parse(await readFile(DOCUMENT_PATH, 'utf8'));
	const api = new OpenAPIBackend({
		definition,
		strict: true,
		ajvOpts: { allErrors: true, verbose: true, strict: false },
		customizeAjv: (ajv) => addFormats(ajv as never) as never,
	});
	await api.init();
	const extensions = api.document as unknown as Extensions;
	for (const key of ['x-delivery', 'x-rate-limit', 'x-refusals'] as const)
		if (!extensions[key]) throw new Error(`the API document has no ${key}`);
	return {
		operations: api.router.getOperations().map((operation) => describe(api, operation)),
		delivery: extensions['x-delivery'],
		rateLimit: extensions['x-rate-limit'],
	};
}

function describe(api: Backend, operation: ApiOperation): Operation {
	const { operationId } = operation;
	if (!operationId) throw new Error(`${operation.method} ${operation.path} has no operationId`);
	const rules = (api.document as unknown as Extensions)['x-refusals'];
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
		refusal(request) {
			const checked = api.validator.validateRequest(
				{ ...request, method: operation.method } as never,
				operation,
			);
			const faults = (checked.errors ?? []).filter(matters);
			return faults.length === 0 ? null : toRefusal(faults, rules, operation as never);
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
 * that Paystand does not know does no harm (fact sheet 5, `format=json`).
 */
function matters(error: ErrorObject): boolean {
	if (/^\/(path|header|cookie)\b/.test(error.instancePath)) return false;
	if (error.instancePath === '/query' && error.keyword === 'additionalProperties') return false;
	return !['header', 'path', 'cookie'].includes(error.params?.missingProperty);
}
