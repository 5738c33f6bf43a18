import type { IDataObject } from 'n8n-workflow';

import { addDays, dayIn } from '../../client/dates';
import { shortHash } from '../events/shortHash';
import { DayIndex } from './dayIndex';
import type { ZonedSettings } from './settings';

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
	/** Of the days. */
	timezone: string;
	/** The first day that is not read to its end. */
	from: string;
	/** What happened before this day is done with. */
	since: string;
	/** An instant; what happened before it was before the workflow was published. */
	notBefore?: string;
	reported: IDataObject;
	read: IDataObject;
}

/** Where the polls of a node have got to. */
export class Cursor {
	private constructor(
		private readonly account: string,
		/** Whose days these are. */
		private readonly timezone: string,
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

	/** The time zone of the stored cursor; undefined where there is none or it is of another account. */
	static timezoneIn(data: IDataObject, account: string): string | undefined {
		const stored = data.cursor as StoredCursor | undefined;
		return stored?.account === shortHash(account) ? stored.timezone : undefined;
	}

	/**
	 * The cursor that is stored, or a new one where there is none or it is of another account.
	 *
	 * @param now milliseconds since 1970
	 */
	static load(data: IDataObject, account: string, settings: ZonedSettings, now: number): Cursor {
		const stored = data.cursor as StoredCursor | undefined;
		const { startDay, timezone } = settings;
		if (stored?.account === shortHash(account)) {
			const { notBefore, reported, read } = stored;
			const isMoved = stored.timezone !== timezone;
			const [from, since] = [stored.from, stored.since].map((day) =>
				isMoved ? wellBefore(day, startDay) : day,
			);
			const indexes = [new DayIndex(reported), new DayIndex(read)] as const;
			return new Cursor(stored.account, timezone, from, since, notBefore, ...indexes);
		}
		const notBefore = startDay ? undefined : now - CLOCK_TOLERANCE_MS;
		const day = startDay ?? dayIn(timezone, notBefore as number);
		return new Cursor(
			shortHash(account),
			timezone,
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
		const { account, timezone, from, since, notBefore } = this;
		data.cursor = {
			...{ account, timezone, from, since, ...(notBefore && { notBefore }) },
			reported: this.reported.stored(),
			read: this.read.stored(),
		} satisfies StoredCursor as unknown as IDataObject;
	}
}

/**
 * A day that begins, in whichever time zone, before another one does in another zone: they lie up to
 * 26 hours apart. But nothing from before the first day is reported.
 */
function wellBefore(day: string, startDay?: string): string {
	const before = addDays(day, -2);
	return startDay !== undefined && before < startDay && startDay <= day ? startDay : before;
}
