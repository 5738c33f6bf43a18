import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/**
 * Where each environment lives (fact sheet 1). The hosts are fixed so that a client secret cannot
 * be sent anywhere else by a mistyped address; only Custom takes one.
 */
const BASE_URLS: Record<string, string> = {
	production: 'https://api.paystand.com/v3',
	sandbox: 'https://api.paystand.co/v3',
};

/**
 * The base URL of a credential's environment.
 *
 * @param credential the decrypted `paystandApi` credential
 * @returns an absolute http(s) URL without a trailing slash, e.g. `https://api.paystand.com/v3`;
 *   `undefined` when the environment is Custom and its Base URL is no such URL
 */
export function baseUrlOf(credential: ICredentialDataDecryptedObject): string | undefined {
	const environment = String(credential.environment ?? '');
	if (environment !== 'custom') {
		return Object.hasOwn(BASE_URLS, environment) ? BASE_URLS[environment] : undefined;
	}
	const address = String(credential.baseUrl ?? '').trim();
	// The URL class is no allowed import, and a base URL needs no more than this.
	return /^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/i.test(address)
		? address.replace(/\/+$/, '')
		: undefined;
}
