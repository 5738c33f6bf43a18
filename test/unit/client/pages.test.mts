import { setTimeout as sleep } from 'node:timers/promises';
import nock from 'nock';
import { afterEach, describe, expect, test } from 'vitest';
import { PAGE_SIZE, rowsOf } from '../../../client/pages.ts';
import { client, HOST, useNock } from './paystand.mts';

useNock();
afterEach(() => nock.cleanAll());

interface Row {
	id: string;
	n: number;
}

const rowsFrom = (from: number, to: number): Row[] =>
	Array.from({ length: to - from }, (_, index) => ({ id: `id-${from + index}`, n: from + index }));

/**
 * A list of Paystand's.
 *
 * @param shape what a page looks like
 * @param after does something after each page, such as adding rows
 */
function list(
	rows: Row[],
	{
		shape = (page: Row[]): unknown => ({ results: page, count: rows.length, settings: {} }),
		after = (_page: number): void => undefined,
	} = {},
) {
	const asked: Array<{ limit: number; offset: number }> = [];
	nock(HOST)
		.persist()
		.get('/v3/list')
		.query(true)
		.reply((uri) => {
			const query = new URL(uri, HOST).searchParams;
			const limit = Number(query.get('limit'));
			const offset = Number(query.get('offset'));
			asked.push({ limit, offset });
			const body = shape(rows.slice(offset, offset + limit));
			after(asked.length);
			return [200, body as object];
		});
	return asked;
}

const all = async () => await client().list({ path: ['list'] });
const numbers = (rows: object[]) => rows.map((row) => (row as Row).n);
const upTo = (to: number) => Array.from({ length: to }, (_, index) => index);

describe('a list', () => {
	test.each([0, 1, 49, 50, 51, 99, 100, 148, 149, 640, 1234])(
		'of %d rows is read whole, in order and none twice',
		async (length) => {
			list(rowsFrom(0, length));
			expect(numbers(await all())).toEqual(upTo(length));
		},
	);

	test('a short first page ends it when nothing lies beyond, whatever count says', async () => {
		const asked = list(rowsFrom(0, 20), { shape: (page) => ({ results: page, count: 9999 }) });
		expect(await all()).toHaveLength(20);
		expect(asked).toEqual([
			{ limit: PAGE_SIZE, offset: 0 },
			{ limit: PAGE_SIZE, offset: 20 },
		]);
	});

	test('a count that is too small ends nothing', async () => {
		list(rowsFrom(0, 120), { shape: (page) => ({ results: page, count: 50 }) });
		expect(await all()).toHaveLength(120);
	});

	test('may be a bare array', async () => {
		list(rowsFrom(0, 70), { shape: (page) => page });
		expect(numbers(await all())).toEqual(upTo(70));
	});

	test('that does not page ends, with every row once', async () => {
		list(rowsFrom(0, 50), { shape: () => rowsFrom(0, 50) });
		expect(numbers(await all())).toEqual(upTo(50));
	});

	test('whose rows have no ID gives every row once, and ends also when it does not page', async () => {
		const nameless = (page: Row[]) => page.map(({ n }) => ({ n }));
		list(rowsFrom(0, 120), { shape: nameless });
		expect(numbers(await all())).toEqual(upTo(120));
		nock.cleanAll();
		list([], { shape: () => nameless(rowsFrom(0, 50)) });
		expect(numbers(await all())).toEqual(upTo(50));
	});

	test('rows that appear while it is read push others along: none is lost and none comes twice', async () => {
		const rows = rowsFrom(0, 400);
		let added = 0;
		list(rows, {
			after: (page) => {
				if (page > 6) return;
				rows.unshift(...rowsFrom(1000 + added, 1003 + added));
				added += 3;
			},
		});
		const read = numbers(await all());
		expect(new Set(read).size).toBe(read.length);
		expect(read.filter((n) => n < 1000).sort((a, b) => a - b)).toEqual(upTo(400));
	});

	test('rows that go while it is read do not hide others', async () => {
		const rows = rowsFrom(0, 400);
		list(rows, { after: (page) => void (page <= 4 && rows.splice(0, 5)) });
		const read = numbers(await all());
		expect(new Set(read).size).toBe(read.length);
		expect(read.filter((n) => n >= 20)).toEqual(upTo(400).slice(20));
	});

	test.each([
		['an object without results', { count: 0 }],
		['results that are no list', { results: 'none' }],
		['null results', { results: null }],
		['a page of a proxy', '<html></html>'],
	])('%s is refused, not taken for an empty list', async (_name, body) => {
		list([], { shape: () => body });
		await expect(all()).rejects.toMatchObject({
			message: 'Paystand answered without a list',
			nextStep: expect.stringContaining("'results' is missing in the reply to list."),
		});
	});

	test('a page that is refused stops the reading', async () => {
		list(rowsFrom(0, 400), {
			after: (page) => {
				if (page === 3) nock.cleanAll();
				if (page === 3) nock(HOST).persist().get('/v3/list').query(true).reply(400, {});
			},
		});
		await expect(all()).rejects.toMatchObject({ status: 400 });
	});
});

describe('the first rows', () => {
	test.each([1, 2, 49, 50, 51, 98, 99, 100, 120])('%d of 500', async (limit) => {
		const asked = list(rowsFrom(0, 500));
		const rows = await client().list({ path: ['list'] }, { limit });
		expect(numbers(rows)).toEqual(upTo(limit));
		expect(Math.max(...asked.map(({ offset }) => offset))).toBeLessThan(limit);
		expect(asked.length).toBeLessThanOrEqual(Math.ceil(limit / (PAGE_SIZE - 1)));
	});

	test.each([0, -1])('%d of them are none, and nothing is sent', async (limit) => {
		expect(await client().list({ path: ['list'] }, { limit })).toEqual([]);
	});

	test('that a filter keeps, from as many pages as it takes', async () => {
		list(rowsFrom(0, 500));
		const tens = (row: object) => (row as Row).n % 100 === 99;
		expect(numbers(await client().list({ path: ['list'] }, { limit: 3, filter: tens }))).toEqual([
			99, 199, 299,
		]);
	});
});

test('the other spelling of the parameters, and a query of its own, on every page', async () => {
	const uris: string[] = [];
	nock(HOST)
		.persist()
		.get('/v3/receivables')
		.query(true)
		.reply((uri) => {
			uris.push(uri);
			return [
				200,
				{ results: uris.length < 3 ? rowsFrom(uris.length * 49, uris.length * 49 + 50) : [] },
			];
		});
	const query = { 'f.querytype': 'by-query-filters' };
	for await (const _page of client().pages({ path: ['receivables'], query, prefix: 'f.' }));
	expect(uris.length).toBeGreaterThan(1);
	for (const uri of uris) {
		const sent = new URL(uri, HOST).searchParams;
		expect(sent.get('f.querytype')).toBe('by-query-filters');
		expect(sent.get('f.limit')).toBe('50');
		expect(sent.has('f.offset')).toBe(true);
		expect(sent.has('limit')).toBe(false);
	}
});

test('rows of a reply', () => {
	expect(rowsOf({ results: [{ id: 1 }] })).toEqual([{ id: 1 }]);
	expect(rowsOf([])).toEqual([]);
	for (const none of [undefined, null, '', {}, { results: {} }, 7])
		expect(rowsOf(none)).toBeUndefined();
});

test('pages asked for in advance are not asked for again when nobody reads on', async () => {
	let refused = 0;
	nock(HOST)
		.persist()
		.get('/v3/list')
		.query(true)
		.reply((uri) => {
			const offset = Number(new URL(uri, HOST).searchParams.get('offset'));
			if (offset < 98) return [200, { results: rowsFrom(offset, offset + 50) }];
			refused += 1;
			return [503, ''];
		});
	for await (const page of client().pages({ path: ['list'] })) {
		if (!numbers(page).includes(98)) continue;
		await sleep(100);
		break;
	}
	expect(refused).toBeGreaterThan(0);
	const before = refused;
	// Longer than the first wait before a repeat.
	await sleep(700);
	expect(refused).toBe(before);
});

test('one page only, of the usual size unless told otherwise', async () => {
	const asked = list(rowsFrom(0, 120));
	expect(numbers(await client().page({ path: ['list'] }, { offset: 70 }))).toEqual(
		upTo(120).slice(70),
	);
	expect(await client().page({ path: ['list'] }, { offset: 0, limit: 10 })).toHaveLength(10);
	expect(asked).toEqual([
		{ limit: PAGE_SIZE, offset: 70 },
		{ limit: 10, offset: 0 },
	]);
});

test('pages end with the signal that is given', async () => {
	const given = new AbortController();
	list(rowsFrom(0, 500), { after: (page) => void (page === 2 && given.abort()) });
	const read = async () => {
		for await (const _page of client().pages({ path: ['list'] }, given.signal));
	};
	await expect(read()).rejects.toThrow(/abort/i);
});
