import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { FormatsPlugin } from 'ajv-formats';
import { OpenAPIBackend } from 'openapi-backend';
import { parse } from 'yaml';
import { at, strict, type Node } from './strict.mts';

// Its types and its exports disagree for an import.
const addFormats = createRequire(import.meta.url)('ajv-formats') as FormatsPlugin;

const DOCUMENT_PATH = new URL('../api/paystand-x.openapi.yaml', import.meta.url);

export interface Operation {
	operationId: string;
	/** In capitals. */
	method: string;
	/** With `{name}` for each part of it that is an id. */
	path: string;
	/** Names of the ids in the path, in order. */
	ids: string[];
	/** Names of the query parameters. */
	query: string[];
	statuses: number[];
	/** The documented success status. */
	success: number;
	/** Its reply is a list envelope. */
	isList: boolean;
	/** Only in the older API: may not be open to every account. */
	isOlder: boolean;
	/** Needs a token and the customer header; else a publishable key or nothing. */
	needsToken: boolean;
}

/** One breach of a schema, as Ajv tells it. */
export interface Breach {
	keyword: string;
	instancePath: string;
	params: Record<string, any>;
	parentSchema: Node;
	data: unknown;
}

export interface ApiDocument {
	operations: Map<string, Operation>;
	/** Every name that a documented field has. */
	fieldNames: Set<string>;
	/** Names of the headers that tell of the rate limit. */
	limitHeaders: string[];
	/** How a reply differs from the document, field by field. */
	breaches(operationId: string, status: number, body: unknown): Breach[];
}

let loaded: Promise<ApiDocument> | undefined;

/** The API document with its reply schemas made strict; read and compiled once. */
export function loadDocument(): Promise<ApiDocument> {
	return (loaded ??= load());
}

async function load(): Promise<ApiDocument> {
	const source = parse(await readFile(DOCUMENT_PATH, 'utf8')) as Node;
	const operations = new Map<string, Operation>();
	const paths: Node = {};
	for (const [path, item] of Object.entries<Node>(source.paths)) {
		paths[path] = {};
		for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
			const operation = item[method] as Node | undefined;
			if (!operation) continue;
			const responses = strictResponses(source, operation.responses);
			paths[path][method] = { operationId: operation.operationId, responses };
			const described = describe(source, path, method, { ...operation, responses }, item);
			operations.set(described.operationId, described);
		}
	}
	// A plain tree: openapi-backend takes a node that is used twice for a circle.
	const tree = JSON.parse(JSON.stringify(paths)) as Node;
	const api = new OpenAPIBackend({
		definition: { openapi: '3.1.0', info: source.info, paths: tree } as never,
		quick: true,
		ajvOpts: { allErrors: true, verbose: true, strict: false },
		customizeAjv: (ajv) => addFormats(ajv as never) as never,
	});
	await api.init();
	return {
		operations,
		fieldNames: fieldNames(paths),
		limitHeaders: Object.keys(source.components.headers).filter((name) => /limit/i.test(name)),
		breaches: (operationId, status, body) =>
			(api.validator.validateResponse(body, operationId, status).errors ??
				[]) as unknown as Breach[],
	};
}

function strictResponses(source: Node, responses: Node): Node {
	const result: Node = {};
	for (const [status, response] of Object.entries<Node>(responses)) {
		const resolved = response.$ref ? at(source, response.$ref) : response;
		const schema = resolved.content?.['application/json']?.schema;
		result[status] = schema
			? { description: '', content: { 'application/json': { schema: strict(source, schema) } } }
			: { description: '' };
	}
	return result;
}

function describe(
	source: Node,
	path: string,
	method: string,
	operation: Node,
	item: Node,
): Operation {
	const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((one) =>
		one.$ref ? at(source, one.$ref) : one,
	) as Node[];
	const statuses = Object.keys(operation.responses).map(Number);
	const success = statuses.find((status) => status >= 200 && status < 300)!;
	const reply = operation.responses[success].content?.['application/json']?.schema;
	const security = (operation.security ?? source.security) as Node[];
	return {
		operationId: operation.operationId,
		method: method.toUpperCase(),
		path,
		ids: [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!),
		query: parameters.filter((one) => one.in === 'query').map((one) => String(one.name)),
		statuses,
		success,
		isList: reply?.properties?.results !== undefined,
		isOlder: operation['x-confidence'] === 'documented-older',
		needsToken: security.some((scheme) => 'bearer' in scheme),
	};
}

function fieldNames(node: unknown, names = new Set<string>()): Set<string> {
	if (node === null || typeof node !== 'object') return names;
	for (const [key, value] of Object.entries(node)) {
		if (key === 'properties') for (const name of Object.keys(value as object)) names.add(name);
		fieldNames(value, names);
	}
	return names;
}
