import type { Credential, Token } from './credential';
import { AccessTokenError } from './errors';
import { LruMap } from './lruMap';

/** "Refresh tokens before expiration" (Paystand's introduction): of two weeks, a day before. */
const RENEW_BEFORE_MS = 24 * 60 * 60 * 1000;
/** A renewal ahead of time that failed is tried again after this time; the old token is still good. */
const RENEWAL_PAUSE_MS = 5 * 60_000;
/** How long after a useless fresh token no other one is fetched. */
const USELESS_PAUSE_MS = 60_000;
/** With the token at hand, with the one that another process has stored, with a fresh one. */
const MAX_SENDS = 3;
/** More credentials than a process uses at a time. */
const MAX_CREDENTIALS = 1000;

/** What one client brings along for the token that it shares. */
export interface TokenUser {
	/** Reads the token that is stored by now. */
	readStored(): Promise<Token>;
	/** Why Paystand gives no token, and would not if it was asked again in this execution. */
	refused?: AccessTokenError;
}

/**
 * Sends a request with an access token; when that is empty, lets n8n fetch and store one before.
 *
 * @returns the reply, and the token that was sent
 * @throws {AccessTokenError} when none was to be had; the request was not sent then
 */
export type SendWith<T> = (accessToken: string) => Promise<{ reply: T; token: Token }>;

/**
 * The access token of a credential, shared by all executions and deliveries of the process. It is
 * fetched by one request while all others wait for it, also for its failure.
 */
export class AccessToken {
	private token: Token = { value: '' };

	/** It is being fetched right now. Tells why there is none, if so. */
	private renewal?: Promise<AccessTokenError | undefined>;

	/** These are milliseconds of `performance.now()`. */
	private fetchedAt = Number.NEGATIVE_INFINITY;

	private triedAt = Number.NEGATIVE_INFINITY;

	private uselessAt = Number.NEGATIVE_INFINITY;

	/** Takes over what n8n has stored: another process may have fetched it. */
	adopt(token: Token, readAt: number): void {
		// What was read before the last fetch may be the token before it.
		if (readAt >= this.fetchedAt) this.token = token;
	}

	/**
	 * Sends a request with a token, and once more with another one after a 401: the one that is stored
	 * by now, else a fresh one. A 401 that outlives a fresh token is not about the token (fact sheet
	 * 12.13), so a thousand foreign ids do not fetch a thousand tokens.
	 *
	 * @param keep not to fetch another token after a 401
	 * @throws {AccessTokenError} when there is no token to be had
	 */
	async send<T extends { status: number }>(
		user: TokenUser,
		sendWith: SendWith<T>,
		keep = false,
	): Promise<T> {
		for (let sends = 1; ; sends++) {
			const first = await this.ensure(user, sendWith);
			if (first) return first;
			const { value } = this.token;
			const { reply } = await sendWith(value);
			if (reply.status !== 401 || keep || sends === MAX_SENDS) return reply;
			const last = await this.replace(value, user, sendWith, reply);
			if (last) return last;
		}
	}

	/** @returns the reply, when the request was sent with a token that had to be fetched for it */
	private async ensure<T extends { status: number }>(
		user: TokenUser,
		sendWith: SendWith<T>,
	): Promise<T | undefined> {
		while (!isUsable(this.token)) {
			const reply = await this.renewOrWait(user, sendWith);
			if (reply) return reply;
		}
		const mayRenew = !this.renewal && !user.refused;
		const isDue = isAgeing(this.token) && performance.now() - this.triedAt > RENEWAL_PAUSE_MS;
		// The others go on with the old one meanwhile, and so does this one if there is no other.
		return mayRenew && isDue ? await this.renew(user, sendWith).catch(() => undefined) : undefined;
	}

	/**
	 * Sees to another token than the one that brought a 401.
	 *
	 * @returns the reply for good; `undefined` when the request is to be sent again
	 */
	private async replace<T extends { status: number }>(
		used: string,
		user: TokenUser,
		sendWith: SendWith<T>,
		reply: T,
	): Promise<T | undefined> {
		while (this.token.value === used) {
			if (performance.now() - this.uselessAt < USELESS_PAUSE_MS) return reply;
			const renewed = await this.renewOrWait(user, sendWith);
			if (renewed) return renewed;
		}
		return undefined;
	}

	private async renewOrWait<T extends { status: number }>(
		user: TokenUser,
		sendWith: SendWith<T>,
	): Promise<T | undefined> {
		if (user.refused) throw user.refused;
		if (!this.renewal) return await this.renew(user, sendWith);
		const failure = await this.renewal;
		if (failure) throw noted(user, failure);
		return undefined;
	}

	private async renew<T extends { status: number }>(
		user: TokenUser,
		sendWith: SendWith<T>,
	): Promise<T | undefined> {
		const renewed = this.adoptOrFetch(user, sendWith);
		this.renewal = renewed
			.then(
				() => undefined,
				// Whatever else went wrong is for this request alone; another one then fetches the token.
				(error) => (error instanceof AccessTokenError ? noted(user, error) : undefined),
			)
			.finally(() => (this.renewal = undefined));
		return await renewed;
	}

	private async adoptOrFetch<T extends { status: number }>(
		user: TokenUser,
		sendWith: SendWith<T>,
	): Promise<T | undefined> {
		this.triedAt = performance.now();
		if (this.token.value !== '') {
			const stored = await user.readStored();
			if (stored.value !== this.token.value && isUsable(stored) && !isAgeing(stored)) {
				this.token = stored;
				return undefined;
			}
		}
		const { reply, token } = await sendWith('');
		this.fetchedAt = performance.now();
		if (token.value !== '') this.token = token;
		if (reply.status === 401) this.uselessAt = this.fetchedAt;
		return reply;
	}
}

const tokens = new LruMap<string, AccessToken>(MAX_CREDENTIALS);

/** The access token of a credential that was just read; the same one for the whole process. */
export function accessTokenOf({ fingerprint, token, readAt }: Credential): AccessToken {
	const shared = tokens.getOrCreate(fingerprint, () => new AccessToken());
	shared.adopt(token, readAt);
	return shared;
}

/** Refused for good, none is asked for again: three hundred items would each send the same secret. */
function noted(user: { refused?: AccessTokenError }, failure: AccessTokenError): AccessTokenError {
	if (!failure.isTransient) user.refused = failure;
	return failure;
}

function isUsable({ value, expiresAt = Number.POSITIVE_INFINITY }: Token): boolean {
	return value !== '' && Date.now() < expiresAt;
}

function isAgeing({ expiresAt = Number.POSITIVE_INFINITY }: Token): boolean {
	return Date.now() > expiresAt - RENEW_BEFORE_MS;
}
