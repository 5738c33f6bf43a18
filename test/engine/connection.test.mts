import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { Credentials, type CredentialInput } from './harness/credentials.mts';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine();
const list = (input: CredentialInput = {}, more: object = {}) =>
	engine.run({
		resource: 'customer',
		operation: 'getAll',
		credential: new Credentials({
			environment: 'custom',
			baseUrl: engine.baseUrl,
			clientId: engine.merchant.clientId,
			clientSecret: engine.merchant.clientSecret,
			customerId: engine.merchant.id,
			...input,
		}),
		...more,
	});

describe('what a person sees when the connection is not right', () => {
	test('pasted spaces do not matter', async () => {
		const { error } = await list({
			baseUrl: ` ${engine.baseUrl}/ `,
			clientId: ` ${engine.merchant.clientId}\n`,
			clientSecret: `${engine.merchant.clientSecret} `,
			customerId: `\t${engine.merchant.id} `,
		});
		expect(error).toBeUndefined();
	});

	test('a wrong secret: asked for once, and the message of the credential', async () => {
		const { error, tokens, requests } = await list({ clientSecret: 'wrong' });
		expect(error?.message).toMatch(
			/^Paystand does not accept the 'Client ID' and 'Client Secret'\. Copy both again .* Paystand says: The client id or the client secret is wrong\.$/,
		);
		expect([tokens, requests.length]).toEqual([1, 0]);
	});

	test('a wrong secret and 300 items: one token request, and each item says so', async () => {
		const items = Array.from({ length: 300 }, () => ({ json: {} }));
		const wrong = { clientSecret: 'wrong' };
		const more = { items, onError: 'continueRegularOutput' };
		const { json, tokens, requests } = await list(wrong, more);
		expect([tokens, requests.length]).toEqual([1, 0]);
		expect(json).toHaveLength(300);
		for (const { error } of json) expect(error).toContain("'Client ID' and 'Client Secret'");
	});

	test('a token that expired and a secret that was changed: one token request more', async () => {
		const credential = new Credentials({
			environment: 'custom',
			baseUrl: engine.baseUrl,
			clientId: engine.merchant.clientId,
			clientSecret: 'changed',
			customerId: engine.merchant.id,
			accessToken: 'expired',
		});
		const items = Array.from({ length: 300 }, () => ({ json: {} }));
		const more = { items, onError: 'continueRegularOutput', credential };
		const { json, tokens } = await list({}, more);
		expect(tokens).toBe(1);
		for (const { error } of json) expect(error).toContain("'Client ID' and 'Client Secret'");
	});

	test('a token route that is down fails those that wait for it, and not the next run', async () => {
		const items = Array.from({ length: 40 }, () => ({ json: {} }));
		engine.setFaults({ serverError: 1, paths: 'oauth/token' });
		const down = await list({}, { items, onError: 'continueRegularOutput' });
		expect(down.tokens).toBeLessThanOrEqual(3);
		for (const { error } of down.json) expect(error).toContain('could not issue an access token');
		engine.setFaults({});
		expect((await list()).error).toBeUndefined();
	});

	test('an address without https that is not of this machine: nothing is sent', async () => {
		for (const accessToken of ['', 'kept from before']) {
			const { error, tokens, requests } = await list({
				baseUrl: 'http://erp.example.com/v3',
				accessToken,
			});
			expect(error?.message).toBe(
				"The credential's 'Base URL' begins with http://, which would send the Client Secret unprotected",
			);
			expect(error?.description).toContain('Enter it with https://');
			expect([tokens, requests.length]).toEqual([0, 0]);
		}
	});

	test('a wrong Customer ID: the three things it can be', async () => {
		const { error } = await list({ customerId: 'b0realis0merchant000001a' });
		expect(error?.message).toMatch(/^Paystand did not accept the request/);
		expect(error?.description).toContain('its Customer ID');
	});

	test('no API access in the plan: whom to ask', async () => {
		const { error, requests } = await list({
			clientId: 'no-api-client-id',
			clientSecret: 'no-api-client-secret',
			customerId: 'n0access0merchant000001a',
		});
		expect(error?.message).toBe('API access is not enabled for this Paystand account');
		expect(error?.description).toContain('support@paystand.com');
		expect(requests).toHaveLength(1);
	});

	test('an address without /v3, and one where nobody listens', async () => {
		const noVersion = await list({ baseUrl: engine.baseUrl.replace('/v3', '') });
		expect(noVersion.error?.message).toMatch(/API was not found at http.*it ends in \/v3/);
		const nobody = await list({ baseUrl: 'http://127.0.0.1:9/v3' });
		expect(nobody.error?.message).toMatch(/could not be reached at http:\/\/127\.0\.0\.1:9\/v3/);
		const malformed = await list({ baseUrl: '127.0.0.1/v3' });
		expect(malformed.error?.message).toBe("The credential's 'Base URL' is not a web address");
	});
});

describe('a busy Paystand', () => {
	test('a reading whose connection breaks is sent again', async () => {
		engine.before(/^GET/, async () => {
			engine.setFaults({ broken: 1 });
			engine.before(/^GET/, async () => engine.setFaults({}));
		});
		const { error, requests } = await list();
		expect(error).toBeUndefined();
		expect(requests.map(({ status }) => status)).toEqual([0, 200]);
	});

	test('a cancelled execution stops waiting, and sends no more', async () => {
		engine.setFaults({ tooMany: 1, paths: 'GET' });
		const started = Date.now();
		const { items, requests } = await list(
			{ clientId: engine.merchant.clientId },
			{ cancelAfterMs: 400 },
		);
		expect(Date.now() - started).toBeLessThan(6000);
		expect(items).toEqual([]);
		await wait(1200);
		expect(
			(await engine.call('GET', '/control/requests')).filter(({ method }: any) => method === 'GET'),
		).toHaveLength(requests.length);
		expect(requests.length).toBeLessThan(3);
	});
});
