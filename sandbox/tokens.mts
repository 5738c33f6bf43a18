import { noAccess, PaystandRefusal, refused } from './errors.mts';
import type { Merchant } from './merchants.mts';
import { HEX } from './random.mts';
import type { Token, World } from './world.mts';

export const TOKEN_SECONDS = 1_209_600;

export interface TokenRequest {
	grant_type: string;
	client_id: string;
	client_secret: string;
	scope?: string;
}

/**
 * Issues a token (docs/paystand-api.md#missing-scope). One asked for without `scope` is issued all
 * the same, without one, and so is every token of a merchant whose plan has no API access.
 * @throws PaystandRefusal 401 for unknown credentials, 400 for another grant
 */
export function issueToken(world: World, request: TokenRequest): Record<string, unknown> {
	if (request.grant_type !== 'client_credentials')
		throw refused('The grant type is not supported.', {
			parameter: 'grant_type',
			value: request.grant_type,
		});
	const merchant = [...world.merchants.values()].find(
		({ clientId, clientSecret }) =>
			clientId === request.client_id && clientSecret === request.client_secret,
	);
	if (!merchant)
		throw new PaystandRefusal(401, {
			code: 'invalidClient',
			explanation: 'The client id or the client secret is wrong.',
		});
	const scoped = merchant.apiEnabled && (request.scope ?? '').split(' ').includes('auth');
	const value = world.random.text(HEX, 40);
	const token: Token = {
		value: world.faults.settings.tokenForm === 'jwt' ? jwt(merchant.id, value) : value,
		merchantId: merchant.id,
		scoped,
		expires: world.clock.now().getTime() + TOKEN_SECONDS * 1000,
	};
	world.tokens.set(token.value, token);
	return {
		access_token: token.value,
		token_type: 'Bearer',
		expires_in: TOKEN_SECONDS,
		...(scoped ? { scope: 'auth' } : {}),
		refresh_token: world.random.text(HEX, 40),
	};
}

/**
 * HTTP Basic may come beside the body, as the discovery document says; then both have to say the
 * same (docs/paystand-api.md#access-tokens).
 * @throws PaystandRefusal 401 when they differ
 */
export function mustAgree(authorization: string | undefined, request: TokenRequest): void {
	const basic = /^Basic (\S+)$/i.exec(authorization ?? '')?.[1];
	if (basic === undefined) return;
	const told = Buffer.from(basic, 'base64').toString();
	if (told === `${request.client_id}:${request.client_secret}`) return;
	throw new PaystandRefusal(401, {
		code: 'invalidClient',
		explanation: 'The header and the body name different credentials.',
	});
}

/** As long as tokens with many claims are; nothing reads what is in it. */
function jwt(merchantId: string, secret: string): string {
	const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const claims = { sub: merchantId, jti: secret, scopes: 'auth '.repeat(300) };
	return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.${secret}`;
}

/** The token of a request that is known and has not expired, whatever it may do. */
export function tokenOf(world: World, authorization: string | undefined): Token | null {
	const value = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
	const token = value === undefined ? undefined : world.tokens.get(value);
	return token && token.expires > world.clock.now().getTime() ? token : null;
}

/**
 * The merchant a request speaks for.
 * @throws PaystandRefusal 401 `insufficientResourceAccess` for a bad token and for a missing or
 * foreign `X-CUSTOMER-ID`, which look alike; 403 `insufficient_scope` for a token without scope
 */
export function authorize(
	world: World,
	headers: { authorization?: string; 'x-customer-id'?: string | string[] },
): Merchant {
	const token = tokenOf(world, headers.authorization);
	if (!token) throw noAccess('The access token is missing, wrong or expired.');
	const merchant = world.merchants.get(token.merchantId)!;
	if (headers['x-customer-id'] !== merchant.id) throw noAccess();
	if (!token.scoped)
		throw new PaystandRefusal(403, {
			code: 'insufficient_scope',
			explanation: 'The token has no scope that allows this request.',
		});
	return merchant;
}

/**
 * The merchant of a checkout-side request.
 * @throws PaystandRefusal 401 without a known `X-PUBLISHABLE-KEY`
 */
export function authorizePublic(world: World, key: string | string[] | undefined): Merchant {
	const merchant = [...world.merchants.values()].find((one) => one.publishableKey === key);
	if (!merchant) throw noAccess('The publishable key is missing or wrong.');
	return merchant;
}
