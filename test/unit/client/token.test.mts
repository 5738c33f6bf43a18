import nock from 'nock';
import { describe, expect, test } from 'vitest';
import { paystandRequest } from '../../../client/request.ts';
import { envelope, execution, HOST, tokens, useNock } from './paystand.mts';

useNock();
const GET = { method: 'GET', path: ['payerCustomers'] } as const;
const POST = { method: 'POST', path: ['receivables', 'create'], body: { erpId: '1' } } as const;

describe('the token', () => {
	test('is fetched when there is none, once for all requests of an execution', async () => {
		tokens('new');
		nock(HOST, { reqheaders: { authorization: 'Bearer new' } })
			.get('/v3/payerCustomers')
			.times(8)
			.reply(200, { results: [] });
		const context = execution({ accessToken: '' });
		const all = Array.from({ length: 8 }, () => paystandRequest(context, GET));
		expect(await Promise.all(all)).toHaveLength(8);
	});

	/** Paystand as long as it knows only this token; what it was sent. */
	const knowing = (token: string, method: string, path: string) => {
		const bodies: unknown[] = [];
		nock(HOST)
			.persist()
			.intercept(path, method)
			.reply(function (_uri, body) {
				bodies.push(body);
				const known = this.req.headers.authorization === `Bearer ${token}`;
				return known ? [200, { id: 'x' }] : [401, envelope('No access.')];
			});
		return bodies;
	};

	test('is replaced after a 401, and the request sent again: a write too', async () => {
		const bodies = knowing('fresh', 'POST', '/v3/receivables/create');
		tokens('fresh');
		expect(await paystandRequest(execution(), POST)).toEqual({ id: 'x' });
		expect(bodies.at(-1)).toEqual({ erpId: '1' });
	});

	test('is replaced once for all requests that meet its end together', async () => {
		nock(HOST).get('/v3/payerCustomers').reply(200, { id: 'before' });
		const context = execution();
		await paystandRequest(context, GET);

		knowing('fresh', 'GET', '/v3/payerCustomers');
		tokens('fresh');
		const all = Array.from({ length: 8 }, () => paystandRequest(context, GET));
		expect(await Promise.all(all)).toEqual(all.map(() => ({ id: 'x' })));
	});

	test('a file is sent again whole', async () => {
		const bodies = knowing('fresh', 'POST', '/v3/f');
		tokens('fresh');
		const file = { field: 'attachment', fileName: 'a.pdf', contentType: 'application/pdf' };
		await paystandRequest(execution(), {
			method: 'POST',
			path: ['f'],
			file: { ...file, data: Buffer.from('%PDF-1') },
		});
		const sent = bodies.map((body) => /\r\n\r\n(.*)\r\n--/s.exec(String(body))?.[1]);
		expect(sent.length).toBeGreaterThan(1);
		expect(new Set(sent)).toEqual(new Set(['%PDF-1']));
	});

	test('a 401 that outlives a fresh token is told, and no more tokens are fetched for it', async () => {
		knowing('never', 'GET', '/v3/payerCustomers');
		knowing('fresh', 'GET', '/v3/payerCustomers/mine');
		tokens('fresh');
		const context = execution();
		for (let turn = 0; turn < 3; turn++)
			await expect(paystandRequest(context, GET)).rejects.toMatchObject({
				message: 'Paystand did not accept the request, also with a fresh access token',
				description: expect.stringContaining('Paystand says: No access.'),
				httpCode: '401',
			});
		const mine = { method: 'GET', path: ['payerCustomers', 'mine'] } as const;
		expect(await paystandRequest(context, mine)).toEqual({ id: 'x' });
	});

	test('when none is issued, the message is that of the credential', async () => {
		nock(HOST).post('/v3/oauth/token').reply(401, envelope('Wrong client.'));
		await expect(paystandRequest(execution({ accessToken: '' }), GET)).rejects.toMatchObject({
			message: expect.stringMatching(/does not accept the 'Client ID' and 'Client Secret'/),
		});
	});
});

test.each([[401], [403], [500]])('a refusal (%s) shows neither token nor secret', async (reply) => {
	if (reply === 401) tokens('fresh-token');
	nock(HOST).persist().post('/v3/receivables/create').reply(reply, envelope('No.'));
	const error = await paystandRequest(execution(), POST).catch((caught: unknown) => caught);
	expect(error).toHaveProperty('message');
	expect(JSON.stringify(error)).not.toMatch(/stored-token|fresh-token|the-secret|Bearer/);
});
