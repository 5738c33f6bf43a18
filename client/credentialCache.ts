import { CREDENTIAL_TYPE } from './context';
import type { PaystandContext } from './context';
import { readCredential } from './credential';
import type { Credential } from './credential';

/**
 * Keeps a credential that was read for some seconds. Where deliveries come in bursts, reading it for
 * each of them is a good part of the work.
 */
export class CredentialCache {
	private reading?: Promise<Credential>;

	private id?: string | null;

	/** In milliseconds of `performance.now()`. */
	private startedAt = Number.NEGATIVE_INFINITY;

	/** @param maxAgeMs how long what was read may be used */
	constructor(private readonly maxAgeMs: number) {}

	/**
	 * The credential of the node, as it was stored at most so long ago.
	 *
	 * @param options.fresh whether it has to be what is stored now
	 * @throws what `readCredential` throws
	 */
	async read(context: PaystandContext, { fresh = false } = {}): Promise<Credential> {
		const id = context.getNode().credentials?.[CREDENTIAL_TYPE]?.id;
		const isKept = id === this.id && performance.now() - this.startedAt < this.maxAgeMs;
		if (this.reading && isKept && !fresh) return await this.reading;
		const reading = readCredential(context);
		this.reading = reading;
		this.id = id;
		this.startedAt = performance.now();
		// A credential that cannot be read may be readable the next time.
		reading.catch(() => {
			if (this.reading === reading) this.reading = undefined;
		});
		return await reading;
	}

	/** Forgets what was read, since Paystand does not take it. */
	clear(): void {
		this.reading = undefined;
	}
}
