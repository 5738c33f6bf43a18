import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/**
 * Where each environment lives (docs/paystand-api.md#hosts). The hosts are fixed so that a client
 * secret cannot be sent anywhere else by a mistyped address; only Custom takes one.
 */
const BASE_URLS: Record<string, string> = {
	production: 'https://api.paystand.com/v3',
	sandbox: 'https://api.paystand.co/v3',
};

/**
 * The base URL of a credential's environment.
 *
 * @param credential the decrypted `paystandApi` credential
 * @returns an absolute https URL without a trailing slash, e.g. `https://api.paystand.com/v3`, or an
 *   http URL of this machine; `undefined` when the environment is Custom and its Base URL is neither
 */
export function baseUrlOf(credential: ICredentialDataDecryptedObject): string | undefined {
	const environment = String(credential.environment ?? '');
	if (environment !== 'custom') {
		return Object.hasOwn(BASE_URLS, environment) ? BASE_URLS[environment] : undefined;
	}
	const address = String(credential.baseUrl ?? '').trim();
	const isAllowed = ADDRESS.test(address) && (/^https:/i.test(address) || isOfThisMachine(address));
	return isAllowed ? address.replace(/(?<!\/)\/+$/, '') : undefined;
}

/** Whether it is Paystand that lives at a base URL, not a stand-in on a server of one's own. */
export function isPaystand(baseUrl: string): boolean {
	return Object.values(BASE_URLS).includes(baseUrl);
}

/** Why there is no base URL, and what to do; to be put behind the field's name. */
export function baseUrlFault(credential: ICredentialDataDecryptedObject): {
	what: string;
	next: string;
} {
	const address = String(credential.baseUrl ?? '').trim();
	if (!ADDRESS.test(address)) {
		return {
			what: 'is not a web address',
			next: 'Enter it as https://host/v3, or choose Production or Sandbox.',
		};
	}
	return {
		what: 'begins with http://, which would send the Client Secret unprotected',
		next: 'Enter it with https://. http:// is only for a server on this machine: localhost, 127.0.0.1 or host.docker.internal.',
	};
}

/** No user name, no query, no fragment. The URL class is no allowed import. */
const ADDRESS = /^https?:\/\/[^\s/?#@\\]+(\/[^\s?#\\]*)?$/i;

/** A loopback name or address, or the name under which a container reaches its own machine. */
function isOfThisMachine(address: string): boolean {
	const host = address
		.replace(/^http:\/\//i, '')
		.replace(/\/.*$/, '')
		.replace(/:\d{1,5}$/, '');
	return (
		/^(.+\.)?localhost$/i.test(host) ||
		/^127(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/.test(host) ||
		/^\[(0*:)*0*:?0*1\]$|^\[::ffff:127(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}\]$/i.test(host) ||
		/^host\.docker\.internal$/i.test(host)
	);
}
