/**
 * Lists whose rows come and go while pages are under way, some of them for long: replies arrive in
 * any order, and show the list as it was at different moments.
 */
import { describe, expect, test } from 'vitest';
import { ListReader } from '../../../client/listReader.ts';
import { createRandom } from '../../../sandbox/random.mts';

const ROWS = 200;
const PAGE = 10;
const SEEDS = 1000;

interface Moves {
	/** How likely it is that a row comes or goes in a moment, and that it goes. */
	move: number;
	goes: number;
	/** How likely it is that a page takes as long as thirty moments. */
	slow: number;
}

/** @returns the rows that were there all the time and did not come */
async function lostOf(seed: number, { move, goes, slow }: Moves): Promise<number[]> {
	const random = createRandom(seed);
	const list = Array.from({ length: ROWS }, (_, id) => ({ id }));
	const stayed = new Set(list.map(({ id }) => id));
	const underWay: Array<{ at: number; answer: () => void }> = [];
	let time = 0;
	const read = async (offset: number) =>
		await new Promise<{ rows: Array<{ id: number }>; count: number }>((resolve) => {
			const long = random.next() < slow ? random.below(30) : 0;
			const answer = () => resolve({ rows: list.slice(offset, offset + PAGE), count: list.length });
			underWay.push({ at: time + 1 + random.below(3) + long, answer });
		});

	let isOver = false;
	const found = new Set<unknown>();
	const reading = (async () => {
		const reader = new ListReader({ size: 50, limit: Number.POSITIVE_INFINITY, read });
		for await (const page of reader.pages()) for (const { id } of page) found.add(id);
	})().finally(() => (isOver = true));
	while (!isOver) {
		time += 1;
		if (random.next() < move) {
			if (random.next() < goes) {
				const [gone] = list.splice(random.below(list.length), 1);
				stayed.delete(gone!.id);
			} else list.unshift({ id: ROWS + time });
		}
		const due = underWay.filter(({ at }) => at <= time);
		for (const each of due) {
			underWay.splice(underWay.indexOf(each), 1);
			each.answer();
		}
		await new Promise(setImmediate);
	}
	await reading;
	return [...stayed].filter((id) => !found.has(id));
}

describe('every row comes that was there all the time', () => {
	test.each([
		['rows come, by as many as a page has', { move: 0.3, goes: 0, slow: 0.1 }],
		['rows come and go', { move: 0.3, goes: 0.5, slow: 0.1 }],
		['rows go, by more than a page has', { move: 0.3, goes: 1, slow: 0.1 }],
		['rows come and go, and pages are in time', { move: 0.3, goes: 0.5, slow: 0 }],
	])('%s', async (_, moves) => {
		const lost: Record<string, number[]> = {};
		for (let seed = 1; seed <= SEEDS; seed++) {
			const rows = await lostOf(seed, moves);
			if (rows.length > 0) lost[`seed ${seed}`] = rows;
		}
		expect(lost).toEqual({});
	});
});
