import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Memory } from '../../../nodes/PaystandTrigger/memory.ts';
import { fingerprintOf } from '../../../nodes/PaystandTrigger/fingerprint.ts';

const print = (id: string, amount = '1.00') => fingerprintOf(id, { resource: { amount } });
const saved = (memory: Memory) => {
	const data = {};
	memory.saveTo(data);
	return JSON.parse(JSON.stringify(data));
};
const restored = (data: object) => {
	const memory = new Memory();
	memory.merge(data as never);
	return memory;
};

beforeEach(() => vi.useFakeTimers({ now: new Date('2026-11-23T23:00:00Z'), toFake: ['Date'] }));
afterEach(() => vi.useRealTimers());

describe('prints', () => {
	test('an event is known with its content, its id whatever the content', () => {
		const memory = new Memory();
		memory.add(print('a'));
		expect(memory.knows(print('a'))).toBe(true);
		expect(memory.knows(print('a', '2.00'))).toBe(false);
		expect(memory.knowsId(print('a', '2.00'))).toBe(true);
		expect(memory.knowsId(print('b'))).toBe(false);
	});

	test('survive for more than six days and then go', () => {
		const memory = new Memory();
		memory.add(print('a'));
		const data = saved(memory);
		vi.setSystemTime(new Date('2026-11-30T22:59:00Z'));
		expect(restored(data).knows(print('a'))).toBe(true);
		vi.setSystemTime(new Date('2026-12-01T00:00:00Z'));
		expect(restored(data).knows(print('a'))).toBe(false);
		memory.add(print('b'));
		expect(memory.knows(print('a'))).toBe(false);
		expect(Object.keys(saved(memory).seen.days)).toEqual(['2026-12-01']);
	});

	test('are at most 40,000, the oldest go first, and stay under half a megabyte', () => {
		const memory = new Memory();
		for (let i = 0; i < 20_100; i++) memory.add(print(`old ${i}`));
		vi.setSystemTime(new Date('2026-11-24T01:00:00Z'));
		for (let i = 0; i < 20_000; i++) memory.add(print(`new ${i}`));
		expect(memory.knows(print('old 99'))).toBe(false);
		expect(memory.knows(print('old 100'))).toBe(true);
		expect(memory.knows(print('new 19999'))).toBe(true);
		expect(JSON.stringify(saved(memory)).length).toBeLessThan(500_000);
	});

	test('that had to make room do not come back from an older copy', () => {
		const [one, other] = [new Memory(), new Memory()];
		for (let i = 0; i < 40_000; i++) {
			one.add(print(`${i}`));
			other.add(print(`${39_999 - i}`));
		}
		const copies = [saved(one), saved(other)];
		one.add(print('new'));
		for (const copy of copies) one.merge(copy);
		expect(one.knows(print('0'))).toBe(false);
		expect(one.knows(print('1'))).toBe(true);
		expect(one.knows(print('new'))).toBe(true);
	});

	test('of two processes that take turns are all known to both', () => {
		const both = [new Memory(), new Memory()];
		let data: object = {};
		for (let i = 0; i < 60; i++) {
			const memory = both[i % 3 === 0 ? 0 : 1];
			memory.merge(data as never);
			memory.add(print(`${i}`));
			data = saved(memory);
		}
		for (const memory of both) {
			memory.merge(data as never);
			for (let i = 0; i < 60; i++) expect(memory.knows(print(`${i}`))).toBe(true);
		}
	});

	test('of two processes add up', () => {
		const [one, other] = [new Memory(), new Memory()];
		one.add(print('a'));
		other.add(print('b'));
		one.merge(saved(other));
		expect([one.knows(print('a')), one.knows(print('b'))]).toEqual([true, true]);
		expect(restored(saved(one)).knows(print('b'))).toBe(true);
	});

	test('broken static data does no harm', () => {
		for (const seen of [
			null,
			'x',
			[],
			{ days: 7 },
			{ days: { x: 'abc', y: null } },
			{ ended: 3 },
		]) {
			expect(restored({ seen }).knows(print('a'))).toBe(false);
		}
	});
});

describe('a run that has ended, nobody knows how', () => {
	test('is told after a restart, until the event is done with', () => {
		const memory = new Memory();
		memory.addEnded(print('a'));
		const after = restored(saved(memory));
		expect(after.hasEnded(print('a'))).toBe(true);
		after.add(print('a'));
		expect(after.hasEnded(print('a'))).toBe(false);
	});

	test('and failed is forgotten, also when an older copy still has it', () => {
		const memory = restored({ seen: {} });
		memory.addEnded(print('a'));
		const older = saved(memory);
		memory.forget(print('a'));
		memory.merge(older);
		expect(memory.hasEnded(print('a'))).toBe(false);
	});
});

describe('what is to be saved', () => {
	test('is told once something was learned, until n8n writes it down', () => {
		const memory = new Memory();
		expect(memory.isUnsaved).toBe(false);
		memory.add(print('a'));
		expect(memory.isUnsaved).toBe(true);
		const data = {};
		let saves = 0;
		memory.saveTo(data, () => void saves++);
		expect([saves, memory.isUnsaved]).toEqual([0, true]);
		JSON.stringify(data);
		expect([saves, memory.isUnsaved]).toEqual([1, false]);
		memory.add(print('a'));
		memory.forget(print('never seen'));
		expect(memory.isUnsaved).toBe(false);
		memory.addEnded(print('b'));
		memory.forget(print('b'));
		expect(memory.isUnsaved).toBe(true);
	});

	test('a newer state is something learned, an outdated one is not', () => {
		const memory = new Memory();
		memory.isOutdated('payment', 'p', '2026-11-02T00:00:00Z');
		expect(memory.isUnsaved).toBe(true);
		saved(memory);
		memory.isOutdated('payment', 'p', '2026-11-01T00:00:00Z');
		expect(memory.isUnsaved).toBe(false);
	});

	test('the route that confirms events stays the one first learned', () => {
		const memory = restored({ seen: { confirmedBy: 'event' } });
		memory.merge({ seen: { confirmedBy: 'verify' } });
		expect(saved(memory).seen.confirmedBy).toBe('event');
	});
});

describe('age', () => {
	test.each([
		['2026-11-16T23:00:00Z', false],
		['2026-11-16T22:59:59Z', true],
		['yesterday', false],
		[undefined, false],
	])('of %s: forgotten %s', (time, isForgotten) => {
		expect(new Memory().isForgotten(time)).toBe(isForgotten);
	});
});

test('of the runs that ended nobody knows how, the last thousand are kept', () => {
	const memory = new Memory();
	for (let i = 0; i < 1_001; i++) memory.addEnded(print(`${i}`));
	expect(memory.hasEnded(print('0'))).toBe(false);
	expect(memory.hasEnded(print('1'))).toBe(true);
	memory.add(print('done'));
	memory.addEnded(print('done'));
	expect(memory.hasEnded(print('done'))).toBe(false);
});

describe('order', () => {
	test('what is older than the newest of the same resource is outdated, also after a restart', () => {
		const memory = new Memory();
		const at = (day: number) => `2026-11-0${day}T00:00:00.000Z`;
		expect(memory.isOutdated('payment', 'p', at(2))).toBe(false);
		expect(memory.isOutdated('payment', 'p', at(1))).toBe(true);
		expect(memory.isOutdated('payment', 'p', at(2))).toBe(false);
		expect(memory.isOutdated('payment', 'q', at(1))).toBe(false);
		expect(memory.isOutdated('payment', 'p', undefined)).toBe(false);
		expect(restored(saved(memory)).isOutdated('payment', 'p', at(1))).toBe(true);
	});
});
