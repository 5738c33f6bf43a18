import type { IDataObject } from 'n8n-workflow';

import { addDays } from '../../client/dates';

/**
 * Whole days, the last one included: Paystand's filters know nothing smaller
 * (docs/paystand-api.md#date-filters).
 */
export interface Window {
	start: string;
	end: string;
	/** Whether these are the last days there are. */
	isLast: boolean;
}

/**
 * The windows to be read, oldest first: a day each for a backlog, so that a poll that runs out of time
 * has got somewhere; then the days that are looked at again with every poll. The last window ends
 * tomorrow, since Paystand's clock may be ahead of n8n's.
 *
 * @param from the first day that is not read to its end
 */
export function* windowsOf(from: string, today: string, lookbackDays: number): Generator<Window> {
	let start = from;
	for (; start < addDays(today, -lookbackDays); start = addDays(start, 1)) {
		yield { start, end: start, isLast: false };
	}
	yield { start, end: addDays(today, 1), isLast: true };
}

/**
 * A window as Paystand's filters, by the last update of a record (Pattern A,
 * docs/paystand-api.md#date-filters).
 */
export function windowQuery({ start, end }: Window, timezone: string): IDataObject {
	return {
		'f.querytype': 'by-query-filters',
		'f.datepreset': 'custom',
		'f.datestart': start,
		'f.dateend': end,
		'f.datetype': 'lastUpdated',
		'f.timezone': timezone,
	};
}
