import { describe, expect, test } from 'vitest';
import { daysAround, judgeFilter } from '../../../conform/judge/filter.mts';
import { judgeOrder } from '../../../conform/judge/order.mts';
import { judgePages, type Page } from '../../../conform/judge/pages.mts';

/** Pages of a list of `total` rows, as a server with these habits gives them. */
function pages(
	total: number,
	habits: {
		cap?: number;
		count?: 'page' | 'total' | 'none';
		refuseAbove?: number;
		fallback?: number;
		fixed?: number;
		noOffset?: boolean;
	} = {},
): Page[] {
	const asked: [limit: number | null, offset: number][] = [
		[null, 0],
		...[1, 10, 50, 51, 100, 1000].map((limit) => [limit, 0] as [number, number]),
		[1, 1],
		[1, 1_000_000],
	];
	const serve = ([limit, offset]: [number | null, number]): Page => {
		if (limit !== null && limit > (habits.refuseAbove ?? Infinity))
			return { limit, offset, status: 422, ids: [], count: null };
		const wanted = habits.fallback && (limit ?? 50) > habits.fallback ? 50 : (limit ?? 50);
		const size = habits.fixed ?? Math.min(wanted, habits.cap ?? Infinity);
		const start = habits.noOffset ? 0 : offset;
		const length = Math.max(0, Math.min(size, total - start));
		const ids = Array.from({ length }, (_row, index) => `row${start + index}`);
		const count = { page: length, total, none: null }[habits.count ?? 'total'];
		return { limit, offset, status: 200, ids, count };
	};
	const served = asked.map(serve);
	const longest = Math.max(...served.map(({ ids }) => ids.length));
	return [...served, serve([habits.refuseAbove ?? 1000, longest])];
}

describe('the largest page', () => {
	test.each([
		['a cap below the length of the list', pages(60, { cap: 25 }), 25],
		['a cap of 100', pages(300, { cap: 100 }), 100],
		['a cap just below what was asked', pages(51, { cap: 50 }), 50],
		['no cap up to the most that is asked for', pages(5000), 1000],
		['larger limits are refused', pages(3, { refuseAbove: 50 }), 50],
		['larger limits fall back to the default', pages(300, { fallback: 100 }), 100],
	])('%s', (_case, all, largest) => {
		expect(judgePages(all).largest).toBe(largest);
	});

	test.each([
		['the whole list is shorter than any cap', pages(20, { cap: 25 })],
		['the list is as long as the cap', pages(25, { cap: 25 })],
		['no cap, but too few rows to know', pages(60)],
		['an empty list', pages(0)],
		['one row', pages(1)],
	])('is not known: %s', (_case, all) => {
		expect(judgePages(all).largest).toBeNull();
	});

	test('a failure of the server is no cap', () => {
		const all = pages(20).map((page) =>
			page.limit === 1000 ? { ...page, status: 503, ids: [] } : page,
		);
		expect(judgePages(all).largest).toBeNull();
	});
});

describe('count', () => {
	test.each([
		['of the whole list', pages(60), 'total'],
		['of the page', pages(60, { count: 'page' }), 'page'],
		['of the page, under a cap', pages(60, { count: 'page', cap: 25 }), 'page'],
		['of the whole list of two rows', pages(2), 'total'],
		['of a page of two rows', pages(2, { count: 'page' }), 'page'],
		['missing', pages(60, { count: 'none' }), null],
		['of an empty list', pages(0), null],
		['of a single row, as a page', pages(1, { count: 'page' }), null],
	])('%s', (_case, all, count) => {
		expect(judgePages(all).count).toBe(count);
	});

	test('is not known where pages disagree', () => {
		const all = pages(60).map((page) => (page.limit === 10 ? { ...page, count: 10 } : page));
		expect(judgePages(all).count).toBeNull();
	});
});

test('a limit and an offset that are not obeyed are told', () => {
	expect(judgePages(pages(60, { fixed: 20 })).limit).toBe('ignored');
	expect(judgePages(pages(60)).limit).toBe('holds');
	expect(judgePages(pages(60, { noOffset: true })).offset).toBe('ignored');
	expect(judgePages(pages(60)).offset).toBe('holds');
	expect(judgePages(pages(1)).offset).toBeNull();
	// Rows that come again are no further rows.
	expect(judgePages(pages(25, { noOffset: true, cap: 25 })).largest).toBeNull();
});

describe('the order', () => {
	const at = (...days: number[]) =>
		days.map((day) => ({ lastUpdated: `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z` }));

	test.each([
		['holds', at(9, 7, 7, 3), at(3, 7, 7, 9), 'holds'],
		['is that of creation, which falls by chance', at(9, 7, 3), at(9, 7, 3), 'ignored'],
		['is that of creation, which rises by chance', at(3, 7, 9), at(3, 7, 9), 'ignored'],
		['is none', at(7, 9, 3), at(7, 9, 3), 'ignored'],
		['is turned round', at(3, 7, 9), at(9, 7, 3), 'ignored'],
		['cannot be told from equal times', at(7, 7), at(7, 7), null],
		['cannot be told from one row', at(7), at(7), null],
		['cannot be told from none', [], [], null],
		['cannot be told without times', [{ lastUpdated: 'soon' }], [{}], null],
		['is refused', null, at(3, 7), 'refused'],
	])('%s', (_case, down, up, order) => {
		expect(judgeOrder(down, up).order).toBe(order);
	});
});

test('a date filter is judged by what must not come and by what must', () => {
	expect(judgeFilter(0, 5, 5).filter).toBe('holds');
	expect(judgeFilter(5, 5, 5).filter).toBe('ignored');
	expect(judgeFilter(0, 0, 5).filter).toBe('empties');
	expect(judgeFilter(0, 0, 0).filter).toBeNull();
	expect(judgeFilter(null, 5, 5).filter).toBe('refused');
});

test('the days around rows leave room for any time zone', () => {
	const rows = [{ created: '2026-11-02T23:30:00.000Z' }, { created: '2026-11-05T00:10:00.000Z' }];
	expect(daysAround(rows, 'created')).toEqual({ start: '2026-10-31', end: '2026-11-07' });
	expect(daysAround([{ created: 'soon' }], 'created')).toBeNull();
});
