import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

/** The API document says of everything how sure it is, and where that comes from. */
const path = new URL('../../../api/paystand-x.openapi.yaml', import.meta.url);
const document = parse(await readFile(path, 'utf8'));

const CONFIDENCE = ['documented', 'documented-older', 'observed', 'assumed'];
const SOURCE =
	/^(SEED|D:|R:|L\b|E:|S:|M2F?\b|WOO\b|BC\b|RUBY\b|X[1-4]\b|H:|docs\/paystand-api\.md#[a-z0-9-]+)[^,]*(, .+)?$/;

interface Marked {
	'x-confidence'?: unknown;
	'x-source'?: unknown;
}

function faultOf(node: Marked): string | undefined {
	if (!CONFIDENCE.includes(String(node['x-confidence'])))
		return `x-confidence is ${node['x-confidence']}`;
	const source = node['x-source'];
	return typeof source === 'string' && SOURCE.test(source) ? undefined : `x-source is ${source}`;
}

/** Operations, parameters, schemas and whatever else has to be marked, by where it is. */
function* marked(): Generator<[string, Marked]> {
	for (const root of ['paths', 'webhooks'])
		for (const [path, methods] of Object.entries<any>(document[root]))
			for (const [method, operation] of Object.entries<any>(methods)) {
				yield [`${method} ${path}`, operation];
				for (const parameter of operation.parameters ?? [])
					if (!parameter.$ref) yield [`${method} ${path} ${parameter.name}`, parameter];
			}
	for (const kind of ['parameters', 'headers', 'schemas', 'securitySchemes'])
		for (const [name, node] of Object.entries<any>(document.components[kind]))
			yield [`${kind} ${name}`, node];
}

/** Every node with one of the two marks, wherever it is. */
function* halves(node: any, at = '#'): Generator<[string, Marked]> {
	if (node === null || typeof node !== 'object') return;
	if ('x-confidence' in node) yield [at, node];
	for (const [key, child] of Object.entries(node)) yield* halves(child, `${at}/${key}`);
}

const faulty = (nodes: Iterable<[string, Marked]>) =>
	[...nodes].map(([at, node]) => [at, faultOf(node)]).filter(([, fault]) => fault);

describe('confidence and source', () => {
	test('of every operation, parameter, header, schema and security scheme', () => {
		const all = [...marked()];
		expect(all.length).toBeGreaterThan(200);
		expect(faulty(all)).toEqual([]);
	});

	test('of every field that has marks of its own', () => {
		const all = [...halves(document)];
		expect(all.length).toBeGreaterThan(300);
		expect(faulty(all)).toEqual([]);
	});

	test('no source without a confidence', () => {
		const alone: string[] = [];
		const walk = (node: any, at: string) => {
			if (node === null || typeof node !== 'object') return;
			if ('x-source' in node && !('x-confidence' in node)) alone.push(at);
			for (const [key, child] of Object.entries(node)) walk(child, `${at}/${key}`);
		};
		walk({ ...document, 'x-left-out': [] }, '#');
		expect(alone).toEqual([]);
	});

	test('the check notices what is missing, or is no source', () => {
		expect(faultOf({})).toContain('x-confidence');
		expect(faultOf({ 'x-confidence': 'sure', 'x-source': 'L' })).toContain('x-confidence');
		expect(faultOf({ 'x-confidence': 'assumed' })).toContain('x-source');
		expect(faultOf({ 'x-confidence': 'assumed', 'x-source': 'somewhere' })).toContain('x-source');
		expect(faultOf({ 'x-confidence': 'assumed', 'x-source': 'L, R:the-card-resource' })).toBe(
			undefined,
		);
	});
});

describe('the older reference', () => {
	test('has its own mark, and every operation of it may be refused in four ways', () => {
		const older = Object.entries<any>(document.paths).flatMap(([path, methods]) =>
			Object.entries<any>(methods)
				.filter(([, { 'x-confidence': sure }]) => sure === 'documented-older')
				.map(([method]) => `${method} ${path}`),
		);
		expect(older).toContain('post /payments/{paymentId}/refunds');
		expect(older).toContain('get /balances/summary');
		for (const at of older) {
			const [method, path] = at.split(' ') as [string, string];
			const { responses } = document.paths[path][method];
			const refusals = ['401', '403', '404', '405'].filter((status) => !(status in responses));
			expect(
				refusals.filter((status) => status !== '403' && status !== '404'),
				at,
			).toEqual([]);
		}
	});
});

describe('what is left out', () => {
	const out: Record<string, string>[] = document['x-left-out'];

	test('is listed with route, source and reason', () => {
		expect(out.length).toBeGreaterThan(10);
		for (const { route, reason, 'x-source': source } of out) {
			expect(route, reason).toMatch(/\w/);
			expect(reason, route).toMatch(/\.$/);
			expect(source, route).toMatch(SOURCE);
		}
	});

	test('names what a reader of the older reference will miss', () => {
		const routes = out.map(({ route }) => route).join('\n');
		for (const name of [
			'scheduled payments',
			'POST /tokens',
			'recoups',
			'bank login',
			'POST /payers',
		])
			expect(routes).toContain(name);
	});

	test('is not in the document after all', () => {
		const listed = out
			.flatMap(({ route }) => [...route!.matchAll(/(GET|POST|PUT) (\/[^\s,]+)/g)])
			.map(([, method, path]) => [method!.toLowerCase(), path!.replace(/:(\w+)/g, '{$1}')]);
		expect(listed.length).toBeGreaterThan(5);
		for (const [method, path] of listed)
			expect(document.paths[path!]?.[method!], `${method} ${path}`).toBeUndefined();
	});
});
