import type { Credential, Token } from './credential';
import { AccessTokenError } from './errors';
import { LruMap } from './lruMap';
import { pause } from './pause';

/** "Refresh tokens before expiration" (Paystand's introduction): of two weeks, a day before. */
const RENEW_BEFORE_MS = 24 * 60 * 60 * 1000;
/** A renewal ahead of time that failed is tried again after this time; the old token is still good. */
const RENEWAL_PAUSE_MS = 5 * 60_000;
/** Whoever waits longer for a token that another request fetches, fetches one. */
const MAX_WAIT_MS = 5000;
/** How long a fresh token that was refused with 401 is not replaced by another one. */
const USELESS_PAUSE_MS = 60_000;
/** With the token at hand, with the one that another process has stored, with a fresh one. */
const MAX_SENDS = 3;
/** More credentials than a process uses at a time. */
const MAX_CREDENTIALS = 1000;

/** A request, as far as its access token is concerned. */
export interface TokenUser<T extends { status: number }> {
	/** What all requests of an execution have in common. */
	execution: {
		/** Reads the token that is stored by now. */
		readStored(): Promise<Token>;
		/** Why Paystand gives no token, and would not if it was asked again. */
		refused?: AccessTokenError;
	};
	/**
	 * Sends the request with a token; when that is empty, lets n8n fetch and store one before.
	 *
	 * @param fetched is called with the fresh token before the request goes out
	 * @throws {AccessTokenError} when none was to be had; the request was not sent then
	 */
	sendWith(accessToken: string, fetched: (token: Token) => void): Promise<T>;
	/** Not to fetch another token after a 401. */
	keepToken?: boolean;
}

/**
 * The access token of a credential, shared by all executions and deliveries of the process. It is
 * fetched by one request while all others wait for it, also for its failure.
 */
export class AccessToken {
	private token: Token = { value: '' };

	/** It is being fetched right now. Tells why there is none, if so. */
	private renewal?: Promise<AccessTokenError | void>;

	/** All times are milliseconds of `performance.now()`. */
	private renewalAt = Number.NEGATIVE_INFINITY;

	private fetchedAt = Number.NEGATIVE_INFINITY;

	/** The fresh token, unless the request that it was fetched for got another reply than 401. */
	private unproven?: Token;

	/** Takes over what n8n has stored: another process may have fetched it. */
	adopt(token: Token, readAt: number): void {
		// What was read before the last fetch may be the token before it.
		if (readAt >= this.fetchedAt) this.token = token;
	}

	/**
	 * Sends a request with a token, and after a 401 once more: with the one stored by now, else a
	 * fresh one. A 401 that outlives it is not about the token, so foreign ids do not fetch a token
	 * each (docs/paystand-api.md#what-a-401-can-mean).
	 *
	 * @throws {AccessTokenError} when there is no token to be had
	 */
	async send<T extends { status: number }>(user: TokenUser<T>): Promise<T> {
		for (let sends = 1; ; sends++) {
			const first = await this.ensure(user);
			if (first) return first;
			const { value } = this.token;
			const reply = await user.sendWith(value, () => undefined);
			if (reply.status !== 401 || user.keepToken || sends === MAX_SENDS) return reply;
			const last = await this.replace(value, reply, user);
			if (last) return last;
		}
	}

	/** @returns the reply, when the request was sent with a token that had to be fetched for it */
	private async ensure<T extends { status: number }>(user: TokenUser<T>): Promise<T | undefined> {
		while (!isUsable(this.token)) {
			const reply = await this.renewOrWait(user);
			if (reply) return reply;
		}
		const mayRenew = !this.renewal && !user.execution.refused;
		const isDue = isAgeing(this.token) && this.sinceRenewal() > RENEWAL_PAUSE_MS;
		// The others go on with the old one meanwhile, and so does this one if there is no other.
		return mayRenew && isDue ? await this.renew(user).catch(() => undefined) : undefined;
	}

	/**
	 * Sees to another token than the one that brought a 401.
	 *
	 * @returns the reply for good; `undefined` when the request is to be sent again
	 */
	private async replace<T extends { status: number }>(
		used: string,
		reply: T,
		user: TokenUser<T>,
	): Promise<T | undefined> {
		while (this.token.value === used) {
			if (this.isYoung(this.token)) return reply;
			const renewed = await this.renewOrWait(user);
			if (renewed) return renewed;
		}
		return undefined;
	}

	private async renewOrWait<T extends { status: number }>(
		user: TokenUser<T>,
	): Promise<T | undefined> {
		if (user.execution.refused) throw user.execution.refused;
		const waitMs = MAX_WAIT_MS - this.sinceRenewal();
		if (!this.renewal || waitMs <= 0) return await this.renew(user);
		const failure = await Promise.race([this.renewal, pause(waitMs)]);
		if (failure) throw noted(failure, user);
		return undefined;
	}

	private async renew<T extends { status: number }>(user: TokenUser<T>): Promise<T | undefined> {
		this.renewalAt = performance.now();
		let fetched = () => {};
		const isFetched = new Promise<void>((resolve) => (fetched = resolve));
		const renewed = this.adoptOrFetch(user, fetched);
		const ended = renewed.then(
			() => undefined,
			// Whatever else went wrong is for this request alone; another one then fetches the token.
			(error) => (error instanceof AccessTokenError ? noted(error, user) : undefined),
		);
		const renewal = Promise.race([isFetched, ended]).finally(() => {
			// Another one may have lost patience meanwhile.
			if (this.renewal === renewal) this.renewal = undefined;
		});
		this.renewal = renewal;
		return await renewed;
	}

	private async adoptOrFetch<T extends { status: number }>(
		user: TokenUser<T>,
		fetched: () => void,
	): Promise<T | undefined> {
		if (this.token.value !== '') {
			const stored = await user.execution.readStored();
			if (stored.value !== this.token.value && isUsable(stored) && !isAgeing(stored)) {
				this.token = stored;
				return undefined;
			}
		}
		let fresh: Token | undefined;
		const reply = await user.sendWith('', (token) => {
			fresh = token;
			this.token = token;
			this.unproven = token;
			this.fetchedAt = performance.now();
			fetched();
		});
		if (reply.status !== 401 && this.unproven === fresh) this.unproven = undefined;
		return reply;
	}

	/** Whether it is useless as far as known, or was fetched after that one by another process. */
	private isYoung({ value, expiresAt = 0 }: Token): boolean {
		if (!this.unproven || performance.now() - this.fetchedAt > USELESS_PAUSE_MS) return false;
		const { value: useless, expiresAt: end = Number.POSITIVE_INFINITY } = this.unproven;
		return value === useless || expiresAt > end;
	}

	private sinceRenewal(): number {
		return performance.now() - this.renewalAt;
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
function noted(
	failure: AccessTokenError,
	{ execution }: { execution: { refused?: AccessTokenError } },
): AccessTokenError {
	if (!failure.isTransient) execution.refused = failure;
	return failure;
}

function isUsable({ value, expiresAt = Number.POSITIVE_INFINITY }: Token): boolean {
	return value !== '' && Date.now() < expiresAt;
}

function isAgeing({ expiresAt = Number.POSITIVE_INFINITY }: Token): boolean {
	return Date.now() > expiresAt - RENEW_BEFORE_MS;
}
