import nock from 'nock';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { PaystandClient } from '../../../client/paystand.ts';
import type { PaystandRequest } from '../../../client/send.ts';
import { broken, client, envelope, execution, HOST, useNock } from './paystand.mts';

/** The waits before repeats, in milliseconds. Nobody waits for them here. */
const { waits } = vi.hoisted(() => ({ waits: [] as number[] }));
vi.mock('../../../client/pause.ts', async (original) => ({
	...(await original<object>()),
	pause: async (ms: number, signal?: AbortSignal) => {
		waits.push(ms);
		signal?.throwIfAborted();
	},
}));

useNock();
beforeEach(() => void waits.splice(0));
const GET: PaystandRequest = { method: 'GET', path: ['payerCustomers'] };
const POST = {
	method: 'POST',
	path: ['receivables', 'create'],
	body: { erpId: '1' },
} satisfies PaystandRequest;

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
		expect(await client().send({ ...POST, query: { a: 'b c' } })).toEqual(reply);
	});

	test('cannot leave its path by what an ID holds', async () => {
		let uri = '';
		nock(HOST)
			.get(/.*/)
			.reply(200, (sent) => ((uri = sent), { ok: true }));
		await client().send({ method: 'GET', path: ['a', 'x/../y?z#w%2f &', 'read'] });
		expect(uri).toBe('/v3/a/x%2F..%2Fy%3Fz%23w%252f%20%26/read');
	});

	test.each(['', undefined])('an empty reply is an empty object (%j)', async (body) => {
		nock(HOST).delete('/v3/payerCustomers/1').reply(204, body);
		expect(await client().delete(['payerCustomers', '1'])).toEqual({});
	});

	test.each([
		['', ''],
		['yes', 'yes'],
		[[1], [1]],
		[{ ok: true }, { ok: true }],
	])('as it came: %j', async (body, seen) => {
		nock(HOST)
			.post('/v3/events/1/verify')
			.reply(200, body as never);
		expect(await client().send({ method: 'POST', path: ['events', '1', 'verify'] })).toEqual(seen);
	});

	test('goes by every verb, with its body and query', async () => {
		const paystand = client();
		const path = ['a', 'b'];
		nock(HOST).get('/v3/a/b').query({ q: 1 }).reply(200, { verb: 'get' });
		nock(HOST).post('/v3/a/b', { x: 1 }).query({ q: 1 }).reply(200, { verb: 'post' });
		nock(HOST).put('/v3/a/b', { x: 1 }).reply(200, { verb: 'put' });
		nock(HOST).patch('/v3/a/b').reply(200, { verb: 'patch' });
		nock(HOST).delete('/v3/a/b').query({ q: 1 }).reply(200, { verb: 'delete' });
		const query = { q: 1 };
		expect(await paystand.get(path, { query })).toEqual({ verb: 'get' });
		expect(await paystand.post(path, { x: 1 }, { query })).toEqual({ verb: 'post' });
		expect(await paystand.put(path, { x: 1 })).toEqual({ verb: 'put' });
		expect(await paystand.patch(path)).toEqual({ verb: 'patch' });
		expect(await paystand.delete(path, { query })).toEqual({ verb: 'delete' });
	});

	test('follows no redirect, to whatever host', async () => {
		nock(HOST).get('/v3/payerCustomers').reply(302, '', { Location: 'https://evil.example/' });
		await expect(client().send(GET)).rejects.toMatchObject({ status: 302 });
	});

	test.each([[[1, 2]], ['<html>hello</html>'], [7]])(
		'a reply %j is not an object',
		async (body) => {
			nock(HOST)
				.get('/v3/payerCustomers')
				.reply(200, body as never);
			await expect(client().get([...GET.path])).rejects.toMatchObject({
				message: 'Paystand answered with something that is not a JSON object',
				nextStep: expect.stringContaining('It begins with: '),
			});
		},
	);
});

describe('a write whose reply is not what it should be', () => {
	test.each([[[1, 2]], ['<html>hello</html>'], [7]])(
		'%j: it has probably taken effect',
		async (body) => {
			nock(HOST)
				.put('/v3/payerCustomers/1')
				.reply(200, body as never);
			await expect(client().put(['payerCustomers', '1'], { a: 1 })).rejects.toMatchObject({
				message: expect.stringContaining('probably taken effect'),
				outcomeUnknown: true,
				refusal: { isUnreadable: true },
			});
		},
	);

	test.each([
		['no id', {}],
		['nothing', ''],
		['an empty id', { id: '' }],
		['an id that is none', { id: 1.5 }],
		['another key', { id: 'x', extId: 'INV-2' }],
	])('a create that shows %s', async (_name, body) => {
		nock(HOST).post('/v3/receivables/create').reply(200, body);
		const key = { name: 'extId', value: 'INV-1' };
		await expect(client().create(POST.path, POST.body, key)).rejects.toMatchObject({
			outcomeUnknown: true,
			refusal: { isUnreadable: true },
		});
	});

	test.each([{ id: 'x', extId: 'INV-1' }, { id: 7 }, { id: 'x', extId: null }])(
		'a create that shows %j has made it',
		async (body) => {
			nock(HOST).post('/v3/receivables/create').reply(200, body);
			const key = { name: 'extId', value: 'INV-1' };
			expect(await client().create(POST.path, POST.body, key)).toEqual(body);
		},
	);

	test('an upload shows its record', async () => {
		const file = {
			field: 'a',
			fileName: 'a.pdf',
			contentType: 'application/pdf',
			data: Buffer.from('%PDF'),
		};
		nock(HOST).post('/v3/files').reply(200, { id: 'f' });
		expect(await client().upload(['files'], file)).toEqual({ id: 'f' });
		nock(HOST).post('/v3/files').reply(200, { ok: true });
		await expect(client().upload(['files'], file)).rejects.toMatchObject({ outcomeUnknown: true });
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
		return await client().send(request as never);
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
		['GET after 500, twice', GET, [[500], [500], [200]]],
		['PUT after 503', PUT, [[503], [200]]],
		['DELETE after a broken connection', DELETE, [broken('ECONNRESET'), [200]]],
		['POST after 429', POST, [[429, again], [429, again], [200]]],
		['POST marked as idempotent, after 503', { ...POST, idempotent: true }, [[503], [200]]],
	])('%s', async (_name, request, replies) => {
		expect(await attempts(request, replies as never)).toEqual(envelope('No.'));
		expect(waits).toHaveLength(replies.length - 1);
	});

	test.each([
		['GET after a third 500', GET, [[500], [500], [500]], /status 500/],
		['GET marked as not idempotent, after 500', { ...GET, idempotent: false }, [[500]], /500/],
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
			/\(the connection was reset\), so it is unknown whether/,
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
			'GET marked as not idempotent, after 503',
			{ ...GET, idempotent: false },
			[[503]],
			/unknown whether/,
		],
	])('not: %s', async (_name, request, replies, message) => {
		await expect(attempts(request, replies as never)).rejects.toMatchObject({
			message: expect.stringMatching(message),
		});
		expect(waits).toHaveLength(replies.length - 1);
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
			nextStep: expect.stringContaining('The request was sent 6 times.'),
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

	test('tells how often it was too many, and what is left', async () => {
		const paystand = client();
		expect(paystand.limits()).toEqual({ waitedMs: 0, throttled: 0 });
		nock(HOST).get('/v3/payerCustomers').reply(429, {}, { 'Retry-After': '0' });
		nock(HOST).get('/v3/payerCustomers').reply(
			200,
			{},
			{
				'RateLimit-Limit': '3000',
				'RateLimit-Remaining': '12',
				'RateLimit-Reset': '30',
			},
		);
		await paystand.send(GET);
		expect(paystand.limits()).toMatchObject({ throttled: 1, remaining: 12, limit: 3000 });
	});

	test('ends when its time is up', async () => {
		nock(HOST).get('/v3/payerCustomers').delay(2_000).reply(200, {});
		await expect(client().get(['payerCustomers'], { timeoutMs: 50 })).rejects.toMatchObject({
			message: 'Paystand could not be reached: it did not answer in time',
			status: 0,
		});
	});

	test('ends when nobody waits for it any more', async () => {
		const given = new AbortController();
		nock(HOST)
			.get('/v3/payerCustomers')
			.reply(503, () => (given.abort(), envelope('No.')));
		await expect(client().send({ ...GET, signal: given.signal })).rejects.toThrow(/abort/i);
	});

	test('stops when the execution is cancelled', async () => {
		const cancel = new AbortController();
		nock(HOST)
			.get('/v3/payerCustomers')
			.reply(503, () => (cancel.abort(), envelope('No.')));
		await expect(client({ cancel: cancel.signal }).send(GET)).rejects.toThrow(/abort|cancel/i);
	});
});

test('an unknown environment is refused before anything is sent', async () => {
	const context = execution();
	vi.spyOn(context, 'getCredentials').mockResolvedValue({ environment: 'custom', baseUrl: 'host' });
	await expect(new PaystandClient(context).send(GET)).rejects.toMatchObject({
		message: "The credential's 'Base URL' is not a web address",
		nextStep: 'Enter it as https://host/v3, or choose Production or Sandbox.',
	});
});

test('a client knows whose records it works on', async () => {
	const paystand = client();
	expect(await paystand.account()).toBe('https://api.paystand.com/v3 merchant');
	expect(await paystand.customerId()).toBe('merchant');
});

test('no more requests are under way than allowed', async () => {
	let [now, most] = [0, 0];
	nock(HOST)
		.get('/v3/payerCustomers')
		.times(9)
		.reply(200, async () => {
			most = Math.max(most, ++now);
			await new Promise((resolve) => setTimeout(resolve, 20));
			now -= 1;
			return {};
		});
	const paystand = new PaystandClient(execution(), { maxConcurrency: 3 });
	await Promise.all(Array.from({ length: 9 }, async () => await paystand.send(GET)));
	expect(most).toBe(3);
});

test('a credential that could not be read is read again by the next request', async () => {
	const context = execution();
	const read = vi
		.spyOn(context, 'getCredentials')
		.mockRejectedValueOnce(new Error('Database is locked'));
	const paystand = new PaystandClient(context);
	await expect(paystand.send(GET)).rejects.toThrow('Database is locked');
	nock(HOST).get('/v3/payerCustomers').reply(200, { ok: true });
	expect(await paystand.send(GET)).toEqual({ ok: true });
	expect(read).toHaveBeenCalledTimes(2);
});
