import { UserError } from 'n8n-workflow';

import { asObject, readRefusal } from './refusal';

/**
 * The one scope Paystand has; without it every later call is refused
 * (docs/paystand-api.md#missing-scope).
 */
export const SCOPE = 'auth';
/** It may go better the next time; every other refusal is for good. */
const TRANSIENT = { extra: { isTransient: true } };
/** A token that lasts less is not worth renewing a day ahead of time. */
const MIN_LIFETIME_S = 2 * 24 * 60 * 60;
/** A longer lifetime is in another unit, or wrong. */
const MAX_LIFETIME_S = 366 * 24 * 60 * 60;

/**
 * Reads the reply to a token request.
 *
 * @param body the parsed body, whatever it is
 * @param sent.secret is never repeated, not even in Paystand's own words
 * @returns the token and the moment it expires (ISO 8601, empty when Paystand told none), by the names
 *   of the credential's hidden fields
 * @throws {UserError} naming what to correct; with `extra.isTransient` when it may go better soon
 */
export function readTokenReply(
	status: number,
	body: unknown,
	{ baseURL, secret }: { baseURL: string; secret: string },
): { accessToken: string; accessTokenExpiresAt: string } {
	const { access_token: token, scope, expires_in: lifetime } = asObject(body);
	if (status === 400 || status === 401 || status === 403 || status === 422) {
		const said = readRefusal(status, body).explanation;
		// What a server says about a secret may hold it. What is shorter is a word, not a secret.
		const isTold = said && (secret.length < 8 || !said.includes(secret));
		throw new UserError(
			`Paystand does not accept the 'Client ID' and 'Client Secret'. Copy both again from the Integrations page of the chosen environment.${isTold ? ` Paystand says: ${said}` : ''}`,
		);
	}
	if (status === 404) {
		throw new UserError(
			`Paystand's API was not found at ${baseURL}. Check 'Base URL': it ends in /v3.`,
		);
	}
	if (status < 200 || status > 299) {
		throw new UserError(
			`Paystand could not issue an access token (status ${status}). Try again in a minute.`,
			TRANSIENT,
		);
	}
	if (typeof token !== 'string' || token === '') {
		throw new UserError(
			`The address ${baseURL} answered without an access token. Check 'Environment' and 'Base URL'.`,
		);
	}
	if (scope !== undefined && scope !== null && !String(scope).split(/\s+/).includes(SCOPE)) {
		throw new UserError(
			'Paystand issued an access token without API scope: API access is not enabled for this account. Ask support@paystand.com to enable it for your plan.',
		);
	}
	return { accessToken: token, accessTokenExpiresAt: expiryOf(lifetime) };
}

/** No reply came to a token request. */
export function unreachable(baseURL: string): UserError {
	return new UserError(
		`Paystand could not be reached at ${baseURL}. Check 'Environment' and your network.`,
		TRANSIENT,
	);
}

/** The moment a token expires, in ISO 8601; empty when the reply tells no lifetime that can be believed. */
function expiryOf(lifetime: unknown): string {
	const seconds = Number(lifetime);
	if (!(seconds >= MIN_LIFETIME_S && seconds <= MAX_LIFETIME_S)) return '';
	return new Date(Date.now() + seconds * 1000).toISOString();
}
