import type { IDataObject } from 'n8n-workflow';

import { addDays, dayIn } from '../../../client/dates';
import { Field, shown } from '../item/field';
import type { Item } from '../item/item';

/** Paystand wants both ends of a period; before this day there was no Paystand. */
const EARLIEST = '2000-01-01';

/**
 * The period as Paystand's filters (Pattern A, docs/paystand-api.md#date-filters; the smallest
 * window is a day).
 *
 * @param filters the values of the Filters collection
 * @returns `f.*` query keys, or `undefined` when no period is chosen
 * @throws {PaystandError} when a day is missing or the days are the wrong way round
 */
export function periodQuery(item: Item, filters: IDataObject): IDataObject | undefined {
	if (!filters.period && !filters.from && !filters.to) return undefined;
	const timezone = timezoneOf(item, filters);
	const [start, end] = daysOf(filters, todayIn(timezone));
	if (start > end) {
		new Field('From Date', filters.from).fail(
			`(${start}) is after 'To Date' (${end})`,
			'Swap the two days.',
		);
	}
	return {
		'f.querytype': 'by-query-filters',
		'f.datepreset': 'custom',
		'f.datestart': start,
		'f.dateend': end,
		'f.datetype': filters.dateType ?? 'created',
		'f.timezone': timezone,
	};
}

/**
 * The calendar day that it is where the list's days begin and end.
 *
 * @param filters the values of the Filters collection
 * @throws {PaystandError} when the time zone is not known
 */
export function todayOf(item: Item, filters: IDataObject): string {
	return todayIn(timezoneOf(item, filters));
}

function timezoneOf(item: Item, filters: IDataObject): string {
	const zone = new Field('Time Zone', filters.timezone);
	return zone.optionalText() ?? item.execution.context.getTimezone();
}

function daysOf(filters: IDataObject, today: string): [string, string] {
	const [year, month] = today.split('-').map(Number);
	switch (filters.period ?? 'between') {
		case 'today':
			return [today, today];
		case 'last7Days':
			return [addDays(today, -6), today];
		case 'last30Days':
			return [addDays(today, -29), today];
		case 'thisMonth':
			return [`${today.slice(0, 7)}-01`, today];
		case 'lastMonth':
			return [isoDay(Date.UTC(year, month - 2, 1)), isoDay(Date.UTC(year, month - 1, 0))];
		default:
			return between(filters, today);
	}
}

/**
 * Without a last day everything from the first day on, which may lie ahead; without a first day
 * everything up to the last.
 */
function between({ from, to }: IDataObject, today: string): [string, string] {
	const start = to && !from ? EARLIEST : new Field('From Date', from).day();
	if (to) return [start, new Field('To Date', to).day()];
	return [start, start > today ? start : today];
}

function todayIn(timezone: string): string {
	try {
		return dayIn(timezone, Date.now());
	} catch {
		return new Field('Time Zone', timezone).fail(
			`is not known: ${shown(timezone)}`,
			'Write it like America/Los_Angeles.',
		);
	}
}

function isoDay(time: number): string {
	return new Date(time).toISOString().slice(0, 10);
}
