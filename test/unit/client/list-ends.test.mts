import nock from 'nock';
import { afterEach, describe, expect, test } from 'vitest';

import { createRandom, type Random } from '../../../sandbox/random.mts';
import { client, HOST, useNock } from './paystand.mts';

useNock();
afterEach(() => nock.cleanAll());

interface Row {
	id?: string;
	n: number;
}

const rowsFrom = (from: number, to: number): Row[] =>
	Array.from({ length: to - from }, (_, index) => ({ id: `id-${from + index}`, n: from + index }));
const nameless = (rows: Row[]): Row[] => rows.map(({ n }) => ({ n }));
const upTo = (to: number) => Array.from({ length: to }, (_, index) => index);
const numbers = (rows: object[]) => rows.map((row) => (row as Row).n);
const all = async (limit?: number) => await client().list({ path: ['list'] }, { limit });

/** A server of lists; `page` gives the rows of a request, which is counted from 1. */
function serve(
	page: (asked: { limit: number; offset: number; request: number }) => Row[],
	envelope: (rows: Row[]) => object = (rows) => ({ results: rows }),
) {
	const offsets: number[] = [];
	nock(HOST)
		.persist()
		.get('/v3/list')
		.query(true)
		.reply((uri) => {
			const query = new URL(uri, HOST).searchParams;
			const offset = Number(query.get('offset'));
			offsets.push(offset);
			const rows = page({ limit: Number(query.get('limit')), offset, request: offsets.length });
			return [200, envelope(rows)];
		});
	return offsets;
}

describe('a server that gives fewer rows than asked for', () => {
	test.each([1, 2, 3, 7, 10, 24, 25, 49])('%d at most: all 333 rows come', async (cap) => {
		const rows = rowsFrom(0, 333);
		serve(({ limit, offset }) => rows.slice(offset, offset + Math.min(limit, cap)));
		expect(numbers(await all())).toEqual(upTo(333));
	});

	test.each([1, 2, 25, 40])('%d at most, and rows without an ID', async (cap) => {
		const rows = nameless(rowsFrom(0, 333));
		serve(({ limit, offset }) => rows.slice(offset, offset + Math.min(limit, cap)));
		expect(numbers(await all())).toEqual(upTo(333));
	});

	test('25 at most: the pages are not asked for twice', async () => {
		const rows = rowsFrom(0, 333);
		const offsets = serve(({ limit, offset }) => rows.slice(offset, offset + Math.min(limit, 25)));
		await all();
		// 14 pages of 25 with a row in common, the look beyond, and what was asked for too early.
		expect(offsets.length).toBeLessThanOrEqual(14 + 1 + 20);
	});

	test.each([
		['falls', (request: number) => (request < 6 ? 50 : 20)],
		['rises', (request: number) => (request < 6 ? 20 : 50)],
		['is another one each time', (request: number) => 5 + ((request * 17) % 46)],
	])('and whose limit %s', async (_name, cap) => {
		const rows = rowsFrom(0, 700);
		serve(({ limit, offset, request }) =>
			rows.slice(offset, offset + Math.min(limit, cap(request))),
		);
		expect(numbers(await all())).toEqual(upTo(700));
	});

	test('gives 98 of 505 when 98 are wanted', async () => {
		const rows = rowsFrom(0, 505);
		serve(({ limit, offset }) => rows.slice(offset, offset + Math.min(limit, 25)));
		expect(numbers(await all(98))).toEqual(upTo(98));
	});
});

describe('a server that gives more rows than asked for', () => {
	test('all of them at once', async () => {
		serve(() => rowsFrom(0, 333));
		expect(numbers(await all())).toEqual(upTo(333));
	});

	test('120 a page', async () => {
		const rows = rowsFrom(0, 1_000);
		serve(({ offset }) => rows.slice(offset, offset + 120));
		expect(numbers(await all())).toEqual(upTo(1_000));
	});
});

describe('a server that pays no heed to the offset', () => {
	test('and tells of more rows than it shows: that is said, not passed over', async () => {
		serve(
			() => rowsFrom(0, 50),
			(results) => ({ results, count: 333 }),
		);
		await expect(all()).rejects.toMatchObject({
			message: 'Paystand keeps answering with the same page of the list',
			nextStep: expect.stringContaining('333 rows'),
		});
	});

	test('beyond the last row, where it gives the last page again', async () => {
		const rows = rowsFrom(0, 333);
		const offsets = serve(({ limit, offset }) => {
			const from = Math.min(offset, rows.length - limit);
			return rows.slice(from, from + limit);
		});
		expect(numbers(await all())).toEqual(upTo(333));
		expect(offsets.length).toBeLessThan(60);
	});

	test('and shuffles the rows each time ends', async () => {
		const random = createRandom(3);
		const rows = rowsFrom(0, 50);
		const offsets = serve(() => [...rows].sort(() => random.next() - 0.5));
		expect(new Set(numbers(await all())).size).toBe(50);
		expect(offsets.length).toBeLessThan(60);
	});
});

describe.each([
	['the total', (results: Row[]) => ({ results, count: 333 })],
	['the length of the page', (results: Row[]) => ({ results, count: results.length })],
	['a text', (results: Row[]) => ({ results, count: '333' })],
	['too small', (results: Row[]) => ({ results, count: 60 })],
	['too large', (results: Row[]) => ({ results, count: 100_000 })],
	['not to be read', (results: Row[]) => ({ results, count: { all: 333 } })],
	['null', (results: Row[]) => ({ results, count: null })],
	['left out', (results: Row[]) => results],
])('where count is %s', (name, envelope) => {
	test('all rows come, and the proof of the end is one request', async () => {
		const rows = rowsFrom(0, 333);
		const offsets = serve(({ limit, offset }) => rows.slice(offset, offset + limit), envelope);
		expect(numbers(await all())).toEqual(upTo(333));
		const inVain = offsets.filter((offset) => offset >= 333);
		if (name === 'the total' || name === 'a text') expect(offsets).toHaveLength(7 + 1);
		expect(inVain).toContain(333);
	});
});

test('a list of no rows is one request, and of one page two', async () => {
	const none = serve(() => []);
	expect(await all()).toEqual([]);
	expect(none).toEqual([0]);
	nock.cleanAll();
	const one = serve(({ offset }) => rowsFrom(0, 30).slice(offset));
	expect(await all()).toHaveLength(30);
	expect(one).toEqual([0, 30]);
});

test('rows without an ID that are alike are as many as there are', async () => {
	const alike: Row[] = Array.from({ length: 30 }, () => ({ n: 1 }));
	serve(({ limit, offset }) => alike.slice(offset, offset + limit));
	expect(await all()).toHaveLength(30);
});

describe('rows without an ID at the border of two pages', () => {
	test('that are alike are as many as there are, on both sides of it', async () => {
		const rows: Row[] = nameless(rowsFrom(0, 120));
		for (const n of [48, 49, 50, 51]) rows[n] = { n: 48 };
		serve(({ limit, offset }) => rows.slice(offset, offset + limit));
		expect(numbers(await all())).toEqual(upTo(120).map((n) => (n > 48 && n < 52 ? 48 : n)));
	});

	test('none comes twice when one more arrives in front', async () => {
		const rows: Row[] = nameless(rowsFrom(0, 120));
		serve(({ limit, offset, request }) => {
			const page = rows.slice(offset, offset + limit);
			if (request === 1) rows.unshift({ n: 1_000 });
			return page;
		});
		expect(numbers(await all())).toEqual(upTo(120));
	});

	test('none is lost when some before it go away', async () => {
		const rows: Row[] = nameless(rowsFrom(0, 120));
		serve(({ limit, offset, request }) => {
			const page = rows.slice(offset, offset + limit);
			if (request === 1) rows.splice(0, 5);
			return page;
		});
		const read = numbers(await all());
		expect([...new Set(read)].sort((a, b) => a - b)).toEqual(upTo(120));
		expect(read).toHaveLength(120);
	});

	test('nor between rows that have one', async () => {
		const rows: Row[] = rowsFrom(0, 120).map((row) => (row.n % 49 < 2 ? { n: row.n } : row));
		serve(({ limit, offset }) => rows.slice(offset, offset + limit));
		expect(numbers(await all())).toEqual(upTo(120));
	});

	test('two pages of them that differ in their last row only are two pages', async () => {
		const rows: Row[] = Array.from({ length: 99 }, (_, n) => ({ n: n === 98 ? 98 : 0 }));
		serve(({ limit, offset }) => rows.slice(offset, offset + limit));
		expect(numbers(await all())).toEqual(rows.map(({ n }) => n));
	});
});

test('with and without an ID on one page', async () => {
	const rows = rowsFrom(0, 230).map((row) => (row.n % 3 === 0 ? { n: row.n } : row));
	serve(({ limit, offset }) => rows.slice(offset, offset + limit));
	expect(numbers(await all())).toEqual(upTo(230));
});

/** What happens to a list between two requests. */
type Change = (rows: Row[], random: Random, next: () => Row) => void;
const vanish: Change = (rows, random) => void rows.splice(random.below(rows.length), 1);
const arrive: Change = (rows, random, next) =>
	void rows.splice(random.below(rows.length + 1), 0, next());
const arriveInFront: Change = (rows, _random, next) => void rows.unshift(next());
const arriveAtTheEnd: Change = (rows, _random, next) => void rows.push(next());
const moveToFront: Change = (rows, random) =>
	rows.unshift(...rows.splice(random.below(rows.length), 1));
const moveToEnd: Change = (rows, random) =>
	void rows.push(...rows.splice(random.below(rows.length), 1));
const vanishInFront: Change = (rows) => void rows.shift();

describe('a list of 300 pages that changes with each request', () => {
	const PAGES = 300;
	const mixes: Array<[string, Change[], number]> = [
		['rows vanish', [vanish], 1],
		['rows vanish in front', [vanishInFront], 1],
		['two rows vanish in front each time', [vanishInFront], 2],
		['rows arrive', [arrive], 1],
		['rows arrive in front', [arriveInFront], 1],
		['three rows arrive in front each time', [arriveInFront], 3],
		['rows arrive at the end', [arriveAtTheEnd], 1],
		['rows move to the front', [moveToFront], 1],
		['rows move to the end', [moveToEnd], 1],
		['all of it', [vanish, arrive, arriveInFront, arriveAtTheEnd, moveToFront, moveToEnd], 1],
		['vanishing and moving to the front', [vanish, vanishInFront, moveToFront], 1],
	];
	const seeds = [1, 2];

	test.each(mixes.flatMap((mix) => seeds.map((seed) => [...mix, seed] as const)))(
		'%s (%o, %d at a time, seed %d)',
		async (_name, changes, times, seed) => {
			const random = createRandom(seed);
			const rows = rowsFrom(0, PAGES * 50);
			let added = 1_000_000;
			const next = () => rowsFrom(added, ++added)[0]!;
			const offsets = serve(
				({ limit, offset }) => {
					const page = rows.slice(offset, offset + limit);
					for (let time = 0; time < times; time++)
						changes[random.below(changes.length)]!(rows, random, next);
					return page;
				},
				(results) => ({ results, count: rows.length }),
			);
			const read = numbers(await all());
			expect(new Set(read).size).toBe(read.length);
			const there = new Set(read);
			const lost = rows.filter(({ n }) => n < 1_000_000 && !there.has(n));
			expect(lost).toEqual([]);
			// A list that grows has more pages in the end.
			const pages = Math.max(PAGES, Math.ceil(rows.length / 50));
			expect(offsets.length).toBeLessThanOrEqual(pages * (times === 1 ? 1.1 : 2));
		},
		60_000,
	);

	test.each([30, 51, 200])(
		'one row vanishes at the border of page %d',
		async (border) => {
			const rows = rowsFrom(0, PAGES * 50);
			const offsets = serve(({ limit, offset, request }) => {
				const page = rows.slice(offset, offset + limit);
				if (request === border) rows.splice(offset + page.length - 1, 1);
				return page;
			});
			const read = numbers(await all());
			expect(new Set(read).size).toBe(PAGES * 50);
			expect(offsets.length).toBeLessThanOrEqual(PAGES * 1.1 + 20);
		},
		60_000,
	);
});

test.each([98, 100, 250])('%d of 505 rows, while rows are inserted', async (limit) => {
	const rows = rowsFrom(0, 505);
	let added = 1_000;
	serve(({ limit: size, offset }) => {
		const page = rows.slice(offset, offset + size);
		rows.unshift(...rowsFrom(added, (added += 4)));
		return page;
	});
	const read = numbers(await all(limit));
	expect(read).toHaveLength(limit);
	expect(new Set(read).size).toBe(limit);
});

test('a row that vanishes on every border does not fail the list', async () => {
	const rows = rowsFrom(0, 3_000);
	serve(({ limit, offset }) => {
		const page = rows.slice(offset, offset + limit);
		rows.splice(0, 4);
		return page;
	});
	const read = numbers(await all());
	const there = new Set(read);
	expect(rows.filter(({ n }) => !there.has(n))).toEqual([]);
	expect(there.size).toBe(read.length);
}, 60_000);
