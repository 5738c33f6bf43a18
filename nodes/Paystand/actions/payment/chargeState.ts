import type { IDataObject } from 'n8n-workflow';

import { LOOK_UP_ONLY_MS } from './chargeBook';
import type { ChargeEntry } from './chargeBook';
import type { ChargeKey } from './chargeKey';

/**
 * What is known of a charge before it is sent and after: by this process, for all its executions,
 * and by the execution, which n8n saves and may run again in another process.
 */
export class ChargeState {
	constructor(
		private readonly entry: ChargeEntry,
		private readonly key: ChargeKey,
	) {}

	/** The payment that a reply has shown. */
	get payment(): IDataObject | undefined {
		return this.entry.payment ?? this.key.kept.payment;
	}

	/** Whether the charge went out and nobody knows what became of it. */
	get isUnknown(): boolean {
		return this.entry.sentAt !== undefined || this.key.kept.sentAt !== undefined;
	}

	/** How long ago it went out, in milliseconds. A clock that was put back counts as "just now". */
	get sinceSentMs(): number {
		const { kept } = this.key;
		const ages = [
			...(this.entry.sentAt === undefined ? [] : [performance.now() - this.entry.sentAt]),
			...(kept.sentAt === undefined ? [] : [Math.max(0, Date.now() - kept.sentAt)]),
		];
		return ages.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...ages);
	}

	/**
	 * Whether it must not be sent now, only looked up: a random key for ever, since nobody else can ask
	 * for this charge; the person's own key for as long as the payment may still show up.
	 */
	get isOnlyLookedUp(): boolean {
		return this.isUnknown && (!this.key.isOwn || this.sinceSentMs < LOOK_UP_ONLY_MS);
	}

	/** Noted before it is sent, not after: whatever happens then, it may have gone out. */
	markSent(): void {
		this.entry.sentAt = performance.now();
		this.key.kept.sentAt = Date.now();
	}

	/** Paystand shows the payment of this charge. */
	markCharged(payment: IDataObject): void {
		this.forget();
		this.entry.payment = payment;
		this.key.kept.payment = payment;
	}

	/** It is certain that no money moves under this key, so it may be charged. */
	forget(): void {
		for (const known of [this.entry, this.key.kept]) {
			delete known.sentAt;
			delete known.payment;
		}
	}
}
