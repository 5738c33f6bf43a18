import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Whether the secret in the URL is the right one; compared in constant time.
 *
 * @param given the query parameter as it arrived
 */
export function isSecret(given: unknown, secret: string): boolean {
	const digest = (text: string) => createHash('sha256').update(text).digest();
	return typeof given === 'string' && timingSafeEqual(digest(given), digest(secret));
}

/**
 * Whether an address is among the allowed ones.
 *
 * @param address the sender's, IPv4 also in its `::ffff:` form
 * @param allowed addresses and IPv4 ranges (`203.0.113.0/24`), separated by commas or spaces
 */
export function isAllowedAddress(address: string, allowed: string): boolean {
	const plain = address.replace(/^::ffff:/i, '');
	return allowed.split(/[\s,;]+/).some((entry) => {
		const [base, bits] = entry.split('/');
		if (bits === undefined) return entry !== '' && entry.toLowerCase() === plain.toLowerCase();
		const size = 2 ** (32 - Number(bits));
		const [from, at] = [ipv4(base), ipv4(plain)];
		return /^\d+$/.test(bits) && size >= 1 && from !== undefined && at !== undefined
			? Math.floor(from / size) === Math.floor(at / size)
			: false;
	});
}

function ipv4(text: string): number | undefined {
	const parts = text.split('.').map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256));
	return parts.length === 4 && parts.every((part) => part < 256)
		? parts.reduce((sum, part) => sum * 256 + part, 0)
		: undefined;
}
