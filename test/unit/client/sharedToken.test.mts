import nock from 'nock';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PaystandClient } from '../../../client/paystand.ts';
import type { PaystandRequest } from '../../../client/send.ts';
import { Credentials } from '../../engine/harness/credentials.mts';
import { executeContext, otherContexts } from './context.mts';
import { credential, HOST, useNock } from './paystand.mts';

useNock();
const GET: PaystandRequest = { method: 'GET', path: ['payerCustomers'] };
const DAY_MS = 24 * 60 * 60 * 1000;
const TWO_WEEKS_S = 14 * 24 * 60 * 60;
const START = Date.parse('2026-11-23T12:00:00Z');

// Only the clock: n8n's requests need real timers.
beforeEach(() => void vi.useFakeTimers({ now: START, toFake: ['Date', 'performance'] }));
afterEach(() => void vi.useRealTimers());

const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
const run = (credentials: Credentials) => new PaystandClient(executeContext(credentials));

/** Paystand, which issues one token more and counts how often it was asked for one. */
function issuing(access_token: string, reply: object = { expires_in: TWO_WEEKS_S }) {
	const asked = { times: 0 };
	nock(HOST)
		.post('/v3/oauth/token')
		.reply(200, () => {
			asked.times += 1;
			return { access_token, scope: 'auth', ...reply };
		});
	return asked;
}

/** Paystand, which takes these tokens; which were sent, in order. */
function accepting(...known: string[]): string[] {
	const sent: string[] = [];
	nock(HOST)
		.persist()
		.get('/v3/payerCustomers')
		.reply(function () {
			const token = String(this.req.headers.authorization).replace('Bearer ', '');
			sent.push(token);
			return known.includes(token) ? [200, { id: 'x' }] : [401, {}];
		});
	return sent;
}

describe('what another process has stored', () => {
	test('is used after a 401, and no token is fetched', async () => {
		const credentials = credential('old');
		const sent = accepting('theirs');
		const paystand = run(credentials);
		await Promise.all([paystand.customerId()]);
		credentials.store({ accessToken: 'theirs' });
		const all = Array.from({ length: 20 }, async () => await paystand.send(GET));
		expect(await Promise.all(all)).toEqual(all.map(() => ({ id: 'x' })));
		expect(sent.filter((token) => token === 'theirs')).toHaveLength(20);
	});

	test('is no better: then one is fetched', async () => {
		const credentials = credential('old');
		const sent = accepting('fresh');
		const paystand = run(credentials);
		await paystand.customerId();
		credentials.store({ accessToken: 'theirs' });
		const asked = issuing('fresh');
		expect(await paystand.send(GET)).toEqual({ id: 'x' });
		expect(sent).toEqual(['old', 'theirs', 'fresh']);
		expect(asked.times).toBe(1);
	});

	test('is used by the next execution', async () => {
		const credentials = credential('old');
		const sent = accepting('old', 'theirs');
		await run(credentials).send(GET);
		credentials.store({ accessToken: 'theirs' });
		await run(credentials).send(GET);
		expect(sent).toEqual(['old', 'theirs']);
	});

	test('is taken when it is asked for a day ahead of time', async () => {
		const credentials = credential('old');
		credentials.store({ accessTokenExpiresAt: inDays(0.5) });
		const sent = accepting('old', 'theirs');
		const paystand = run(credentials);
		await paystand.customerId();
		credentials.store({ accessToken: 'theirs', accessTokenExpiresAt: inDays(13) });
		await paystand.send(GET);
		expect(sent).toEqual(['theirs']);
	});

	test('after it has gone to another account is not sent to this one, nor ours stored there', async () => {
		const credentials = credential('old');
		const sent = accepting();
		const paystand = run(credentials);
		await paystand.customerId();
		credentials.store({ customerId: 'another', accessToken: 'theirs' });
		await expect(paystand.send(GET)).rejects.toMatchObject({
			message: expect.stringContaining('changed to another Paystand account'),
			isTransient: false,
		});
		expect(sent).toEqual(['old']);
		expect(credentials.accessToken).toBe('theirs');
	});

	test('with another secret of the same account goes on', async () => {
		const credentials = credential('old');
		accepting('fresh');
		const paystand = run(credentials);
		await paystand.customerId();
		credentials.store({ clientSecret: 'rotated' });
		nock(HOST)
			.post('/v3/oauth/token', ({ client_secret }) => client_secret === 'rotated')
			.reply(200, { access_token: 'fresh' });
		expect(await paystand.send(GET)).toEqual({ id: 'x' });
	});
});

describe('a day before its end', () => {
	test('a token is renewed once for 50 requests of as many executions', async () => {
		const credentials = credential('old');
		credentials.store({ accessTokenExpiresAt: inDays(0.9) });
		const asked = issuing('fresh');
		const sent = accepting('old', 'fresh');
		const all = Array.from({ length: 50 }, async (_, n) =>
			n % 2 === 0
				? await run(credentials).send(GET)
				: await new PaystandClient(otherContexts(credentials)[n % 4][1]).send(GET),
		);
		expect(await Promise.all(all)).toEqual(all.map(() => ({ id: 'x' })));
		expect(asked.times).toBe(1);
		expect(sent).toHaveLength(50);
		expect(credentials.accessToken).toBe('fresh');
		expect((await credentials.getDecrypted()).accessTokenExpiresAt).toBe(
			new Date(START + TWO_WEEKS_S * 1000).toISOString(),
		);
		await run(credentials).send(GET);
		expect(sent.at(-1)).toBe('fresh');
	});

	test('not earlier', async () => {
		const credentials = credential('old');
		credentials.store({ accessTokenExpiresAt: inDays(1.1) });
		expect(await runAndSee(credentials, 'old')).toEqual(['old']);
	});

	test('when none is to be had, the old one goes on, and it is tried again minutes later', async () => {
		const credentials = credential('old');
		credentials.store({ accessTokenExpiresAt: inDays(0.5) });
		nock(HOST).post('/v3/oauth/token').reply(429, {});
		const sent = accepting('old', 'fresh');
		await run(credentials).send(GET);
		await run(credentials).send(GET);
		expect(sent).toEqual(['old', 'old']);
		vi.setSystemTime(START + 6 * 60_000);
		vi.advanceTimersByTime(6 * 60_000);
		issuing('fresh');
		await run(credentials).send(GET);
		expect(sent.at(-1)).toBe('fresh');
	});

	test('when the secret is refused, the old one goes on to its end', async () => {
		const credentials = credential('old');
		credentials.store({ accessTokenExpiresAt: inDays(0.5) });
		nock(HOST).post('/v3/oauth/token').reply(401, {});
		const sent = accepting('old');
		const paystand = run(credentials);
		for (let turn = 0; turn < 3; turn++) await paystand.send(GET);
		expect(sent).toEqual(['old', 'old', 'old']);
	});

	test('after its end it is not sent at all', async () => {
		const credentials = credential('old');
		credentials.store({ accessTokenExpiresAt: inDays(-0.1) });
		const asked = issuing('fresh');
		const sent = accepting('fresh');
		const paystand = run(credentials);
		await Promise.all(Array.from({ length: 20 }, async () => await paystand.send(GET)));
		expect(new Set(sent)).toEqual(new Set(['fresh']));
		expect(asked.times).toBe(1);
	});

	test.each([undefined, null, '', 'soon', 0, -5, 3600, 1209600000, Number.MAX_VALUE])(
		'an end of %j is not believed: the token goes on until a 401',
		async (expires_in) => {
			const credentials = credential('');
			issuing('first', { expires_in });
			const sent = accepting('first');
			await run(credentials).send(GET);
			await run(credentials).send(GET);
			expect(sent).toEqual(['first', 'first']);
			expect((await credentials.getDecrypted()).accessTokenExpiresAt).toBe('');
		},
	);

	async function runAndSee(credentials: Credentials, ...known: string[]) {
		const sent = accepting(...known);
		await run(credentials).send(GET);
		return sent;
	}
});

describe('what a process keeps', () => {
	test('is not mixed up between credentials, or between states of one', async () => {
		const credentials = credential('');
		issuing('a');
		const sent = accepting('a', 'b');
		await run(credentials).send(GET);
		// Another merchant under the same id, with nothing stored yet.
		credentials.store({ customerId: 'another', accessToken: '' });
		issuing('b');
		await run(credentials).send(GET);
		expect(sent).toEqual(['a', 'b']);
	});

	test('gives way to what is stored: an emptied token is fetched anew', async () => {
		const credentials = credential('');
		issuing('a');
		const sent = accepting('a', 'b');
		await run(credentials).send(GET);
		vi.advanceTimersByTime(10);
		credentials.store({ accessToken: '' });
		issuing('b');
		await run(credentials).send(GET);
		expect(sent).toEqual(['a', 'b']);
	});

	test('is not undone by an execution that has read the token before it was replaced', async () => {
		const credentials = credential('old');
		const sent = accepting('fresh');
		const read = credentials.getDecrypted.bind(credentials);
		const slow = Promise.withResolvers<void>();
		const late = executeContext(credentials);
		vi.spyOn(credentials, 'getDecrypted').mockImplementationOnce(async () => {
			const stale = await read();
			await slow.promise;
			return stale;
		});
		const waiting = new PaystandClient(late).send(GET);
		vi.advanceTimersByTime(1);
		issuing('fresh');
		await run(credentials).send(GET);
		slow.resolve();
		expect(await waiting).toEqual({ id: 'x' });
		expect(sent).toEqual(['old', 'fresh', 'fresh']);
	});

	test('the cancelling of the execution that was to fetch it leaves the others one', async () => {
		const credentials = credential('');
		const asked = issuing('new');
		accepting('new');
		const cancelled = run(credentials).send({ ...GET, signal: AbortSignal.abort() });
		const others = Array.from({ length: 3 }, async () => await run(credentials).send(GET));
		await expect(cancelled).rejects.toThrow(/abort/i);
		expect(await Promise.all(others)).toEqual(others.map(() => ({ id: 'x' })));
		expect(asked.times).toBe(1);
	});

	test('is there for the others before the request it was fetched for is answered', async () => {
		const credentials = credential('');
		issuing('new');
		const answered: string[] = [];
		nock(HOST).post('/v3/slow').delay(500).reply(200, { id: 'x' });
		accepting('new');
		const slow = run(credentials)
			.send({ method: 'POST', path: ['slow'] })
			.then(() => answered.push('slow'));
		const fast = run(credentials)
			.send(GET)
			.then(() => answered.push('fast'));
		await Promise.all([slow, fast]);
		expect(answered).toEqual(['fast', 'slow']);
	});

	test('a token request that hangs holds up nobody for long', async () => {
		const credentials = credential('');
		nock(HOST).post('/v3/oauth/token').delay(1_500).reply(200, { access_token: 'late' });
		issuing('new');
		const sent = accepting('new', 'late');
		const hanging = run(credentials).send(GET);
		await vi.waitFor(() => expect(nock.pendingMocks().join()).not.toMatch(/token.*token/));
		vi.advanceTimersByTime(5_001);
		await run(credentials).send(GET);
		expect(sent).toEqual(['new']);
		expect(await hanging).toEqual({ id: 'x' });
	});
});
