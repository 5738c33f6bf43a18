import nock from 'nock';
import { describe, expect, test } from 'vitest';
import { baseUrlOf } from '../../client/environments.ts';
import { PaystandApi } from '../../credentials/PaystandApi.credentials.ts';
import { executeContext, workflow as workflowOf } from './client/context.mts';
import { broken, credential, HOST, useNock } from './client/paystand.mts';

useNock();
const type = new PaystandApi();
const SECRET = 'the-$ecret';

/** What n8n does when there is no token, with n8n's own HTTP helper. */
async function token(input: object = {}): Promise<unknown> {
	const { helpers } = executeContext(credential());
	const output = await type.preAuthentication.call(
		{ helpers },
		{
			environment: 'production',
			baseUrl: '',
			clientId: 'client',
			clientSecret: SECRET,
			customerId: 'merchant',
			accessToken: '',
			...input,
		},
	);
	return output.accessToken;
}

const replies = (status: number, body: unknown, host = HOST) =>
	nock(host)
		.post('/v3/oauth/token')
		.reply(status, body as never);

describe('asking for a token', () => {
	test('sends JSON with the scope, and gives the token to the field n8n keeps', async () => {
		nock(HOST, { reqheaders: { 'content-type': 'application/json', accept: 'application/json' } })
			.post('/v3/oauth/token', {
				grant_type: 'client_credentials',
				client_id: 'client',
				client_secret: SECRET,
				scope: 'auth',
			})
			.reply(200, {
				access_token: 'new',
				token_type: 'Bearer',
				expires_in: 1209600,
				scope: 'auth',
			});
		expect(await token()).toBe('new');
		expect(type.properties.filter(({ typeOptions }) => typeOptions?.expirable)).toMatchObject([
			{ name: 'accessToken', type: 'hidden', typeOptions: { password: true } },
		]);
	});

	test('trims what was pasted', async () => {
		nock(HOST)
			.post(
				'/v3/oauth/token',
				(body) => body.client_id === 'client' && body.client_secret === SECRET,
			)
			.reply(200, { access_token: 'new' });
		expect(await token({ clientId: ' client\n', clientSecret: `\t${SECRET} ` })).toBe('new');
	});

	test.each([
		['sandbox', '', 'https://api.paystand.co'],
		['custom', ' http://127.0.0.1:4010/v3/ ', 'http://127.0.0.1:4010'],
	])('goes to the host of the environment: %s', async (environment, baseUrl, host) => {
		replies(200, { access_token: 'new' }, host);
		expect(await token({ environment, baseUrl })).toBe('new');
	});

	test('asks again when Paystand breaks off or is overloaded', async () => {
		const asked = nock(HOST).post('/v3/oauth/token');
		asked.replyWithError(broken('ECONNRESET'));
		replies(503, {});
		replies(200, { access_token: 'new' });
		expect(await token()).toBe('new');
	});

	test('asks three times at most', async () => {
		nock(HOST).post('/v3/oauth/token').times(3).reply(502, {});
		await expect(token()).rejects.toThrow(/status 502/);
	});

	test.each([undefined, null, 'auth', 'openid auth'])('accepts the scope %j', async (scope) => {
		replies(200, { access_token: 'new', scope });
		expect(await token()).toBe('new');
	});

	test('follows no redirect with the secret', async () => {
		nock(HOST).post('/v3/oauth/token').reply(307, '', { Location: 'https://evil.example/' });
		await expect(token()).rejects.toThrow(/status 307/);
	});
});

test('the environments come in the order in which people need them', () => {
	const environment = type.properties.find(({ name }) => name === 'environment');
	expect(environment?.options?.map(({ name }) => name)).toEqual([
		'Production',
		'Sandbox',
		'Custom',
	]);
	expect(environment?.default).toBe('production');
});

test('the end of a token is kept beside it, and neither is shown in the editor', () => {
	const hidden = type.properties.filter((property) => property.type === 'hidden');
	expect(hidden.map(({ name }) => name)).toEqual(['accessToken', 'accessTokenExpiresAt']);
	for (const { typeOptions } of hidden) expect(typeOptions).toMatchObject({ password: true });
});

test("n8n's HTTP Request node offers the credential, at Paystand's own address", () => {
	expect(type.httpRequestNode.apiBaseUrl).toBe(`${baseUrlOf({ environment: 'production' })}/`);
});

describe('when there is no token to have', () => {
	const refused = { error: { details: { explanation: `Unknown client, secret ${SECRET}.` } } };
	const cases: Array<[string, () => unknown, object, RegExp]> = [
		...[400, 401, 403, 422].map((status): [string, () => unknown, object, RegExp] => [
			`status ${status}`,
			() => replies(status, refused),
			{},
			/^Paystand does not accept the 'Client ID' and 'Client Secret'\. Copy both again/,
		]),
		[
			'status 404',
			() => replies(404, 'x'),
			{},
			/^Paystand's API was not found at https:\/\/api\.paystand\.com\/v3\. Check 'Base URL'/,
		],
		[
			'status 429',
			() => replies(429, {}),
			{},
			/^Paystand could not issue an access token \(status 429\)\. Try again/,
		],
		[
			'status 500',
			() => replies(500, refused),
			{},
			/^Paystand could not issue an access token \(status 500\)/,
		],
		[
			'no token',
			() => replies(200, { scope: 'auth' }),
			{},
			/answered without an access token\. Check 'Environment'/,
		],
		[
			'an empty token',
			() => replies(200, { access_token: '' }),
			{},
			/answered without an access token/,
		],
		[
			'a token that is no text',
			() => replies(200, { access_token: { a: 1 } }),
			{},
			/answered without an access token/,
		],
		['a page', () => replies(200, '<html>'), {}, /answered without an access token/],
		['nothing', () => replies(204, ''), {}, /answered without an access token/],
		[
			'another scope',
			() => replies(200, { access_token: 'x', scope: 'openid' }),
			{},
			/without API scope: API access is not enabled/,
		],
		[
			'no scope in it',
			() => replies(200, { access_token: 'x', scope: '' }),
			{},
			/without API scope/,
		],
		[
			'no connection',
			() => nock(HOST).post('/v3/oauth/token').times(3).replyWithError(broken('ECONNREFUSED')),
			{},
			/^Paystand could not be reached at https:\/\/api\.paystand\.com\/v3\. Check 'Environment'/,
		],
		[
			'no address',
			() => undefined,
			{ environment: 'custom', baseUrl: 'host/v3' },
			/^'Base URL' is not a web address\. Enter it as https:\/\/host\/v3/,
		],
		[
			'no environment',
			() => undefined,
			{ environment: 'constructor' },
			/^'Base URL' is not a web address/,
		],
	];

	test.each(cases)(
		'%s: says what to do, without the secret',
		async (_name, prepare, input, message) => {
			prepare();
			const error = await token(input).then(
				() => undefined,
				(caught: Error & { response?: unknown; cause?: unknown }) => caught,
			);
			expect(error?.message).toMatch(message);
			expect(JSON.stringify([error?.message, error, error?.cause])).not.toContain(SECRET);
			// n8n would take a reply with 401 for an expired token and ask a second time.
			expect(error).not.toHaveProperty('response');
			expect(error?.message).not.toMatch(/error|problem|fail|mistake/i);
		},
	);

	test("Paystand's own words go along", async () => {
		replies(401, { error: 'invalid_client', error_description: 'The client is locked.' });
		await expect(token()).rejects.toThrow(/Paystand says: The client is locked\./);
	});
});

describe('the credential test', () => {
	const workflow = workflowOf();
	const baseURL = (credentials: object) =>
		workflow.expression.getSimpleParameterValue(
			workflow.nodes.Client,
			type.test.request.baseURL as string,
			'internal',
			{ $credentials: credentials } as never,
		);

	test.each([
		{ environment: 'production', baseUrl: '' },
		{ environment: 'production', baseUrl: 'https://evil.example' },
		{ environment: 'sandbox', baseUrl: undefined },
		{ environment: 'custom', baseUrl: 'http://127.0.0.1:4010/v3' },
		{ environment: 'custom', baseUrl: '  http://127.0.0.1:4010/v3// ' },
	])('goes where the requests of the node go: %j', (credentials) => {
		expect(baseURL(credentials)).toBe(baseUrlOf(credentials as never));
	});

	test('names the cause for each status it can meet', () => {
		const rules = type.test.rules?.map(({ properties }) => properties) as Array<{
			value: number;
			message: string;
		}>;
		expect(rules.map(({ value }) => value)).toEqual([401, 403, 404, 429]);
		expect(new Set(rules.map(({ message }) => message)).size).toBe(4);
		expect(rules[0].message).toContain("'Customer ID'");
		expect(rules[1].message).toContain('enable it for your plan');
	});

	test('reads a route that needs token and merchant, and one row at most', () => {
		expect(type.test.request).toMatchObject({ url: '/payerCustomers', qs: { limit: 1 } });
	});
});

test('every call carries token and merchant, and keeps what it had', async () => {
	const options = {
		method: 'GET' as const,
		url: 'https://paystand.test',
		headers: { Accept: 'a/b' },
	};
	const credentials = { accessToken: 'token', customerId: ' merchant\n' };
	expect(await type.authenticate(credentials, options)).toEqual({
		...options,
		headers: { Accept: 'a/b', Authorization: 'Bearer token', 'X-CUSTOMER-ID': 'merchant' },
	});
});
