import type { IDataObject } from 'n8n-workflow';

import { LOOK_UP_ONLY_MS } from './movementBook';
import type { MovementEntry } from './movementBook';
import type { MovementKey } from './movementKey';

/**
 * What is known of a movement before it is sent and after: by this process, for all its executions,
 * and by the execution, which n8n saves and may run again in another process.
 */
export class MovementState {
	constructor(
		private readonly entry: MovementEntry,
		private readonly key: MovementKey,
	) {}

	/** The record that a reply has shown. */
	get record(): IDataObject | undefined {
		return this.entry.record ?? this.key.kept.record;
	}

	/** Whether it went out and nobody knows what became of it. */
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
	 * for this movement; the person's own key for as long as the record may still show up.
	 */
	get isOnlyLookedUp(): boolean {
		return this.isUnknown && (!this.key.isOwn || this.sinceSentMs < LOOK_UP_ONLY_MS);
	}

	/**
	 * Noted before it is sent, not after: whatever happens then, it may have gone out.
	 *
	 * @param sent what a record of it shows
	 */
	markSent(sent: IDataObject): void {
		this.entry.sent = sent;
		this.entry.sentAt = performance.now();
		this.key.kept.sentAt = Date.now();
	}

	/** Paystand shows the record of this movement. */
	markDone(record: IDataObject): void {
		this.forget();
		this.entry.record = record;
		this.key.kept.record = record;
	}

	/** It is certain that no money moves under this key, so it may be sent. */
	forget(): void {
		for (const known of [this.entry, this.key.kept]) {
			delete known.sentAt;
			delete known.record;
		}
	}
}
