import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { isRecord } from './events';
import { PRINT_LENGTH, idPart, shortHash } from './print';

/** Retries end after 4.6 days (fact sheet 7.2); whole UTC days are kept, today's and these before. */
const DAYS_KEPT = 7;
/** Half a megabyte of static data, which n8n reads and writes with every event. */
const MOST_IDS = 40_000;
const MOST_RESOURCES = 5_000;
const MOST_ENDED = 1_000;
const DAY_MS = 86_400_000;

/** Which of Paystand's routes confirms events for this account, once one has. */
export type ConfirmedBy = 'event' | 'verify';

/**
 * What one trigger remembers: prints of the events it is done with, and the newest state it saw of
 * each resource.
 *
 * n8n hands every delivery its own copy of the static data and the last one saved wins, so deliveries
 * at the same moment would forget each other's events. The truth is therefore here, in the process: a
 * copy is merged in as it arrives, and what is saved is worked out at the moment n8n writes it down.
 */
export class Memory {
	confirmedBy?: ConfirmedBy;

	/** When a 401 last outlived a fresh access token, in milliseconds of `performance.now()`. */
	freshTokenRefusedAt = Number.NEGATIVE_INFINITY;

	/** Something was learned since the static data was last handed over. */
	isUnsaved = false;

	/** Later copies of the static data tell less of this process's runs than it knows itself. */
	private isFresh = true;

	/** UTC day → the prints of that day, one after the other. Text, since n8n copies it each time. */
	private readonly days: Record<string, string> = {};

	private readonly newest: Record<string, number> = {};

	/** Prints of events whose run has ended, nobody knows how. */
	private readonly ended = new Set<string>();

	/** Id part of a print → the whole print. */
	private readonly prints = new Map<string, string>();

	/** Takes in what another process, or this one before a restart, wrote down. */
	merge({ seen }: IDataObject): void {
		if (!isRecord(seen)) return;
		for (const [day, text] of Object.entries(isRecord(seen.days) ? seen.days : {})) {
			// Nearly always an older state of what is known here anyway.
			if (typeof text !== 'string' || (this.days[day] ?? '').startsWith(text)) continue;
			for (let at = 0; at < text.length; at += PRINT_LENGTH) {
				this.addPrint(text.slice(at, at + PRINT_LENGTH), day);
			}
		}
		for (const [key, time] of Object.entries(isRecord(seen.newest) ? seen.newest : {})) {
			this.learnTime(key, Number(time));
		}
		if (this.isFresh) {
			for (const print of Array.isArray(seen.ended) ? seen.ended : []) this.addEnded(String(print));
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
	knowsId(print: string): boolean {
		return this.prints.has(idPart(print));
	}

	/** Whether exactly this event is done with. */
	knows(print: string): boolean {
		return this.prints.get(idPart(print)) === print;
	}

	/** Whether a run for this event has ended, and n8n was ended before it could note how. */
	hasEnded(print: string): boolean {
		return this.ended.has(print);
	}

	addEnded(print: string): void {
		if (this.knowsId(print)) return;
		this.ended.add(print);
		if (this.ended.size > MOST_ENDED) this.ended.delete([...this.ended][0]);
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
	forget(print: string): void {
		if (this.ended.delete(print)) this.isUnsaved = true;
	}

	add(print: string): void {
		if (this.knowsId(print)) return;
		this.addPrint(print, dayAgo(0));
		this.isUnsaved = true;
	}

	/**
	 * Whether an event is older than the newest one seen of its resource; if not, it is the newest.
	 *
	 * @param time ISO 8601; what cannot be read is never older
	 */
	isOutdated(kind: string, id: unknown, time: unknown): boolean {
		const at = Date.parse(String(time));
		if (Number.isNaN(at)) return false;
		const key = shortHash(`${kind} ${String(id)}`);
		if (at < (this.newest[key] ?? -Infinity)) return true;
		this.learnTime(key, at);
		this.isUnsaved = true;
		return false;
	}

	private learnTime(key: string, at: number): void {
		const known = this.newest[key];
		if (known !== undefined && known >= at) return;
		// The key moves to the end, so that the first one is the longest unchanged.
		delete this.newest[key];
		this.newest[key] = at;
		const keys = Object.keys(this.newest);
		if (keys.length > MOST_RESOURCES) delete this.newest[keys[0]];
	}

	private addPrint(print: string, day: string): void {
		this.ended.delete(print);
		if (print.length !== PRINT_LENGTH || this.knowsId(print) || day < dayAgo(DAYS_KEPT)) return;
		this.days[day] = (this.days[day] ?? '') + print;
		this.prints.set(idPart(print), print);
		this.forgetOld();
	}

	private forgetOld(): void {
		const oldest = dayAgo(DAYS_KEPT);
		for (const day of Object.keys(this.days).sort()) {
			const surplus = this.prints.size - MOST_IDS;
			if (day >= oldest && surplus <= 0) return;
			const length = day < oldest ? this.days[day].length : surplus * PRINT_LENGTH;
			const gone = this.days[day].slice(0, length);
			for (let at = 0; at < gone.length; at += PRINT_LENGTH) {
				this.prints.delete(idPart(gone.slice(at)));
			}
			this.days[day] = this.days[day].slice(length);
			if (this.days[day] === '') delete this.days[day];
		}
	}
}

const memories = new Map<string, Memory>();

/**
 * The memory of the trigger that a delivery arrived at, with its static data merged in. A test run
 * has one of its own, so that it may receive what production has received already.
 */
export function memoryOf(context: IWebhookFunctions): Memory {
	if (context.getMode() === 'manual') return new Memory();
	const key = `${context.getWorkflow().id} ${context.getNode().id}`;
	const memory = memories.get(key) ?? new Memory();
	memories.set(key, memory);
	memory.merge(context.getWorkflowStaticData('node'));
	return memory;
}

/** An epoch is in seconds or milliseconds; NaN when it is no time. */
function millisecondsOf(time: unknown): number {
	if (!/^\d+$/.test(String(time))) return Date.parse(String(time));
	const epoch = Number(time);
	return epoch > 1e12 ? epoch : epoch * 1000;
}

function dayAgo(days: number): string {
	return new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
}
