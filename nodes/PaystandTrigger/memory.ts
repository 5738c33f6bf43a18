import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../events/eventTypes';
import { millisecondsOf } from '../events/time';
import { DAY_MS, DAYS_KEPT, KnownEvents } from './knownEvents';
import { NewestStates } from './newestStates';

const MAX_ENDED = 1_000;

/** Which of Paystand's routes confirms events for this account, once one has. */
export type ConfirmedBy = 'event' | 'verify';

/**
 * What one trigger remembers: fingerprints of the events it is done with, and the newest state it saw
 * of each record.
 *
 * n8n hands every delivery its own copy of the static data and the last one saved wins, so deliveries
 * at the same moment would forget each other's events. The truth is therefore here, in the process: a
 * copy is merged in as it arrives, and what is saved is worked out at the moment n8n writes it down.
 */
export class Memory {
	confirmedBy?: ConfirmedBy;

	/** Something was learned since the static data was last handed over. */
	isUnsaved = false;

	/** Later copies of the static data tell less of this process's runs than it knows itself. */
	private isFresh = true;

	private readonly known = new KnownEvents();

	/** Fingerprints of events whose run has ended, nobody knows how. */
	private readonly ended = new Set<string>();

	private readonly newest = new NewestStates();

	/** Takes in what another process, or this one before a restart, wrote down. */
	merge({ seen }: IDataObject): void {
		if (!isObject(seen)) return;
		if (isObject(seen.days)) this.known.merge(seen.days);
		if (isObject(seen.newest)) this.newest.merge(seen.newest);
		if (this.isFresh) {
			for (const one of Array.isArray(seen.ended) ? seen.ended : []) this.addEnded(String(one));
		}
		this.isFresh = false;
		this.confirmedBy ??= seen.confirmedBy as ConfirmedBy | undefined;
	}

	/**
	 * Hands everything over to be saved.
	 *
	 * @param saved the node's static data
	 * @param onSave called when n8n writes it down, just before
	 */
	saveTo(saved: IDataObject, onSave?: () => void): void {
		const toJSON = () => {
			onSave?.();
			this.isUnsaved = false;
			const { known: days, newest, ended, confirmedBy } = this;
			return { days, newest, ended: [...ended], confirmedBy };
		};
		saved.seen = { toJSON } as object as IDataObject;
	}

	/** Whether an event with this id is done with, whatever its content. */
	knowsId(fingerprint: string): boolean {
		return this.known.hasId(fingerprint);
	}

	/** Whether exactly this event is done with. */
	knows(fingerprint: string): boolean {
		return this.known.has(fingerprint);
	}

	/** Whether a run for this event has ended, and n8n was ended before it could note how. */
	hasEnded(fingerprint: string): boolean {
		return this.ended.has(fingerprint);
	}

	addEnded(fingerprint: string): void {
		if (this.knowsId(fingerprint)) return;
		this.ended.add(fingerprint);
		if (this.ended.size > MAX_ENDED) this.ended.delete([...this.ended][0]);
	}

	/**
	 * Whether an event is older than anything remembered: it cannot be told any more from one that has
	 * started a run. Paystand's own attempts end in five days (docs/paystand-api.md#deliveries).
	 *
	 * @param time ISO 8601 or an epoch; what cannot be read is not old
	 */
	isForgotten(time: unknown): boolean {
		return Date.now() - millisecondsOf(time) > DAYS_KEPT * DAY_MS;
	}

	/** The event failed and may come again. */
	forget(fingerprint: string): void {
		if (this.ended.delete(fingerprint)) this.isUnsaved = true;
	}

	/** The event is done with. */
	add(fingerprint: string): void {
		this.ended.delete(fingerprint);
		if (this.known.add(fingerprint)) this.isUnsaved = true;
	}

	/** See `NewestStates.isOutdated`. */
	isOutdated(kind: string, id: unknown, time: unknown): boolean {
		const isOutdated = this.newest.isOutdated(kind, id, time);
		if (!isOutdated) this.isUnsaved = true;
		return isOutdated;
	}
}
