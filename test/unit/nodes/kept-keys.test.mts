import type { IDataObject } from 'n8n-workflow';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ListRequest, PaystandClient } from '../../../client/paystand.ts';
import { customer } from '../../../nodes/Paystand/actions/customer/kind.ts';
import { KeptKeys } from '../../../nodes/Paystand/item/keptKeys.ts';
import { readChanges } from '../../../nodes/Paystand/item/keyChanges.ts';
import { KeyIndex } from '../../../nodes/Paystand/item/keyIndex.ts';
import { KeyMemory } from '../../../nodes/Paystand/item/keyMemory.ts';
import { keyRowOf, KeyTable } from '../../../nodes/Paystand/item/keyTable.ts';

const KEY = 'extCustomerId';
const START = Date.parse('2026-11-01T00:00:00Z');
const MINUTE_MS = 60_000;

/** A row that was created and changed so many minutes after the start. */
const row = (id: string, created: number, changed = created, key: string | null = `K-${id}`) => ({
	...{ id, [KEY]: key },
	created: new Date(START + created * MINUTE_MS).toISOString(),
	lastUpdated: new Date(START + changed * MINUTE_MS).toISOString(),
});
type Row = ReturnType<typeof row>;

/** A list of 10 rows a page, in memory, that is in the order asked for. */
class Books {
	rows: Row[] = [];
	pages: string[] = [];
	gets: string[] = [];
	/** Does something once, before a page of the list is given. */
	interlude?: () => void;

	constructor(count: number, changed: number[] = []) {
		this.rows = Array.from({ length: count }, (_, n) =>
			row(String(n), n, changed.includes(n) ? count + n / 1000 : n),
		);
	}

	get client(): PaystandClient {
		const list = (asked: ListRequest) => this.list(asked);
		const get = async ([, id]: string[]) => {
			this.gets.push(id!);
			const found = this.rows.find((each) => each.id === id);
			if (!found) throw new Error(`no ${id}`);
			return found;
		};
		return {
			pages: list,
			get,
			access: async () => 'https://x key merchant',
		} as unknown as PaystandClient;
	}

	async *list({ query }: ListRequest): AsyncGenerator<IDataObject[]> {
		const field = query?.order ? 'lastUpdated' : 'created';
		const sorted = () => [...this.rows].sort((a, b) => (a[field] < b[field] ? 1 : -1));
		for (let at = 0; at < this.rows.length; at += 10) {
			this.pages.push(field);
			const { interlude } = this;
			this.interlude = undefined;
			interlude?.();
			yield sorted().slice(at, at + 10);
		}
	}

	change(id: string, changes: Partial<Row>): void {
		Object.assign(this.rows.find((each) => each.id === id)!, changes);
	}
}

const count = (pages: string[], field: string) => pages.filter((each) => each === field).length;

let now = 0;
beforeEach(() => {
	now = 1_000_000;
	vi.spyOn(performance, 'now').mockImplementation(() => (now += 0.001));
});
afterEach(() => vi.restoreAllMocks());

describe('a table of keys', () => {
	const tableOf = (...rows: Row[]) => {
		const table = new KeyTable();
		for (const each of rows) table.put(keyRowOf(each, KEY, true)!);
		return table;
	};

	test('finds the newest of several with one key, and the others when it has gone', () => {
		const table = tableOf(row('b', 2, 2, 'K'), row('c', 3, 3, 'K'), row('a', 1, 9, 'K'));
		expect(table.find('K')?.id).toBe('c');
		table.remove(table.get('c')!);
		expect(table.find('K')?.id).toBe('b');
		table.put(keyRowOf(row('b', 2, 10, 'other'), KEY, true)!);
		expect(table.find('K')?.id).toBe('a');
		expect(table.find('other')?.id).toBe('b');
		table.remove(table.get('a')!);
		expect(table.find('K')).toBeUndefined();
	});

	test('keeps the newer of two states, and of equal ones that which a list has shown', () => {
		const table = tableOf(row('a', 1, 5, 'new'));
		table.put(keyRowOf(row('a', 1, 4, 'old'), KEY, true)!);
		table.put(keyRowOf(row('a', 1, 5, 'told'), KEY, false)!);
		expect(table.find('old')).toBeUndefined();
		expect(table.find('told')).toBeUndefined();
		expect(table.unlisted()).toEqual([]);
		table.put(keyRowOf(row('a', 1, 6, 'told'), KEY, false)!);
		expect(table.unlisted()).toHaveLength(1);
		expect(table.find('new')).toBeUndefined();
	});

	test('takes as much memory as its rows, and none without', () => {
		const table = tableOf(row('a', 1), row('b', 2, 2, null));
		expect(table.bytes).toBeGreaterThan(480);
		for (const id of ['a', 'b']) table.remove(table.get(id)!);
		expect(table.bytes).toBe(0);
	});

	test.each([
		['id', undefined],
		['created', undefined],
		['lastUpdated', 'yesterday'],
	])('a record with the %s %j cannot be kept', (name, value) => {
		expect(keyRowOf({ ...row('a', 1), [name]: value }, KEY, true)).toBeUndefined();
	});
});

describe('what has changed', () => {
	/** Forty rows, known; the list as it is now. */
	const read = async (rows: Row[], more: object = {}) => {
		const table = new KeyTable();
		for (let n = 0; n < 40; n++) table.put(keyRowOf(row(String(n), n), KEY, true)!);
		const known = { table, keyName: KEY, newest: START + 39 * MINUTE_MS, pages: 40 };
		const pages = async function* () {
			for (let at = 0; at < rows.length; at += 10) yield rows.slice(at, at + 10);
		};
		return await readChanges(pages(), { ...known, isProven: true, ...more });
	};
	const known = Array.from({ length: 40 }, (_, n) => row(String(n), n)).reverse();

	test('is read until so many rows are as they are known', async () => {
		const changed = row('new', 50);
		const changes = await read([changed, ...known]);
		expect(changes).toMatchObject({ isWhole: false, pages: 3, newest: START + 50 * MINUTE_MS });
	});

	test('is read on over rows that changed within the last minute', async () => {
		const newest = START + 10 * MINUTE_MS;
		expect(await read(known, { newest })).toMatchObject({ isWhole: false, pages: 4 });
	});

	test('what came to the front meanwhile may be pushed down to a later page', async () => {
		const rows = [...known.slice(0, 10), row('late', 60), ...known.slice(10)];
		expect(await read(rows)).toMatchObject({ isWhole: false, pages: 4 });
	});

	test.each([
		['is not in the order of changes', [known[1]!, known[0]!, ...known.slice(2)]],
		['lacks one that is to be among them', [known[0]!, ...known.slice(2)]],
		['shows one as it was before', [...known.slice(0, 5), row('39', 39, 30), ...known.slice(5)]],
		['shows another key with the same time', [row('39', 39, 39, 'else'), ...known.slice(1)]],
		['shows one without a time', [{ ...known[0]!, lastUpdated: '' }, ...known.slice(1)]],
	])('a list that %s is not believed', async (_, rows) => {
		expect(await read(rows)).toEqual({ problem: 'contradiction' });
	});

	test('the order of creation is no proof of the order of changes', async () => {
		expect(await read(known, { isProven: false, pages: 12 })).toEqual({ problem: 'unproven' });
		const equal = [row('39', 39), row('38', 38), row('x', 1, 38), ...known.slice(2)];
		expect(await read(equal, { isProven: false })).toMatchObject({ isProven: true });
		const tied = [row('x', 38.5, 39), row('39', 39), ...known.slice(1)];
		expect(await read(tied, { isProven: false, pages: 12 })).toEqual({ problem: 'unproven' });
	});

	test('a list that is read to its end is whole, and proves what it shows', async () => {
		expect(await read([row('new', 50)])).toMatchObject({ isWhole: true, isProven: false });
		expect(await read([])).toMatchObject({ isWhole: true, rows: [] });
	});
});

describe('an index', () => {
	const look = (books: Books, memory: KeyMemory, items = 3) =>
		new KeyIndex(books.client, customer, items, memory);
	const idOf = async (index: KeyIndex, key: string) => (await index.find(key))?.record.id;

	test('what was just written is known to the next one, however late a list shows it', async () => {
		const books = new Books(100, [40]);
		const memory = new KeyMemory(1e6);
		const first = look(books, memory);
		expect(await first.find('K-new')).toBeUndefined();
		const created = row('new', 200);
		await first.remember('K-new', created);
		// Not in the list, but to be had by its ID.
		const { client } = books;
		const get = async (path: string[]) => (path[1] === 'new' ? created : await client.get(path));
		const late = { ...client, pages: client.pages, get } as PaystandClient;
		for (const items of [3, 99]) {
			const next = new KeyIndex(late, customer, items, memory);
			expect(await idOf(next, 'K-new')).toBe('new');
		}
	});

	test('a key counts as missing only if the list was looked at ten seconds ago at most', async () => {
		const books = new Books(100, [40]);
		const memory = new KeyMemory(1e6);
		await look(books, memory).find('K-1');
		const index = look(books, memory);
		expect(await index.find('K-new')).toBeUndefined();
		const { length } = books.pages;
		now += 9_000;
		expect(await index.find('K-new')).toBeUndefined();
		expect(books.pages.length).toBe(length);
		books.rows.push(row('new', 300));
		now += 2_000;
		expect(await idOf(index, 'K-new')).toBe('new');
		expect(count(books.pages, 'created')).toBe(10);
	});

	test('so it does when the list was read whole', async () => {
		const books = new Books(100, [40]);
		const index = look(books, new KeyMemory(1e6), 500);
		expect(await index.find('K-new')).toBeUndefined();
		books.rows.push(row('new', 300));
		now += 11_000;
		expect(await idOf(index, 'K-new')).toBe('new');
		expect(count(books.pages, 'created')).toBe(10);
	});

	test('of those that look at the same time, one looks', async () => {
		const books = new Books(100, [40]);
		const memory = new KeyMemory(1e6);
		await look(books, memory).find('K-1');
		const index = look(books, memory);
		await Promise.all(Array.from({ length: 5 }, async () => await index.find('K-7')));
		expect(books.gets).toEqual(['7']);
		await Promise.all(['a', 'b', 'c'].map(async (key) => await index.find(key)));
		expect(count(books.pages, 'lastUpdated')).toBeLessThan(5);
	});

	test('looks again at rows that move while it looks, before it reads all', async () => {
		const books = new Books(100, [40]);
		const memory = new KeyMemory(1e6);
		await look(books, memory).find('K-1');
		books.rows.push(row('x', 200), row('y', 201));
		const moved = { ...row('90', 90, 202, 'moved') };
		// The second page is about to be read; the row leaves it for the front.
		books.interlude = () => {
			books.interlude = () => books.change('90', moved);
		};
		const index = look(books, memory);
		expect(await idOf(index, 'moved')).toBe('90');
		expect(count(books.pages, 'created')).toBe(10);
	});

	test('reads all when the list goes on contradicting itself', async () => {
		const books = new Books(100, [40]);
		const memory = new KeyMemory(1e6);
		await look(books, memory).find('K-1');
		books.rows = books.rows.filter(({ id }) => id !== '98');
		expect(await look(books, memory).find('K-98')).toBeUndefined();
		expect(count(books.pages, 'created')).toBe(20);
		await look(books, memory).find('K-98');
		expect(count(books.pages, 'created')).toBe(20);
	});

	test('a short list that has changed all over is read to its end, and is whole then', async () => {
		const books = new Books(100, [40]);
		const memory = new KeyMemory(1e6);
		await look(books, memory).find('K-1');
		books.rows = Array.from({ length: 100 }, (_, n) => row(`r${n}`, 500 + n));
		expect(await idOf(look(books, memory), 'K-r7')).toBe('r7');
		const { length } = books.pages;
		// No reason to believe in its order any more.
		expect(await look(books, memory).find('K-1')).toBeUndefined();
		expect(count(books.pages.slice(length), 'created')).toBe(10);
	});

	test('looks a key up that is taken: in what has changed, else in all', async () => {
		const books = new Books(100, [40]);
		const memory = new KeyMemory(1e6);
		await look(books, memory).find('K-1');
		const index = look(books, memory);
		expect(await index.find('K-new')).toBeUndefined();
		books.rows.push(row('new', 300));
		expect((await index.findFresh('K-new', true))?.record.id).toBe('new');
		expect(await index.findFresh('K-lost', false)).toBeUndefined();
		expect(count(books.pages, 'created')).toBe(10);
		expect(await index.findFresh('K-nowhere', true)).toBeUndefined();
		expect(count(books.pages, 'created')).toBe(21);
	});
});

describe('without the room', () => {
	const ROOM = 30_000;
	const find = async (books: Books, memory: KeyMemory, account: string) => {
		const { client } = books;
		const access = async () => account;
		const index = new KeyIndex({ ...client, access } as PaystandClient, customer, 1, memory);
		return await index.find('K-1');
	};

	test('a list is read whole each time', async () => {
		const books = new Books(200, [40]);
		const memory = new KeyMemory(ROOM);
		for (let n = 0; n < 3; n++) expect(await find(books, memory, 'a')).toBeDefined();
		expect(books.pages).toEqual(Array(60).fill('created'));
	});

	test('the account goes that was used least recently', async () => {
		const [a, b, c] = [40, 40, 40].map((n) => new Books(n, [10]));
		const memory = new KeyMemory(25_000);
		for (const [name, books] of Object.entries({ a, b })) await find(books!, memory, name);
		await find(a!, memory, 'a');
		await find(c!, memory, 'c');
		for (const [name, books] of Object.entries({ a, c, b })) {
			books!.pages = [];
			await find(books!, memory, name);
		}
		expect([a, b, c].map((books) => count(books!.pages, 'created'))).toEqual([0, 4, 0]);
	});

	test('a list that outgrows it is let go', async () => {
		const books = new Books(100, [40]);
		const memory = new KeyMemory(ROOM);
		await find(books, memory, 'a');
		for (let n = 0; n < 30; n++) books.rows.push(row(`x${n}`, 300 + n));
		await find(books, memory, 'a');
		books.pages = [];
		await find(books, memory, 'a');
		expect(count(books.pages, 'created')).toBe(13);
	});

	test('a list with a record that cannot be kept is read whole each time', async () => {
		const books = new Books(50, [40]);
		books.change('10', { lastUpdated: 'unknown' });
		const memory = new KeyMemory(1e6);
		for (let n = 0; n < 2; n++) await find(books, memory, 'a');
		expect(count(books.pages, 'created')).toBe(10);
	});
});

test('of two readings of the whole list the later one counts', async () => {
	const kept = new KeptKeys(KEY, () => undefined);
	const [first, second] = [kept.startReading(), kept.startReading()];
	const pages = async function* (id: string) {
		yield [row(id, 1, 1, 'K')];
	};
	await second.read(pages('new'));
	await first.read(pages('old'));
	expect(kept.find('K')).toBe('new');
});
