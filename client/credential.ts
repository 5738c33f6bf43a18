import { createHash } from 'node:crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { CREDENTIAL_TYPE } from './context';
import type { PaystandContext } from './context';
import { baseUrlFault, baseUrlOf } from './environments';
import { PaystandError } from './errors';

/** An access token as the credential keeps it. */
export interface Token {
	/** Empty when there is none. */
	value: string;
	/** When it expires, in milliseconds since 1970, if Paystand told. */
	expiresAt?: number;
}

/** The node's credential as it was stored at one moment. */
export interface Credential {
	/** n8n's own id and name of it. */
	id: string;
	name: string;
	/** Decrypted, as n8n gave it. */
	data: ICredentialDataDecryptedObject;
	baseUrl: string;
	customerId: string;
	clientId: string;
	token: Token;
	/** A hash of all that a token is issued for: another secret is another credential. */
	fingerprint: string;
	/** When reading it began, in milliseconds of `performance.now()`. */
	readAt: number;
}

/**
 * Reads the credential of the node from n8n's database. It takes some 19 ms of processor time in a
 * webhook or a picker, so it is done once for an execution or a delivery.
 *
 * @throws {PaystandError} when the credential's Base URL may not be used
 * @throws n8n's own error when the node has no credential, or it cannot be read
 */
export async function readCredential(context: PaystandContext): Promise<Credential> {
	const readAt = performance.now();
	const data = await context.getCredentials(CREDENTIAL_TYPE);
	const baseUrl = baseUrlOf(data);
	if (baseUrl === undefined) {
		const { what, next } = baseUrlFault(data);
		throw new PaystandError(`The credential's 'Base URL' ${what}`, next);
	}
	const { id, name } = context.getNode().credentials?.[CREDENTIAL_TYPE] ?? {};
	const clientId = textOf(data.clientId);
	const customerId = textOf(data.customerId);
	const identity = [id, baseUrl, clientId, textOf(data.clientSecret), customerId];
	return {
		id: id ?? '',
		name: name ?? '',
		data,
		baseUrl,
		customerId,
		clientId,
		token: tokenIn(data),
		fingerprint: createHash('sha256').update(JSON.stringify(identity)).digest('hex'),
		readAt,
	};
}

/** Whether two states of a credential stand for the same API key of the same merchant. */
export function isSameAccount(a: Credential, b: Credential): boolean {
	return a.baseUrl === b.baseUrl && a.clientId === b.clientId && a.customerId === b.customerId;
}

/** The access token that a decrypted credential holds. */
export function tokenIn(data: ICredentialDataDecryptedObject): Token {
	const expiresAt = Date.parse(textOf(data.accessTokenExpiresAt));
	return {
		value: textOf(data.accessToken),
		...(!Number.isNaN(expiresAt) && { expiresAt }),
	};
}

function textOf(value: unknown): string {
	return String(value ?? '').trim();
}
