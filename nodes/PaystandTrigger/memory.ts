import { createHash } from 'node:crypto';
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { isRecord } from './events';

/** Retries end after 4.6 days (fact sheet 7.2); whole UTC days are kept, today's and these before. */
const DAYS_KEPT = 7;
/** Half a megabyte of static data, which n8n reads and writes with every event. */
const MOST_IDS = 40_000;
const MOST_RESOURCES = 5_000;
const DAY_MS = 86_400_000;
const ID_LENGTH = 8;
const PRINT_LENGTH = 12;

/** Which of Paystand's routes confirms events for this account, once one has. */
export type ConfirmedBy = 'event' | 'verify';

/**
 * What one trigger remembers: ids of events it is done with, and the newest state it saw of each
 * resource.
 *
 * n8n hands every delivery its own copy of the static data and the last one saved wins, so deliveries
 * at the same moment would forget each other's ids. The truth is therefore here, in the process; a
 * copy is merged in as it arrives, and what is saved is this object itself, by reference, so that it
 * is complete at the moment n8n writes it down.
 */
export class Memory {
	confirmedBy?: ConfirmedBy;

	/** When a 401 last outlived a fresh access token, in milliseconds. */
	freshTokenRefusedAt = 0;

	/** Something was learned since the static data was last handed over. */
	isUnsaved = false;

	/** UTC day → the prints of that day, one after the other. Text, since n8n copies it each time. */
	private readonly days: Record<string, string> = {};

	private readonly newest: Record<string, number> = {};

	/** Id part of a print → the whole print. */
	private readonly prints = new Map<string, string>();

	/** Takes in what another process, or this one before a restart, wrote down. */
	merge(saved: IDataObject): void {
		if (isRecord(saved.days)) {
			for (const [day, text] of Object.entries(saved.days)) {
				// Nearly always an older state of what is known here anyway.
				if (typeof text !== 'string' || (this.days[day] ?? '').startsWith(text)) continue;
				for (let at = 0; at < text.length; at += PRINT_LENGTH) {
					this.addPrint(text.slice(at, at + PRINT_LENGTH), day);
				}
			}
		}
		if (typeof saved.last === 'string') this.addPrint(saved.last, today());
		if (isRecord(saved.newest)) {
			for (const [key, time] of Object.entries(saved.newest)) this.learnTime(key, Number(time));
		}
		this.confirmedBy ??= saved.confirmedBy as ConfirmedBy | undefined;
	}

	/** Hands everything over to be saved; `last` is a print that counts once n8n has saved it. */
	saveTo(saved: IDataObject, last?: string): void {
		saved.days = this.days;
		if (Object.keys(this.newest).length > 0) saved.newest = this.newest;
		if (this.confirmedBy) saved.confirmedBy = this.confirmedBy;
		if (last) saved.last = last;
		this.isUnsaved = false;
	}

	/** Whether an event with this id is done with, whatever its content. */
	knowsId(print: string): boolean {
		return this.prints.has(idPart(print));
	}

	/** Whether exactly this event is done with. */
	knows(print: string): boolean {
		return this.prints.get(idPart(print)) === print;
	}

	add(print: string): void {
		this.addPrint(print, today());
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
		const key = digest(`${kind} ${String(id)}`, ID_LENGTH);
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
		const id = idPart(print);
		if (print.length !== PRINT_LENGTH || this.prints.has(id) || day < dayAgo(DAYS_KEPT)) return;
		this.days[day] = (this.days[day] ?? '') + print;
		this.prints.set(id, print);
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
				this.prints.delete(gone.slice(at, at + ID_LENGTH));
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

/**
 * The print of an event: eight characters of its id, four of its content. The content is there to
 * tell a repeat from a forgery under a known id, without asking Paystand; it proves nothing.
 *
 * @param key what makes the event one event: its id
 */
export function printOf(key: string, { resource, diff, created }: IDataObject): string {
	const content = JSON.stringify([resource, diff, created]);
	return digest(key, ID_LENGTH) + digest(content, PRINT_LENGTH - ID_LENGTH);
}

/** The part of a print that stands for the event, whatever its content. */
export function idPart(print: string): string {
	return print.slice(0, ID_LENGTH);
}

function digest(text: string, length: number): string {
	return createHash('sha256').update(text).digest('base64url').slice(0, length);
}

function today(): string {
	return dayAgo(0);
}

function dayAgo(days: number): string {
	return new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
}
