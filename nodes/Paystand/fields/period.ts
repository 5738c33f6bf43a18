import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { day, optionalText, refuse, shown } from './input';

const DAY_MS = 86_400_000;

/** The date filters of a list, as entries of its Filters collection. */
export function periodFilters(): INodeProperties[] {
	return [
		{
			displayName: 'Date Of',
			name: 'dateType',
			type: 'options',
			options: [
				{ name: 'Creation', value: 'created' },
				{ name: 'Last Update', value: 'lastUpdated' },
			],
			default: 'created',
			description: "Which date 'Period' is about",
		},
		{
			displayName: 'From Date',
			name: 'from',
			type: 'dateTime',
			default: '',
			description: "The first day, when 'Period' is Between Dates",
		},
		{
			displayName: 'Period',
			name: 'period',
			type: 'options',
			options: [
				{ name: 'Between Dates', value: 'between' },
				{ name: 'Last 30 Days', value: 'last30Days' },
				{ name: 'Last 7 Days', value: 'last7Days' },
				{ name: 'Last Month', value: 'lastMonth' },
				{ name: 'This Month', value: 'thisMonth' },
				{ name: 'Today', value: 'today' },
			],
			default: 'last7Days',
			description: 'Which days to return, today and both ends included',
		},
		{
			displayName: 'Time Zone',
			name: 'timezone',
			type: 'string',
			default: '',
			placeholder: 'e.g. America/Los_Angeles',
			description: "Where the days begin and end. Without one the workflow's time zone counts.",
		},
		{
			displayName: 'To Date',
			name: 'to',
			type: 'dateTime',
			default: '',
			description: "The last day, included, when 'Period' is Between Dates",
		},
	];
}

/**
 * The period as Paystand's filters (Pattern A of fact sheet 5; the smallest window is a day).
 *
 * @param filters the values of the Filters collection
 * @returns `f.*` query keys, or `undefined` when no period is chosen
 * @throws {NodeOperationError} when a day is missing or the days are the wrong way round
 */
export function periodQuery(
	context: IExecuteFunctions,
	itemIndex: number,
	filters: IDataObject,
): IDataObject | undefined {
	if (!filters.period && !filters.from && !filters.to) return undefined;
	const place = { context, itemIndex, label: 'Time Zone' };
	const timezone = optionalText(place, filters.timezone) ?? context.getTimezone();
	const today = todayIn(context, itemIndex, timezone);
	const [start, end] = daysOf(context, itemIndex, filters, today);
	if (start > end) {
		refuse(
			{ context, itemIndex, label: 'From Date' },
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

function daysOf(
	context: IExecuteFunctions,
	itemIndex: number,
	filters: IDataObject,
	today: string,
): [string, string] {
	const [year, month] = today.split('-').map(Number);
	switch (filters.period ?? 'between') {
		case 'today':
			return [today, today];
		case 'last7Days':
			return [shifted(today, -6), today];
		case 'last30Days':
			return [shifted(today, -29), today];
		case 'thisMonth':
			return [`${today.slice(0, 7)}-01`, today];
		case 'lastMonth':
			return [isoDay(Date.UTC(year, month - 2, 1)), isoDay(Date.UTC(year, month - 1, 0))];
		default:
			return [
				day({ context, itemIndex, label: 'From Date' }, filters.from),
				filters.to ? day({ context, itemIndex, label: 'To Date' }, filters.to) : today,
			];
	}
}

function todayIn(context: IExecuteFunctions, itemIndex: number, timezone: string): string {
	try {
		// The Canadian format is the ISO one.
		return new Intl.DateTimeFormat('en-CA', { timeZone: timezone }).format(new Date());
	} catch {
		return refuse(
			{ context, itemIndex, label: 'Time Zone' },
			`is not known: ${shown(timezone)}`,
			'Write it like America/Los_Angeles.',
		);
	}
}

function shifted(dayText: string, days: number): string {
	return isoDay(Date.parse(dayText) + days * DAY_MS);
}

function isoDay(time: number): string {
	return new Date(time).toISOString().slice(0, 10);
}
