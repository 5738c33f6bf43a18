import { UserError } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import { baseUrlFault, baseUrlOf } from '../client/environments';
import { isTransient, withRetry } from '../client/retry';
import { readTokenReply, SCOPE, unreachable } from '../client/tokenReply';

const MAX_ATTEMPTS = 3;
/** If a token request takes longer than this to go wrong, it is not sent again. */
const PATIENCE_MS = 10_000;

export class PaystandApi implements ICredentialType {
	name = 'paystandApi';

	displayName = 'Paystand API';

	icon: Icon = { light: 'file:../icons/paystand.svg', dark: 'file:../icons/paystand.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-paystand/n8n-nodes-paystand#credentials';

	properties: INodeProperties[] = [
		{
			displayName:
				'Find these values in the Paystand dashboard under Integrations. API access must be enabled for your plan. Sandbox and production have separate credentials.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{ name: 'Production', value: 'production', description: 'Real money: api.paystand.com' },
				{ name: 'Sandbox', value: 'sandbox', description: 'Test money: api.paystand.co' },
				{ name: 'Custom', value: 'custom', description: 'Another address, for tests' },
			],
			default: 'production',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			displayOptions: { show: { environment: ['custom'] } },
			default: '',
			placeholder: 'e.g. http://127.0.0.1:4010/v3',
			description:
				'The address including the version, without a slash at the end. It begins with https://, unless the server runs on this machine.',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			required: true,
			default: '',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
		},
		{
			displayName: 'Customer ID',
			name: 'customerId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 8low3hlfk1a7t08trm7043aw',
			description: "Your own customer_id from the dashboard, not one of your customers' IDs",
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{
			// ISO 8601. With `password` the editor gets none of it, so that saving the credential does not put
			// back the end of an older token.
			displayName: 'Access Token Expires At',
			name: 'accessTokenExpiresAt',
			type: 'hidden',
			typeOptions: { password: true },
			default: '',
		},
	];

	httpRequestNode = {
		name: 'Paystand',
		docsUrl: 'https://github.com/n8n-nodes-paystand/n8n-nodes-paystand#credentials',
		apiBaseUrl: 'https://api.paystand.com/v3/',
	};

	/**
	 * Fetches an access token (`POST /oauth/token`, valid for two weeks). n8n calls this when it is asked
	 * to send a request without one, and keeps what this returns encrypted.
	 *
	 * @returns the token and the moment it expires, if Paystand told one, by the names of the hidden
	 *   fields
	 * @throws {UserError} naming what to correct. None carries the HTTP reply: n8n would take its 401
	 *   for an expired token and ask a second time, and the reply could repeat the secret
	 */
	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		const baseURL = allowedBaseUrl(credentials);
		const secret = trimmed(credentials.clientSecret);
		const options: IHttpRequestOptions = {
			method: 'POST',
			baseURL,
			url: '/oauth/token',
			headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
			body: {
				grant_type: 'client_credentials',
				client_id: trimmed(credentials.clientId),
				client_secret: secret,
				scope: SCOPE,
			},
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: 30_000,
		};
		const reply = await withRetry(
			async () => await this.helpers.httpRequest(options).catch(() => undefined),
			{
				maxAttempts: MAX_ATTEMPTS,
				patienceMs: PATIENCE_MS,
				// After 429 it takes up to a minute.
				isRetryable: (answer) => isTransient(answer?.statusCode ?? 0) && answer?.statusCode !== 429,
			},
		);
		if (reply === undefined) throw unreachable(baseURL);
		return readTokenReply(reply.statusCode, reply.body, { baseURL, secret });
	}

	/**
	 * Adds the headers of every call. As code, not as n8n's declared headers: those are expressions,
	 * and evaluating them takes a fifth of the processor time of a call (bench/RESULTS.md).
	 */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		// Also here: n8n may keep a token from the time before the address was changed.
		if (credentials.environment === 'custom') allowedBaseUrl(credentials);
		const headers = {
			...requestOptions.headers,
			Authorization: `Bearer ${trimmed(credentials.accessToken)}`,
			'X-CUSTOMER-ID': trimmed(credentials.customerId),
		};
		return { ...requestOptions, headers };
	}

	test: ICredentialTestRequest = {
		request: {
			// The same addresses as in client/environments.ts: an expression can import nothing, and a
			// test holds the two together.
			baseURL:
				"={{ { production: 'https://api.paystand.com/v3', sandbox: 'https://api.paystand.co/v3' }[$credentials.environment] || $credentials.baseUrl.trim().replace(/\\/+$/, '') }}",
			url: '/payerCustomers',
			qs: { limit: 1 },
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						"Paystand issued a token but does not accept the 'Customer ID'. Copy customer_id from the Integrations page of the same environment.",
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						'API access is not enabled for this Paystand account. Ask support@paystand.com to enable it for your plan.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message:
						"Paystand's API was not found at this address. Check 'Base URL': it ends in /v3.",
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 429,
					message: "Paystand's limit of requests is used up. Wait a minute and test again.",
				},
			},
		],
	};
}

/** @throws {UserError} when the address may not be used, before the secret or a token goes there */
function allowedBaseUrl(credentials: ICredentialDataDecryptedObject): string {
	const baseUrl = baseUrlOf(credentials);
	if (baseUrl !== undefined) return baseUrl;
	const { what, next } = baseUrlFault(credentials);
	throw new UserError(`'Base URL' ${what}. ${next}`);
}

function trimmed(value: unknown): string {
	return String(value ?? '').trim();
}
