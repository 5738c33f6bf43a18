import nock from 'nock';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { paystandRequest, requestObject } from '../../../client/request.ts';
import { broken, envelope, execution, HOST, useNock } from './paystand.mts';

/** The waits before repeats, in milliseconds. Nobody waits for them here. */
const { waits } = vi.hoisted(() => ({ waits: [] as number[] }));
vi.mock('../../../client/pace.ts', async (original) => ({
	...(await original<object>()),
	pause: async (ms: number, signal?: AbortSignal) => {
		waits.push(ms);
		signal?.throwIfAborted();
	},
}));

useNock();
beforeEach(() => void waits.splice(0));
const GET = { method: 'GET', path: ['payerCustomers'] } as const;
const POST = { method: 'POST', path: ['receivables', 'create'], body: { erpId: '1' } } as const;

describe('a request', () => {
	test('carries token, merchant and JSON, below /v3, and gives the reply whole', async () => {
		const reply = { id: 'x', nested: { unknown: [1] } };
		nock(HOST, {
			reqheaders: {
				authorization: 'Bearer stored-token',
				'x-customer-id': 'merchant',
				accept: 'application/json',
				'content-type': 'application/json',
			},
		})
			.post('/v3/receivables/create', { erpId: '1' })
			.query({ a: 'b c' })
			.reply(200, reply);
		expect(await paystandRequest(execution(), { ...POST, query: { a: 'b c' } })).toEqual(reply);
	});

	test('cannot leave its path by what an ID holds', async () => {
		let uri = '';
		nock(HOST)
			.get(/.*/)
			.reply(200, (sent) => ((uri = sent), { ok: true }));
		await paystandRequest(execution(), { method: 'GET', path: ['a', 'x/../y?z#w%2f &', 'read'] });
		expect(uri).toBe('/v3/a/x%2F..%2Fy%3Fz%23w%252f%20%26/read');
	});

	test.each(['', undefined])('an empty reply is an empty object (%j)', async (body) => {
		nock(HOST).delete('/v3/payerCustomers/1').reply(204, body);
		const reply = await paystandRequest(execution(), {
			method: 'DELETE',
			path: ['payerCustomers', '1'],
		});
		expect(reply).toEqual({});
	});

	test('follows no redirect, to whatever host', async () => {
		nock(HOST).get('/v3/payerCustomers').reply(302, '', { Location: 'https://evil.example/' });
		await expect(paystandRequest(execution(), GET)).rejects.toMatchObject({ httpCode: '302' });
	});

	test.each([[[1, 2]], ['<html>hello</html>'], [7]])('a reply %j is no object', async (body) => {
		nock(HOST)
			.get('/v3/payerCustomers')
			.reply(200, body as never);
		await expect(requestObject(execution(), GET)).rejects.toMatchObject({
			message: 'Paystand answered with something that is no JSON object',
			description: expect.stringContaining('It begins with: '),
		});
	});
});

describe('sending again', () => {
	const attempts = async (request: object, replies: Array<[number, object?] | Error>) => {
		const { method, path } = request as typeof GET;
		for (const reply of replies) {
			const sent = nock(HOST).intercept(`/v3/${path.join('/')}`, method);
			if (reply instanceof Error) sent.replyWithError(reply);
			else sent.reply(reply[0], envelope('No.'), reply[1] as never);
		}
		return await paystandRequest(execution(), request as never);
	};
	const DELETE = { method: 'DELETE', path: ['payerCustomers', '1'] };
	const PUT = { method: 'PUT', path: ['payerCustomers', '1'], body: { a: 1 } };
	const again = { 'Retry-After': '0' };

	test.each([
		['GET after 502, 503 and 504', GET, [[502], [503], [504], [200]]],
		[
			'GET after a broken connection and a time-out',
			GET,
			[broken('ECONNRESET'), broken('ECONNABORTED'), [200]],
		],
		['PUT after 503', PUT, [[503], [200]]],
		['DELETE after a broken connection', DELETE, [broken('ECONNRESET'), [200]]],
		['POST after 429', POST, [[429, again], [429, again], [200]]],
		['POST marked as repeatable, after 503', { ...POST, repeatable: true }, [[503], [200]]],
	])('%s', async (_name, request, replies) => {
		expect(await attempts(request, replies as never)).toEqual(envelope('No.'));
		expect(waits).toHaveLength(replies.length - 1);
	});

	test.each([
		['GET after 500', GET, [[500]], /status 500/],
		['GET after 400', GET, [[400]], /refused the request: No\./],
		['POST after 500', POST, [[500]], /unknown whether/],
		['POST after 502', POST, [[502]], /unknown whether/],
		['POST after 503', POST, [[503]], /unknown whether/],
		[
			'POST after a time-out',
			POST,
			[broken('ECONNABORTED')],
			/\(it did not answer in time\), so it is unknown whether/,
		],
		[
			'POST after a broken connection',
			POST,
			[broken('ECONNRESET')],
			/\(it broke the connection off\), so it is unknown whether/,
		],
		['PUT after 500', PUT, [[500]], /answered with status 500, so it is unknown whether/],
		['POST after 400', POST, [[400]], /refused the request: No\./],
		[
			'POST that never left',
			POST,
			[broken('ECONNREFUSED')],
			/could not be reached: it refused the connection$/,
		],
		[
			'POST to a host nobody knows',
			POST,
			[broken('ENOTFOUND')],
			/could not be reached: its host name is not known$/,
		],
		[
			'GET marked as not repeatable, after 503',
			{ ...GET, repeatable: false },
			[[503]],
			/unknown whether/,
		],
	])('not: %s', async (_name, request, replies, message) => {
		await expect(attempts(request, replies as never)).rejects.toMatchObject({
			message: expect.stringMatching(message),
		});
		expect(waits).toEqual([]);
	});

	test('a refusal after a broken connection leaves a write unknown, a reading not', async () => {
		const replies = [broken('ECONNRESET'), [404]] as never;
		await expect(attempts(DELETE, replies)).rejects.toMatchObject({
			message: expect.stringMatching(/unknown whether/),
		});
		await expect(attempts(GET, replies)).rejects.toMatchObject({
			message: expect.stringMatching(/does not know this record/),
		});
	});

	test('ends after six attempts, longer and longer apart, and says so', async () => {
		await expect(attempts(GET, Array(6).fill([503]))).rejects.toMatchObject({
			message: 'Paystand could not process the request (status 503)',
			description: expect.stringContaining('The request was sent 6 times.'),
		});
		expect(waits).toHaveLength(5);
		for (const [index, wait] of waits.entries()) {
			expect(wait).toBeGreaterThanOrEqual(250 * 2 ** index);
			expect(wait).toBeLessThanOrEqual(500 * 2 ** index);
		}
	});

	test('waits at least as long as a 429 says', async () => {
		await attempts(GET, [[429, { 'Retry-After': '1' }], [200]]);
		expect(waits[0]).toBe(1000);
	});

	test('stops when the execution is cancelled', async () => {
		const cancel = new AbortController();
		nock(HOST)
			.get('/v3/payerCustomers')
			.reply(503, () => (cancel.abort(), envelope('No.')));
		await expect(paystandRequest(execution({ cancel: cancel.signal }), GET)).rejects.toThrow(
			/abort|cancel/i,
		);
	});
});

test('an unknown environment is refused before anything is sent', async () => {
	const context = execution();
	vi.spyOn(context, 'getCredentials').mockResolvedValue({ environment: 'custom', baseUrl: 'host' });
	await expect(paystandRequest(context, GET)).rejects.toMatchObject({
		message: "The credential's 'Base URL' is not a web address",
		description: 'Enter it as https://host/v3, or choose Production or Sandbox.',
	});
});
