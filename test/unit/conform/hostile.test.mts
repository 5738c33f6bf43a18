import { afterEach, describe, expect, test } from 'vitest';
import { fakePaystand, json, TOKEN, type FakePaystand } from './paystand.mts';
import { conform, type Run } from './support.mts';

let paystand: FakePaystand | undefined;
afterEach(() => paystand?.close());

type Answer = Parameters<typeof fakePaystand>[0];

async function against(answer: Answer, args: string[] = [], timeoutMs = 5000): Promise<Run> {
	paystand = await fakePaystand(answer);
	return conform(['--base-url', paystand.address, ...args], { options: { timeoutMs } });
}

/** Both reports are there and say the same; every answer is a value or null. */
function expectReports({ json: report, text }: Run): void {
	expect(text).toMatch(/^# Conformance of a Paystand account\n/);
	expect(report!.differences).toBeInstanceOf(Array);
	expect(text).toContain(`- Requests: ${report!.requests}`);
	for (const name of ['largestPage', 'count', 'limitHeaders', 'secondCustomerKey', 'verify'])
		expect(report!.answers[name]).not.toBeUndefined();
}

const withToken =
	(answer: Answer): Answer =>
	(request, reply) =>
		request.url.includes('/oauth/token') ? json(reply, TOKEN) : answer(request, reply);

describe('without a token the run ends at once', () => {
	test.each<[string, string, Answer]>([
		['HTML', 'html instead of JSON', (_request, reply) => void reply.end('<html>Down</html>')],
		['an empty body', 'empty instead of JSON', (_request, reply) => void reply.end()],
		['a broken connection', 'no reply', (_request, reply) => void reply.destroy()],
		['401', 'status 401', (_request, reply) => json(reply, { error: { name: 'no' } }, 401)],
		[
			'a token that is none',
			'JSON without a token',
			(_q, reply) => json(reply, { access_token: 7 }),
		],
		[
			'a token that no header takes',
			'JSON without a token',
			(_request, reply) => json(reply, { ...TOKEN, access_token: 'a\r\nX-Evil: b' }),
		],
		['null', 'JSON without a token', (_request, reply) => json(reply, null)],
	])('%s', async (_case, why, answer) => {
		const run = await against(answer);
		expect(run.code).toBe(1);
		expectReports(run);
		expect(run.json!.stopped).toContain(why);
		expect(paystand!.requests).toHaveLength(1);
	});

	test('no reply at all', async () => {
		const run = await against(() => undefined, [], 200);
		expect(run).toMatchObject({ code: 1 });
		expect(run.json!.stopped).toContain('no reply (time-out)');
	});
});

describe('whatever comes after the token, the run reaches its end', () => {
	test.each<[string, Answer]>([
		['HTML', (_request, reply) => void reply.end('<html>Down</html>')],
		['HTML with 503', (_request, reply) => void reply.writeHead(503).end('<html>Down</html>')],
		['empty bodies', (_request, reply) => void reply.end()],
		['204', (_request, reply) => void reply.writeHead(204).end()],
		[
			'redirects',
			(_q, reply) => void reply.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
		],
		['null', (_request, reply) => json(reply, null)],
		['a number', (_request, reply) => json(reply, 17)],
		['a text', (_request, reply) => json(reply, 'fine')],
		['an empty array', (_request, reply) => json(reply, [])],
		['an array of anything', (_request, reply) => json(reply, [null, 1, 'a', [], { id: 3 }])],
		[
			'objects of the wrong types',
			(_q, reply) => json(reply, { results: 'none', count: 'many', id: [] }),
		],
		['rows without ids', (_request, reply) => json(reply, { results: [{}, {}], count: null })],
		['errors without form', (_request, reply) => json(reply, { error: null, message: 'no' }, 400)],
		['flat errors', (_request, reply) => json(reply, { error: 'insufficient_scope' }, 403)],
		[
			'nesting without end',
			(_request, reply) => reply.end('{"a":'.repeat(5000) + '1' + '}'.repeat(5000)),
		],
		['half a JSON', (_request, reply) => void reply.end('{"results": [')],
	])('%s', async (_case, answer) => {
		for (const args of [[], ['--write']]) {
			const run = await against(withToken(answer), args);
			expect(run.json!.stopped).toBeNull();
			expect(run.code).toBe(0);
			expectReports(run);
			expect(run.json!.differences.length).toBeGreaterThan(0);
			await paystand!.close();
		}
	});

	test('a page of a thousand rows, whatever was asked for', async () => {
		const rows = Array.from({ length: 1200 }, (_row, index) => ({ id: `row-${index}`, x: 1 }));
		const run = await against(withToken((_q, reply) => json(reply, { results: rows, count: 1 })));
		expect(run.code).toBe(0);
		expect(run.json!.answers.limit).toBe('ignored');
	}, 60_000);
});

describe('a Paystand that falls silent', () => {
	test.each<[string, Answer]>([
		['breaks every connection', (_request, reply) => void reply.destroy()],
		['never answers', () => undefined],
	])('%s: five questions, then the end', async (_case, answer) => {
		const run = await against(withToken(answer), [], 100);
		expect(run.code).toBe(1);
		expectReports(run);
		expect(run.json!.stopped).toContain('5 questions in a row got no reply');
		expect(run.json!.notTried.map(({ what }) => what)).toContain('events');
	});

	test('one dead route does not end the run', async () => {
		const run = await against(
			withToken((request, reply) =>
				request.url.startsWith('/v3/fees')
					? reply.destroy()
					: json(reply, { results: [], count: 0, settings: {} }),
			),
		);
		expect(run.code).toBe(0);
		expect(run.json!.operations.listFees!.statuses).toEqual({ none: 1 });
	});

	test('a reply that drips is cut off', async () => {
		const run = await against(
			(_request, reply) => {
				reply.writeHead(200, { 'content-type': 'application/json' });
				const drip = setInterval(() => reply.write(' '), 20);
				reply.on('close', () => clearInterval(drip));
			},
			[],
			300,
		);
		expect(run.json!.stopped).toContain('time-out');
	});
});

test('the first 429 is the last request, also when something was made', async () => {
	for (const [args, after] of [
		[[], 30],
		[['--write'], 4],
	] as const) {
		const id = '8low3hlfk1a7t08trm7043aw';
		const run = await against(
			(request, reply) => {
				if (paystand!.requests.length > after)
					return void reply
						.writeHead(429, { 'retry-after': '30' })
						.end(JSON.stringify({ error: { name: 'tooManyRequests' } }));
				if (request.url.includes('/oauth/token')) return json(reply, TOKEN);
				json(reply, { id, results: [{ id }], count: 1, settings: {}, payer: { id } });
			},
			[...args],
		);
		expect(run.code).toBe(1);
		expect(paystand!.requests).toHaveLength(after + 1);
		expectReports(run);
		expect(run.json!.stopped).toContain('429');
		expect(run.json!.answers.tooManyRequests).toEqual({
			body: 'json',
			form: 'object',
			retryAfter: 'seconds',
		});
		expect(run.json!.notTried.length).toBeGreaterThan(3);
		await paystand!.close();
	}
});

test('an address without a path is tried with /v3 and without', async () => {
	const run = await (async () => {
		paystand = await fakePaystand((request, reply) =>
			request.url === '/oauth/token'
				? json(reply, TOKEN)
				: json(reply, { error: { name: 'notFound', status: '404', details: { code: 'x' } } }, 404),
		);
		return conform(['--base-url', paystand.address.replace('/v3', '')]);
	})();
	expect(run.json!.stopped).toBeNull();
	expect(paystand!.requests.slice(0, 3).map(({ url }) => url)).toEqual([
		'/v3/oauth/token',
		'/oauth/token',
		'/oauth/token',
	]);
});
