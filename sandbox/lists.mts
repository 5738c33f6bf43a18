import { DateTime } from 'luxon';
import { invalid } from './errors.mts';
import { shown, type Resource } from './resources.mts';

type Query = Record<string, string | undefined>;

export interface ListOptions {
	/** Zone of the day borders unless `f.timezone` names one. */
	timezone: string;
	now: Date;
	/** Which filters the route knows: `f.*` keys (pattern A), `startDate`/`endDate` (pattern B). */
	filters: 'none' | 'A' | 'A+B';
	/** The most rows of a page; 0: as many as asked for. */
	pageCap: number;
	/** Whether the list shows a row yet. */
	isListed: (row: Resource) => boolean;
}

export interface ListReply {
	results: unknown[];
	/** All rows that match, not only those of this page (the sources leave open which; assumed). */
	count: number;
	settings: { limit: number; offset: number; order: string };
}

const DEFAULT_LIMIT = 50;
const DEFAULT_ORDER = 'created DESC';

/**
 * Paystand's list envelope (docs/paystand-api.md#the-list-envelope): most recent first,
 * pages of 50, `f.*` keys without `f.querytype` ignored.
 * @param rows in order of creation
 * @param show what the page shows of a row
 * @throws PaystandRefusal 422 for an order, day, time zone or preset that is none
 */
export function list<Row extends Resource>(
	rows: Row[],
	query: Query,
	options: ListOptions,
	show: (row: Row) => unknown = shown,
): ListReply {
	const filtered = options.filters !== 'none' && query['f.querytype'] === 'by-query-filters';
	const key = (name: string) => (filtered && query[`f.${name}`]) || query[name];
	const limit = wholeNumber('limit', key('limit'), DEFAULT_LIMIT);
	const offset = wholeNumber('offset', key('offset'), 0);
	const order = key('order') ?? DEFAULT_ORDER;

	let matching = rows.filter(options.isListed);
	if (filtered) matching = byDays(matching, filterWindow(query, options), query['f.datetype']);
	if (options.filters === 'A+B' && (query.startDate || query.endDate))
		matching = byDays(
			matching,
			windowOf(query.startDate, query.endDate, options.timezone, ['startDate', 'endDate']),
			'created',
		);
	const sorted = sortBy(matching, order);
	const most = options.pageCap === 0 ? limit : Math.min(limit, options.pageCap);
	return {
		results: sorted.slice(offset, offset + most).map(show),
		count: sorted.length,
		settings: { limit, offset, order },
	};
}

interface Window {
	from: number;
	/** Exclusive. */
	to: number;
}

function filterWindow(query: Query, options: ListOptions): Window | null {
	const preset = query['f.datepreset'];
	const zone = query['f.timezone'] ?? options.timezone;
	if (!DateTime.local({ zone }).isValid)
		throw invalid('f.timezone', zone, 'This is no IANA time zone.');
	if (preset === undefined) return null;
	if (preset === 'custom')
		return windowOf(query['f.datestart'], query['f.dateend'], zone, ['f.datestart', 'f.dateend']);
	const days = /^past(\d{1,3})days$/.exec(preset);
	if (!days) throw invalid('f.datepreset', preset, 'This date preset does not exist.');
	const now = DateTime.fromJSDate(options.now, { zone });
	return {
		from: now
			.startOf('day')
			.minus({ days: Number(days[1]) })
			.toMillis(),
		to: now.endOf('day').toMillis() + 1,
	};
}

/** Day borders lie in `zone`; the end day is included. */
function windowOf(
	start: string | undefined,
	end: string | undefined,
	zone: string,
	names: [string, string],
): Window {
	const day = (value: string | undefined, name: string) => {
		const date = DateTime.fromFormat(value ?? '', 'yyyy-MM-dd', { zone });
		if (!date.isValid) throw invalid(name, value, 'A day is written YYYY-MM-DD.');
		return date;
	};
	const from = start || names[0] === 'f.datestart' ? day(start, names[0]).toMillis() : -Infinity;
	const to =
		end || names[1] === 'f.dateend'
			? day(end, names[1]).plus({ days: 1 }).startOf('day').toMillis()
			: Infinity;
	return { from, to };
}

function byDays<Row extends Resource>(
	rows: Row[],
	window: Window | null,
	datetype: string | undefined,
): Row[] {
	if (window === null) return rows;
	if (datetype && datetype !== 'created' && datetype !== 'lastUpdated')
		throw invalid('f.datetype', datetype, 'The date type is created or lastUpdated.');
	const field = datetype === 'lastUpdated' ? 'lastUpdated' : 'created';
	return rows.filter((row) => {
		const time = Date.parse(row[field]);
		return time >= window.from && time < window.to;
	});
}

function sortBy<Row extends Resource>(rows: Row[], order: string): Row[] {
	const match = /^\s*([A-Za-z]\w*)(?:\s+(ASC|DESC))?\s*$/i.exec(order);
	if (!match) throw invalid('order', order, 'An order is a field and ASC or DESC.');
	const field = match[1]!;
	const sign = match[2]?.toUpperCase() === 'DESC' ? -1 : 1;
	// Rows come in order of creation, and the sort is stable: reversing first puts the newest first
	// among equals.
	const base = sign === -1 ? [...rows].reverse() : rows;
	return [...base].sort((a, b) => sign * compare(a[field], b[field]));
}

function compare(a: unknown, b: unknown): number {
	if (a === b) return 0;
	if (a === undefined || a === null) return -1;
	if (b === undefined || b === null) return 1;
	const numbers = [Number(a), Number(b)] as const;
	if (!numbers.some(Number.isNaN)) return numbers[0] - numbers[1];
	return String(a) < String(b) ? -1 : 1;
}

function wholeNumber(name: string, value: string | undefined, fallback: number): number {
	if (value === undefined || value === '') return fallback;
	if (!/^\d{1,9}$/.test(String(value)))
		throw invalid(name, value, `${name} is a whole number that is not negative.`);
	return Number(value);
}
