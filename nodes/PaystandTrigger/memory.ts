import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../events/eventTypes';
import { millisecondsOf } from '../events/time';
import { FINGERPRINT_LENGTH, idPart } from './fingerprint';
import { NewestStates } from './newestStates';

/** Retries end after 4.6 days (fact sheet 7.2); whole UTC days are kept, today's and these before. */
const DAYS_KEPT = 7;
/** Half a megabyte of static data, which n8n reads and writes with every event. */
const MAX_EVENTS = 40_000;
const MAX_ENDED = 1_000;
const DAY_MS = 86_400_000;

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

	/** UTC day → the fingerprints of that day in a row. Text, since n8n copies it each time. */
	private readonly days: Record<string, string> = {};

	/** Id part of a fingerprint → the whole of it. */
	private readonly known = new Map<string, string>();

	/** Id parts that had to make room; other copies of the static data may still have them. */
	private readonly droppedIds = new Set<string>();

	/** Fingerprints of events whose run has ended, nobody knows how. */
	private readonly ended = new Set<string>();

	private readonly newest = new NewestStates();

	/** Takes in what another process, or this one before a restart, wrote down. */
	merge({ seen }: IDataObject): void {
		if (!isObject(seen)) return;
		for (const [day, text] of Object.entries(isObject(seen.days) ? seen.days : {})) {
			if (typeof text === 'string') this.mergeDay(day, text);
		}
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
			const { days, newest, ended, confirmedBy } = this;
			return { days, newest, ended: [...ended], confirmedBy };
		};
		saved.seen = { toJSON } as object as IDataObject;
	}

	/** Whether an event with this id is done with, whatever its content. */
	knowsId(fingerprint: string): boolean {
		return this.known.has(idPart(fingerprint));
	}

	/** Whether exactly this event is done with. */
	knows(fingerprint: string): boolean {
		return this.known.get(idPart(fingerprint)) === fingerprint;
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
	 * started a run. Paystand's own attempts end in five days (fact sheet 7.2).
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
		if (this.knowsId(fingerprint)) return;
		this.addOn(dayAgo(0), fingerprint);
		this.isUnsaved = true;
	}

	/** See `NewestStates.isOutdated`. */
	isOutdated(kind: string, id: unknown, time: unknown): boolean {
		const isOutdated = this.newest.isOutdated(kind, id, time);
		if (!isOutdated) this.isUnsaved = true;
		return isOutdated;
	}

	private mergeDay(day: string, text: string): void {
		const own = this.days[day] ?? '';
		// Nearly always an older state of what is known here anyway, with some in front of it that had to
		// make room since.
		const start = text.indexOf(own.slice(0, FINGERPRINT_LENGTH));
		const isOlder =
			start >= 0 && start % FINGERPRINT_LENGTH === 0 && own.startsWith(text.slice(start));
		const end = isOlder ? start : text.length;
		for (let at = 0; at < end; at += FINGERPRINT_LENGTH) {
			const fingerprint = text.slice(at, at + FINGERPRINT_LENGTH);
			if (!this.droppedIds.has(idPart(fingerprint))) this.addOn(day, fingerprint);
		}
	}

	private addOn(day: string, fingerprint: string): void {
		this.ended.delete(fingerprint);
		if (fingerprint.length !== FINGERPRINT_LENGTH || this.knowsId(fingerprint)) return;
		if (day < dayAgo(DAYS_KEPT)) return;
		this.days[day] = (this.days[day] ?? '') + fingerprint;
		this.known.set(idPart(fingerprint), fingerprint);
		this.dropOld();
	}

	private dropOld(): void {
		const oldest = dayAgo(DAYS_KEPT);
		for (const day of Object.keys(this.days).sort()) {
			const surplus = this.known.size - MAX_EVENTS;
			if (day >= oldest && surplus <= 0) return;
			const text = this.days[day];
			const length = day < oldest ? text.length : surplus * FINGERPRINT_LENGTH;
			for (let at = 0; at < Math.min(length, text.length); at += FINGERPRINT_LENGTH) {
				const id = idPart(text.slice(at));
				this.known.delete(id);
				if (day >= oldest) this.droppedIds.add(id);
			}
			this.days[day] = text.slice(length);
			if (this.days[day] === '') delete this.days[day];
		}
		if (this.droppedIds.size > MAX_EVENTS) this.droppedIds.clear();
	}
}

function dayAgo(days: number): string {
	return new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
}
