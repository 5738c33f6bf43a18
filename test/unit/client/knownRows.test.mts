import { describe, expect, test } from 'vitest';
import { KnownRows } from '../../../client/knownRows.ts';

const rows = (...ids: string[]) => ids.map((id) => ({ id }));

/** What was read so far: one page of a list. */
function after(...ids: string[]): KnownRows {
	const known = new KnownRows();
	known.take(rows(...ids), 1);
	return known;
}

describe('a page adjoins the one before', () => {
	test.each([
		['with the row that both share', rows('c', 'd', 'e')],
		['with two rows of it, wherever', rows('x', 'b', 'a', 'y')],
		['when it holds only what was read', rows('b', 'a')],
	])('%s', (_name, page) => {
		expect(after('a', 'b', 'c').adjoins(page, 1)).toBe(true);
	});

	test.each([
		['with one row that has moved: others may lie between', rows('x', 'b', 'y')],
		['without any', rows('x', 'y')],
		['when it is empty', []],
	])('not %s', (_name, page) => {
		expect(after('a', 'b', 'c').adjoins(page, 1)).toBe(false);
	});
});
