import type { IDataObject } from 'n8n-workflow';

import { HASH_LENGTH as ID_LENGTH, shortHash } from '../events/shortHash';

/** Characters of a fingerprint. */
export const FINGERPRINT_LENGTH = 12;

/**
 * The fingerprint of an event: eight characters of its id, four of its content. The content is there
 * to tell a repeat from a forgery under a known id, without asking Paystand; it proves nothing.
 *
 * @param key what makes the event one event: its id
 */
export function fingerprintOf(key: string, { resource, diff, created }: IDataObject): string {
	const content = JSON.stringify([resource, diff, created]);
	return shortHash(key) + shortHash(content).slice(0, FINGERPRINT_LENGTH - ID_LENGTH);
}

/** The part of a fingerprint that stands for the event, whatever its content. */
export function idPart(fingerprint: string): string {
	return fingerprint.slice(0, ID_LENGTH);
}
