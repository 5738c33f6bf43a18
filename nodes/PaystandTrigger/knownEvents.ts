import type { IDataObject } from 'n8n-workflow';

import { FINGERPRINT_LENGTH, idPart } from './fingerprint';

/**
 * Retries end after 4.6 days (docs/paystand-api.md#deliveries); whole UTC days are kept, today's
 * and these before.
 */
export const DAYS_KEPT = 7;
export const DAY_MS = 86_400_000;
/** Half a megabyte of static data, which n8n reads and writes with every event. */
const MAX_EVENTS = 40_000;

/** The fingerprints of the events that a trigger is done with, for some days. */
export class KnownEvents {
	/** UTC day → the fingerprints of that day in a row. Text, since n8n copies it each time. */
	private readonly days: Record<string, string> = {};

	/** UTC day → the same, as another process had it the last time. */
	private readonly foreign: Record<string, string> = {};

	/** Id part of a fingerprint → the whole of it. */
	private readonly known = new Map<string, string>();

	/** Id parts that had to make room; other copies of the static data may still have them. */
	private readonly droppedIds = new Set<string>();

	/** Takes in what another process, or this one before, wrote down. */
	merge(days: IDataObject): void {
		for (const [day, text] of Object.entries(days)) {
			if (typeof text === 'string' && day >= dayAgo(DAYS_KEPT)) this.mergeDay(day, text);
		}
	}

	/** Whether an event with this id is known, whatever its content. */
	hasId(fingerprint: string): boolean {
		return this.known.has(idPart(fingerprint));
	}

	/** Whether exactly this event is known. */
	has(fingerprint: string): boolean {
		return this.known.get(idPart(fingerprint)) === fingerprint;
	}

	/** @returns whether it is new */
	add(fingerprint: string): boolean {
		return this.addOn(dayAgo(0), fingerprint);
	}

	toJSON(): Record<string, string> {
		return this.days;
	}

	private mergeDay(day: string, text: string): void {
		const fromOwn = unseen(text, this.days[day] ?? '');
		if (fromOwn === '') return;
		const fromForeign = unseen(text, this.foreign[day] ?? '');
		this.foreign[day] = text;
		const rest = fromOwn.length < fromForeign.length ? fromOwn : fromForeign;
		for (let at = 0; at < rest.length; at += FINGERPRINT_LENGTH) {
			const fingerprint = rest.slice(at, at + FINGERPRINT_LENGTH);
			if (!this.droppedIds.has(idPart(fingerprint))) this.addOn(day, fingerprint);
		}
	}

	private addOn(day: string, fingerprint: string): boolean {
		if (fingerprint.length !== FINGERPRINT_LENGTH || this.hasId(fingerprint)) return false;
		this.days[day] = (this.days[day] ?? '') + fingerprint;
		this.known.set(idPart(fingerprint), fingerprint);
		this.dropOld();
		return true;
	}

	private dropOld(): void {
		const oldest = dayAgo(DAYS_KEPT);
		for (const day of Object.keys(this.days).sort()) {
			const surplus = this.known.size - MAX_EVENTS;
			const isOver = day < oldest;
			if (!isOver && surplus <= 0) return;
			const text = this.days[day];
			const length = isOver ? text.length : Math.min(surplus * FINGERPRINT_LENGTH, text.length);
			for (let at = 0; at < length; at += FINGERPRINT_LENGTH) {
				const id = idPart(text.slice(at, at + FINGERPRINT_LENGTH));
				this.known.delete(id);
				if (!isOver) this.droppedIds.add(id);
			}
			this.days[day] = text.slice(length);
			if (this.days[day] !== '') continue;
			delete this.days[day];
			delete this.foreign[day];
		}
		if (this.droppedIds.size > MAX_EVENTS) this.droppedIds.clear();
	}
}

/**
 * What of a text has to be looked at when another one has been. Nearly always they overlap: the one
 * is an older state of the other, or something in front of it had to make room.
 */
function unseen(text: string, seen: string): string {
	const at = seen.indexOf(text.slice(0, FINGERPRINT_LENGTH));
	if (at >= 0 && at % FINGERPRINT_LENGTH === 0) {
		const overlap = seen.slice(at);
		if (overlap.startsWith(text)) return '';
		if (text.startsWith(overlap)) return text.slice(overlap.length);
	}
	const start = text.indexOf(seen.slice(0, FINGERPRINT_LENGTH));
	const isOlder =
		start > 0 && start % FINGERPRINT_LENGTH === 0 && seen.startsWith(text.slice(start));
	return isOlder ? text.slice(0, start) : text;
}

function dayAgo(days: number): string {
	return new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
}
