/** `empties`: nothing comes although rows fit. */
export type Filtering = 'holds' | 'ignored' | 'refused' | 'empties' | null;

/**
 * Whether a list obeys a date filter. Asked twice: for days before anything existed, and for days
 * that every row of the page fits in. That needs no more than a single row.
 * @param none rows that came for the days before; null when that was refused
 * @param all rows that came for the days around
 * @param known rows of the list without a filter
 */
export function judgeFilter(
	none: number | null,
	all: number | null,
	known: number,
): { filter: Filtering; reason: string } {
	if (none === null || all === null) return { filter: 'refused', reason: 'the filter was refused' };
	if (known === 0) return { filter: null, reason: 'the list is empty' };
	if (none > 0) return { filter: 'ignored', reason: 'rows came for days before there were any' };
	if (all === 0) return { filter: 'empties', reason: 'no rows came for days that have some' };
	return { filter: 'holds', reason: 'rows came for their days only' };
}

const DAY_MS = 86_400_000;

/** The days around all rows, with two to spare on either side for any time zone; `YYYY-MM-DD`. */
export function daysAround(
	rows: Record<string, unknown>[],
	field: string,
): { start: string; end: string } | null {
	const times = rows
		.map((row) => Date.parse(String(row[field])))
		.filter((time) => !Number.isNaN(time));
	if (times.length === 0) return null;
	const day = (time: number) => new Date(time).toISOString().slice(0, 10);
	return {
		start: day(Math.min(...times) - 2 * DAY_MS),
		end: day(Math.max(...times) + 2 * DAY_MS),
	};
}
