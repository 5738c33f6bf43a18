export type Environment = 'production' | 'sandbox' | 'local' | 'other';

/** Where the probe asks, and what it may do there. */
export interface Target {
	environment: Environment;
	/** Addresses to try in turn, without a slash at the end; the first with a token route is used. */
	bases: string[];
	mayWrite: boolean;
}

const HOSTS: Record<string, Environment> = {
	'api.paystand.com': 'production',
	'api.paystand.co': 'sandbox',
};

/** The known environments by name (docs/paystand-api.md#hosts). */
export const BASES: Record<'production' | 'sandbox', string> = {
	production: 'https://api.paystand.com/v3',
	sandbox: 'https://api.paystand.co/v3',
};

export function isLoopback(hostname: string): boolean {
	return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

/**
 * @param address an address without a path means both `/v3` and none, in this order
 * @throws Error for an address that a secret must not be sent to
 */
export function targetOf(address: string): Target {
	if (!URL.canParse(address)) throw new Error('--base-url is not an address.');
	const url = new URL(address);
	const local = isLoopback(url.hostname);
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local))
		throw new Error('--base-url must be https, or an address of this machine.');
	if (url.username || url.password || url.search || url.hash)
		throw new Error('--base-url takes an address without user, query or fragment.');
	const path = url.pathname.replace(/\/+$/, '');
	const environment = local ? 'local' : (HOSTS[url.hostname] ?? 'other');
	return {
		environment,
		bases: path === '' ? [`${url.origin}/v3`, url.origin] : [`${url.origin}${path}`],
		mayWrite: environment === 'local' || environment === 'sandbox',
	};
}
