import { expect, test } from 'vitest';
import { LruMap } from '../../../client/lruMap.ts';

test('keeps what was used last, and no more than it may', () => {
	const map = new LruMap<string, object>(3);
	const made = new Map(['a', 'b', 'c'].map((key) => [key, map.getOrCreate(key, () => ({ key }))]));
	expect(map.getOrCreate('a', () => ({}))).toBe(made.get('a'));
	map.getOrCreate('d', () => ({}));
	expect(map.size).toBe(3);
	expect(map.getOrCreate('a', () => ({}))).toBe(made.get('a'));
	expect(map.getOrCreate('c', () => ({}))).toBe(made.get('c'));
	expect(map.getOrCreate('b', () => ({}))).not.toBe(made.get('b'));
});

test('is bounded, however many keys there are', () => {
	const map = new LruMap<number, number>(10);
	for (let key = 0; key < 1000; key++) map.getOrCreate(key, () => key);
	expect(map.size).toBe(10);
});
