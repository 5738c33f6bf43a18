import nock from 'nock';
import { describe, expect, test, vi } from 'vitest';
import { PaystandClient } from '../../../client/paystand.ts';
import type { PaystandRequest } from '../../../client/send.ts';
import { executeContext, otherContexts } from './context.mts';
import {
	broken,
	client,
	credential,
	envelope,
	HOST,
	knowing,
	tokens,
	useNock,
} from './paystand.mts';

useNock();
const GET: PaystandRequest = { method: 'GET', path: ['payerCustomers'] };
const POST: PaystandRequest = {
	method: 'POST',
	path: ['receivables', 'create'],
	body: { erpId: '1' },
};

describe('the token', () => {
	test('is fetched when there is none, once for all requests of an execution', async () => {
		tokens('new');
		nock(HOST, { reqheaders: { authorization: 'Bearer new' } })
			.get('/v3/payerCustomers')
			.times(8)
			.reply(200, { results: [] });
		const paystand = client({ accessToken: '' });
		const all = Array.from({ length: 8 }, async () => await paystand.send(GET));
		expect(await Promise.all(all)).toHaveLength(8);
	});

	test('is replaced after a 401, and the request sent again: a write too', async () => {
		const bodies = knowing('fresh', 'POST', '/v3/receivables/create');
		tokens('fresh');
		expect(await client().send(POST)).toEqual({ id: 'x' });
		expect(bodies).toEqual([{ erpId: '1' }, { erpId: '1' }]);
	});

	test('is replaced once for all requests that meet its end together', async () => {
		nock(HOST).get('/v3/payerCustomers').reply(200, { id: 'before' });
		const paystand = client();
		await paystand.send(GET);

		knowing('fresh', 'GET', '/v3/payerCustomers');
		tokens('fresh');
		const all = Array.from({ length: 8 }, async () => await paystand.send(GET));
		expect(await Promise.all(all)).toEqual(all.map(() => ({ id: 'x' })));
	});

	test('is kept after a 401 when that is asked for', async () => {
		const bodies = knowing('fresh', 'GET', '/v3/payerCustomers');
		await expect(client().get([...GET.path], { keepToken: true })).rejects.toMatchObject({
			status: 401,
		});
		expect(bodies).toHaveLength(1);
	});

	test('a file is sent again whole', async () => {
		const bodies = knowing('fresh', 'POST', '/v3/f');
		tokens('fresh');
		const file = { field: 'attachment', fileName: 'a.pdf', contentType: 'application/pdf' };
		await client().upload(['f'], { ...file, data: Buffer.from('%PDF-1') });
		const sent = bodies.map((body) => /\r\n\r\n(.*)\r\n--/s.exec(String(body))?.[1]);
		expect(sent).toEqual(['%PDF-1', '%PDF-1']);
	});

	test('a 401 that outlives a fresh token is told, and no more tokens are fetched for it', async () => {
		knowing('never', 'GET', '/v3/payerCustomers');
		knowing('fresh', 'GET', '/v3/payerCustomers/mine');
		tokens('fresh');
		const credentials = credential();
		const read = vi.spyOn(credentials, 'getDecrypted');
		const paystand = new PaystandClient(executeContext(credentials));
		for (let turn = 0; turn < 3; turn++)
			await expect(paystand.send(GET)).rejects.toMatchObject({
				message: 'Paystand did not accept the request, even with a fresh access token',
				nextStep: expect.stringContaining('Paystand says: No access.'),
				status: 401,
			});
		expect(await paystand.get(['payerCustomers', 'mine'])).toEqual({ id: 'x' });
		// Nor does the next execution fetch one for it: it may be a delivery, and forged ones are many.
		await expect(new PaystandClient(executeContext(credentials)).send(GET)).rejects.toMatchObject({
			status: 401,
		});
		// Once by each execution, and once before the token was fetched.
		expect(read).toHaveBeenCalledTimes(3);
	});

	test('a fresh token that was good for something is replaced at once when it is good for nothing', async () => {
		const credentials = credential('');
		tokens('first');
		const once = nock(HOST).get('/v3/payerCustomers').reply(200, { id: 'x' });
		await new PaystandClient(executeContext(credentials)).send(GET);
		expect(once.isDone()).toBe(true);
		knowing('second', 'GET', '/v3/payerCustomers');
		tokens('second');
		const next = new PaystandClient(executeContext(credentials));
		expect(await next.send(GET)).toEqual({ id: 'x' });
	});

	test('nor is one that was fetched for a request that is refused with 401', async () => {
		knowing('never', 'GET', '/v3/payerCustomers');
		tokens('fresh');
		const paystand = client({ accessToken: '' });
		for (let turn = 0; turn < 2; turn++)
			await expect(paystand.send(GET)).rejects.toMatchObject({ status: 401 });
	});
});

describe('when no token is issued', () => {
	const refuseTokens = (times = 1) =>
		nock(HOST).post('/v3/oauth/token').times(times).reply(401, envelope('Wrong client.'));
	const refused = {
		name: 'AccessTokenError',
		message: expect.stringMatching(/does not accept the 'Client ID' and 'Client Secret'/),
		isTransient: false,
	};

	test('the message is that of the credential, and none is asked for again in this execution', async () => {
		refuseTokens();
		const paystand = client({ accessToken: '' });
		const all = Array.from({ length: 5 }, async () => await paystand.send(GET));
		for (const result of await Promise.allSettled(all))
			expect(result).toMatchObject({ status: 'rejected', reason: refused });
		await expect(paystand.send(GET)).rejects.toMatchObject(refused);
	});

	test('the same after a 401', async () => {
		knowing('never', 'GET', '/v3/payerCustomers');
		refuseTokens();
		const paystand = client();
		for (let turn = 0; turn < 3; turn++)
			await expect(paystand.send(GET)).rejects.toMatchObject(refused);
	});

	test('the next execution asks, with the secret as it is by then', async () => {
		refuseTokens();
		const credentials = credential('');
		await expect(new PaystandClient(executeContext(credentials)).send(GET)).rejects.toMatchObject(
			refused,
		);
		credentials.store({ clientSecret: 'corrected' });
		nock(HOST)
			.post('/v3/oauth/token', ({ client_secret }) => client_secret === 'corrected')
			.reply(200, { access_token: 'new' });
		knowing('new', 'GET', '/v3/payerCustomers');
		const next = new PaystandClient(executeContext(credentials));
		expect(await next.send(GET)).toEqual({ id: 'x' });
	});

	test('nor does it wait for a correction when Paystand opens the account', async () => {
		refuseTokens();
		const credentials = credential('');
		await expect(new PaystandClient(executeContext(credentials)).send(GET)).rejects.toMatchObject(
			refused,
		);
		tokens('new');
		knowing('new', 'GET', '/v3/payerCustomers');
		expect(await new PaystandClient(executeContext(credentials)).send(GET)).toEqual({ id: 'x' });
	});

	test('for the moment, it is asked for again', async () => {
		nock(HOST).post('/v3/oauth/token').reply(429, {});
		const paystand = client({ accessToken: '' });
		await expect(paystand.send(GET)).rejects.toMatchObject({
			message: expect.stringContaining('could not issue an access token (status 429)'),
			isTransient: true,
		});
		tokens('new');
		knowing('new', 'GET', '/v3/payerCustomers');
		expect(await paystand.send(GET)).toEqual({ id: 'x' });
	});

	test('one that n8n cannot store is none, and the request was not sent', async () => {
		tokens('new');
		const credentials = credential('');
		vi.spyOn(credentials, 'preAuthentication').mockRejectedValueOnce(new Error('SQLITE_BUSY'));
		const paystand = new PaystandClient(executeContext(credentials));
		await expect(paystand.send(POST)).rejects.toMatchObject({
			name: 'AccessTokenError',
			message: 'SQLITE_BUSY',
			isTransient: true,
		});
		knowing('new', 'POST', '/v3/receivables/create');
		expect(await paystand.send(POST)).toEqual({ id: 'x' });
	});

	test('a write that may have taken effect stays unknown', async () => {
		nock(HOST).put('/v3/payerCustomers/1').replyWithError(broken('ECONNRESET'));
		nock(HOST).put('/v3/payerCustomers/1').reply(401, {});
		refuseTokens();
		await expect(client().put(['payerCustomers', '1'], { a: 1 })).rejects.toMatchObject({
			outcomeUnknown: true,
			message: expect.stringContaining("does not accept the 'Client ID'"),
		});
	});
});

test('one read of the credential serves all requests of an execution, in every context', async () => {
	const credentials = credential();
	const read = vi.spyOn(credentials, 'getDecrypted');
	nock(HOST, { reqheaders: { authorization: 'Bearer stored-token', 'x-customer-id': 'merchant' } })
		.persist()
		.get('/v3/payerCustomers')
		.reply(200, {});
	const contexts = [['execution', executeContext(credentials)] as const];
	for (const [name, context] of [...contexts, ...otherContexts(credentials)]) {
		read.mockClear();
		const paystand = new PaystandClient(context);
		await Promise.all(Array.from({ length: 20 }, async () => await paystand.send(GET)));
		await paystand.send(GET);
		expect(read, name).toHaveBeenCalledTimes(1);
	}
});

test.each(['webhook', 'hook', 'poll', 'picker'])(
	'a token that is fetched in a %s is stored, and serves all others',
	async (name) => {
		const credentials = credential('');
		const other = otherContexts(credentials).find(([called]) => called === name)![1];
		tokens('new');
		knowing('new', 'GET', '/v3/payerCustomers');
		expect(await new PaystandClient(other).send(GET)).toEqual({ id: 'x' });
		expect(credentials.accessToken).toBe('new');
		expect(await new PaystandClient(executeContext(credentials)).send(GET)).toEqual({ id: 'x' });
	},
);

test.each([[401], [403], [500]])('a refusal (%s) shows neither token nor secret', async (reply) => {
	if (reply === 401) tokens('fresh-token');
	nock(HOST).persist().post('/v3/receivables/create').reply(reply, envelope('No.'));
	const error = await client()
		.send(POST)
		.catch((caught: unknown) => caught);
	expect(error).toHaveProperty('message');
	expect(JSON.stringify(error)).not.toMatch(/stored-token|fresh-token|the-secret|Bearer/);
});
