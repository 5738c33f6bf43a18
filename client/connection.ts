import { accessTokenOf } from './accessToken';
import type { AccessToken } from './accessToken';
import type { PaystandContext } from './context';
import { isSameAccount } from './credential';
import type { Credential, Token } from './credential';
import type { CredentialCache } from './credentialCache';
import { AccessTokenError } from './errors';
import type { LimitUsage } from './limitUsage';
import { rateLimiterFor } from './rateLimiter';
import type { RateLimiter } from './rateLimiter';
import type { Reply } from './reply';
import type { Semaphore } from './semaphore';
import { send } from './send';
import type { PaystandRequest } from './send';

/** A reply, and how many milliseconds a 429 says to wait. */
export type PacedReply = Reply & { waitMs: number };

/** What a client knows once its credential has been read. */
export class Connection {
	/** What is left of the limit, and what there is of a token, is known to the whole process. */
	readonly rateLimiter: RateLimiter;

	private readonly accessToken: AccessToken;

	/** Why Paystand gives no access token, and would not if it was asked again. */
	refused?: AccessTokenError;

	private constructor(
		private readonly context: PaystandContext,
		private readonly semaphore: Semaphore,
		readonly usage: LimitUsage,
		private readonly credentials: CredentialCache,
		private credential: Credential,
	) {
		this.rateLimiter = rateLimiterFor(`${credential.baseUrl} ${credential.clientId}`);
		this.accessToken = accessTokenOf(credential);
	}

	/** @throws what `readCredential` throws */
	static async open(
		context: PaystandContext,
		semaphore: Semaphore,
		usage: LimitUsage,
		credentials: CredentialCache,
	): Promise<Connection> {
		const credential = await credentials.read(context);
		return new Connection(context, semaphore, usage, credentials, credential);
	}

	/** Whose records these are: the address and the merchant. */
	get account(): string {
		return `${this.credential.baseUrl} ${this.credential.customerId}`;
	}

	/** The account, and the API key by which it is read: one may see more than another. */
	get access(): string {
		const { baseUrl, clientId, customerId } = this.credential;
		return `${baseUrl} ${clientId} ${customerId}`;
	}

	/** The merchant's own id, as the credential has it. */
	get customerId(): string {
		return this.credential.customerId;
	}

	/**
	 * Sends a request once: authenticated, and when there is room for it and the limit allows it. It
	 * goes a second time only with another access token after a 401.
	 *
	 * @throws {AccessTokenError} when there was no token to be had; the request was not sent then
	 */
	async send(request: PaystandRequest, signal?: AbortSignal): Promise<PacedReply> {
		return await this.accessToken.send({
			execution: this,
			sendWith: async (token, fetched) => {
				const release = await this.semaphore.acquire();
				try {
					return await this.rateLimiter.run(
						async () => await send(this.context, this.credential, token, request, fetched),
						signal,
						this.usage,
					);
				} finally {
					release();
				}
			},
			keepToken: request.keepToken,
		});
	}

	/** The access token that is stored by now: another process may have fetched one. */
	async readStored(): Promise<Token> {
		const credential = await this.credentials.read(this.context, { fresh: true });
		// Its token would be another merchant's, and ours would be stored there.
		if (!isSameAccount(credential, this.credential)) {
			throw new AccessTokenError(
				'The credential was changed to another Paystand account while this execution was using it',
				false,
				'Run this again.',
			);
		}
		this.credential = credential;
		return credential.token;
	}
}
