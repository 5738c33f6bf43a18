/**
 * Calendar days. An invoice falls due on a day, not at an instant, so a day is read as it is
 * written and never moved by a time zone (docs/paystand-api.md#days).
 */

const DAY_MS = 86_400_000;
const EXTENDED = /^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$/;
const BASIC = /^(\d{4})(\d{2})(\d{2})(?:T.*)?$/;
const ORDINAL = /^(\d{4})-?(\d{3})(?:T.*)?$/;
const WEEK = /^(\d{4})-?W(\d{2})(?:-?([1-7]))?(?:T.*)?$/;
const US = /^(\d{2})[-/.](\d{2})[-/.](\d{4})$/;

/** How days are written. Which of two numbers is the month cannot be seen, so it has to be said. */
export type DateFormat = 'DD.MM.YYYY' | 'DD/MM/YYYY' | 'MM/DD/YYYY' | 'YYYY-MM-DD';

/** Zeros in front may be missing, and a time of day may follow, as spreadsheets write it. */
const WRITTEN: Record<Exclude<DateFormat, 'YYYY-MM-DD'>, RegExp> = {
	'DD.MM.YYYY': /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})(?: \d{1,2}:.*)?$/,
	'DD/MM/YYYY': /^(?<day>\d{1,2})\/(?<month>\d{1,2})\/(?<year>\d{4})(?: \d{1,2}:.*)?$/,
	'MM/DD/YYYY': /^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4})(?: \d{1,2}:.*)?$/,
};

/** The parts of a Luxon `DateTime` that say which day it shows in its own zone. */
interface CalendarParts {
	year: number;
	month: number;
	day: number;
}

/**
 * Reads a calendar day.
 *
 * @param value any ISO 8601 date or date-time (`2026-02-01`, `20260201`, `2026-032`, `2026-W05-7`,
 *   `2026-02-01T23:30:00-08:00`), or a Luxon `DateTime`. Of a date-time the day counts as written,
 *   so that an offset never moves it
 * @returns the day as `YYYY-MM-DD`, or `undefined` when the value names no day that exists
 */
export function toDay(value: unknown): string | undefined {
	if (isCalendar(value)) return dayOf(value.year, value.month, value.day);
	if (typeof value !== 'string') return undefined;
	const text = value.trim();

	const plain = EXTENDED.exec(text) ?? BASIC.exec(text);
	if (plain) return dayOf(Number(plain[1]), Number(plain[2]), Number(plain[3]));

	const ordinal = ORDINAL.exec(text);
	if (ordinal) {
		const day = new Date(Date.UTC(Number(ordinal[1]), 0, Number(ordinal[2])));
		const inYear = day.getUTCFullYear() === Number(ordinal[1]) && Number(ordinal[2]) > 0;
		return inYear ? isoDay(day) : undefined;
	}

	const week = WEEK.exec(text);
	return week ? dayOfWeek(Number(week[1]), Number(week[2]), Number(week[3] ?? 1)) : undefined;
}

/**
 * Reads a calendar day that is written in a format of the ERP's.
 *
 * @param value as `toDay` takes it. With another format than ISO, only `2026-02-01` and date-times
 *   that start so are taken besides: n8n's calendar and `$now` write nothing else
 * @returns the day as `YYYY-MM-DD`, or `undefined` when the value names no day in that format
 */
export function dayFrom(value: unknown, format: DateFormat): string | undefined {
	if (format === 'YYYY-MM-DD' || typeof value !== 'string') return toDay(value);
	const text = value.trim();
	if (EXTENDED.test(text)) return toDay(text);
	const { year, month, day } = WRITTEN[format].exec(text)?.groups ?? {};
	return year ? dayOf(Number(year), Number(month), Number(day)) : undefined;
}

/**
 * Whether two values name the same calendar day. Replies show days as `YYYY-MM-DD`, as ISO
 * timestamps (events) or as `MM-DD-YYYY` (the older receivable shape,
 * docs/paystand-api.md#the-older-receivable-shape).
 */
export function sameDay(a: unknown, b: unknown): boolean {
	const first = storedDay(a);
	return first !== undefined && first === storedDay(b);
}

/**
 * Reads a day out of a Paystand reply.
 *
 * @param value `YYYY-MM-DD`, an ISO timestamp, or `MM-DD-YYYY` with dashes, slashes or points
 * @returns the day as `YYYY-MM-DD`, or `undefined`
 */
export function storedDay(value: unknown): string | undefined {
	const us = typeof value === 'string' ? US.exec(value.trim()) : null;
	return us ? dayOf(Number(us[3]), Number(us[1]), Number(us[2])) : toDay(value);
}

/**
 * A day as credit memos take it (docs/paystand-api.md#credit-memo-fields); they refuse ISO dates.
 *
 * @param day a day as `YYYY-MM-DD`
 * @returns the same day as `MM-DD-YYYY`
 */
export function usDay(day: string): string {
	return `${day.slice(5, 7)}-${day.slice(8, 10)}-${day.slice(0, 4)}`;
}

function isCalendar(value: unknown): value is CalendarParts {
	const parts = value as Partial<CalendarParts> | null;
	return (
		typeof value === 'object' &&
		typeof parts?.year === 'number' &&
		typeof parts.month === 'number' &&
		typeof parts.day === 'number'
	);
}

function dayOf(year: number, month: number, day: number): string | undefined {
	const date = new Date(Date.UTC(year, month - 1, day));
	const exists =
		year >= 1000 &&
		date.getUTCFullYear() === year &&
		date.getUTCMonth() === month - 1 &&
		date.getUTCDate() === day;
	return exists ? isoDay(date) : undefined;
}

/** ISO 8601 weeks start on Monday; week 1 is the one that holds 4 January. */
function dayOfWeek(year: number, week: number, weekday: number): string | undefined {
	if (week < 1 || week > 53) return undefined;
	const fourth = new Date(Date.UTC(year, 0, 4));
	const monday = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * DAY_MS;
	const day = new Date(monday + ((week - 1) * 7 + weekday - 1) * DAY_MS);
	// A year without a week 53 would run into the next one.
	const thursday = new Date(monday + ((week - 1) * 7 + 3) * DAY_MS);
	return thursday.getUTCFullYear() === year ? isoDay(day) : undefined;
}

function isoDay(date: Date): string {
	return date.toISOString().slice(0, 10);
}

/**
 * The calendar day of an instant.
 *
 * @param time milliseconds since 1970
 * @param timezone IANA name
 * @returns `YYYY-MM-DD`
 * @throws {RangeError} when the time zone is not known
 */
export function dayIn(timezone: string, time: number): string {
	// The Canadian format is the ISO one.
	return new Intl.DateTimeFormat('en-CA', { timeZone: timezone }).format(time);
}

/** The day that lies so many days after another one; both as `YYYY-MM-DD`. */
export function addDays(day: string, days: number): string {
	return isoDay(new Date(Date.parse(day) + days * DAY_MS));
}
