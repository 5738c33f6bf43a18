import { createHash } from 'node:crypto';

/** Characters of a short hash. */
export const HASH_LENGTH = 8;

/** 48 bits of a text: among 40,000 of them one in seven thousand million new ones collides. */
export function shortHash(text: string): string {
	return createHash('sha256').update(text).digest('base64url').slice(0, HASH_LENGTH);
}
