import nock from 'nock';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { PaystandClient } from '../../../client/paystand.ts';
import { Credentials } from '../../engine/harness/credentials.mts';
import { startN8n } from '../../engine/harness/n8n.mts';
import { executeContext } from './context.mts';

export const HOST = 'https://api.paystand.com';

let count = 0;

/** n8n's real HTTP helper in front of a network that nock answers for. */
export function useNock(): void {
	let stop: () => Promise<void>;
	beforeAll(async () => {
		stop = await startN8n('memory');
		nock.disableNetConnect();
	});
	afterEach(() => {
		const left = nock.pendingMocks();
		nock.cleanAll();
		expect(left, 'requests that were expected and never came').toEqual([]);
	});
	afterAll(async () => {
		nock.enableNetConnect();
		nock.restore();
		await stop();
	});
}

/** A credential of its own for each test, since what is known of the limit goes by API key. */
export function credential(accessToken = 'stored-token'): Credentials {
	count += 1;
	return new Credentials({
		clientId: `client-${count}`,
		clientSecret: 'the-secret',
		customerId: 'merchant',
		accessToken,
	});
}

/** An execution of our node, with a token stored unless told otherwise. */
export function execution({
	accessToken = 'stored-token',
	cancel = undefined as AbortSignal | undefined,
} = {}) {
	return executeContext(credential(accessToken), cancel);
}

/** The client of an execution. */
export function client(options: Parameters<typeof execution>[0] = {}): PaystandClient {
	return new PaystandClient(execution(options));
}

/** Lets Paystand issue tokens. */
export function tokens(...values: string[]): void {
	for (const access_token of values)
		nock(HOST).post('/v3/oauth/token').reply(200, { access_token, scope: 'auth' });
}

/** What Paystand refuses with. */
export const envelope = (explanation: string) => ({
	error: { status: '400', ref: 'f00d', details: { code: 'apiError', explanation } },
});

/** A connection that ends with a code of Node's. */
export const broken = (code: string) => Object.assign(new Error(code), { code });

/** Paystand as long as it knows only this token; what it was sent. */
export function knowing(token: string, method: string, path: string): unknown[] {
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
}
