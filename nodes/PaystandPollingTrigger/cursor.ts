import type { IDataObject } from 'n8n-workflow';

import { addDays, dayIn } from '../../client/dates';
import { shortHash } from '../events/shortHash';
import { DayIndex } from './dayIndex';
import type { Settings } from './settings';

/**
 * How long a status that was reported is remembered, so that a later change that keeps it is not
 * reported as that status again.
 */
const KEEP_DAYS = 30;
/** Eight characters each; n8n clones and compares the cursor with every poll. */
const MAX_KEYS = 20_000;
/** How far n8n's clock may be ahead of Paystand's when the workflow is published. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** A cursor as n8n stores it: small plain JSON. */
interface StoredCursor {
	/** Whose changes these are, as a hash. */
	account: string;
	/** The first day that is not read to its end. */
	from: string;
	/** What happened before this day is done with. */
	since: string;
	/** An instant; what happened before it was before the workflow was published. */
	notBefore?: string;
	reported: IDataObject;
	read: IDataObject;
}

/** Where the polls of a node have got to. Days are those of the time zone set on the node. */
export class Cursor {
	private constructor(
		private readonly account: string,
		/** The first day that is not read to its end. */
		public from: string,
		/** What happened before this day is done with; lies before `from` while a backlog is read. */
		public since: string,
		private readonly notBefore: string | undefined,
		/** The changes that became items. */
		readonly reported: DayIndex,
		/** The receivables whose transactions were read, as they were then. */
		readonly read: DayIndex,
	) {}

	/**
	 * The cursor that is stored, or a new one where there is none or it is of another account.
	 *
	 * @param now milliseconds since 1970
	 */
	static load(data: IDataObject, account: string, settings: Settings, now: number): Cursor {
		const stored = data.cursor as StoredCursor | undefined;
		const { startDay, timezone } = settings;
		if (stored?.account === shortHash(account)) {
			const { from, since, notBefore, reported, read } = stored;
			const indexes = [new DayIndex(reported), new DayIndex(read)] as const;
			return new Cursor(stored.account, from, since, notBefore, ...indexes);
		}
		const notBefore = startDay ? undefined : now - CLOCK_TOLERANCE_MS;
		const day = startDay ?? dayIn(timezone, notBefore as number);
		return new Cursor(
			shortHash(account),
			day,
			day,
			notBefore === undefined ? undefined : new Date(notBefore).toISOString(),
			new DayIndex({}),
			new DayIndex({}),
		);
	}

	/** Whether a change is not too old to be reported. */
	covers(time: number, day: string): boolean {
		return day >= this.since && !(this.notBefore && time < Date.parse(this.notBefore));
	}

	/** Notes that all days were read; the next poll looks at the last ones again. */
	caughtUp(today: string, lookbackDays: number): void {
		const next = addDays(today, -lookbackDays);
		if (next <= this.since) return;
		this.from = next;
		this.since = next;
	}

	saveTo(data: IDataObject): void {
		const kept = addDays(this.since, -KEEP_DAYS);
		this.reported.forgetBefore(kept);
		this.reported.shrink(MAX_KEYS, this.since);
		this.read.forgetBefore(this.since);
		const { account, from, since, notBefore } = this;
		data.cursor = {
			...{ account, from, since, ...(notBefore && { notBefore }) },
			reported: this.reported.stored(),
			read: this.read.stored(),
		} satisfies StoredCursor as unknown as IDataObject;
	}
}
