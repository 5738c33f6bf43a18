import { describe, expect, it, vi } from 'vitest';
import { createClock } from '../../../sandbox/clock.mts';
import { shareOf, toDecimal, toMinor } from '../../../sandbox/money.mts';
import { createIds, createRandom } from '../../../sandbox/random.mts';

const start = new Date('2026-11-23T00:00:00.000Z');

describe('the clock', () => {
	it('runs jobs in order of their time, also those that jobs set, at their own time', async () => {
		const clock = createClock({ start, speed: 0 });
		const seen: string[] = [];
		const note = (name: string) => () => void seen.push(`${name} ${clock.now().toISOString()}`);
		clock.after(3_000, note('last'));
		clock.after(1_000, () => {
			note('first')();
			clock.after(1_000, note('middle'));
		});
		await clock.advance(10_000);
		expect(seen).toEqual([
			'first 2026-11-23T00:00:01.000Z',
			'middle 2026-11-23T00:00:02.000Z',
			'last 2026-11-23T00:00:03.000Z',
		]);
		expect(clock.now().toISOString()).toBe('2026-11-23T00:00:10.000Z');
	});

	it('keeps thousands of jobs in order', async () => {
		const clock = createClock({ start, speed: 0 });
		const random = createRandom(3);
		const times = Array.from({ length: 5_000 }, () => Math.floor(random.next() * 1e6));
		const seen: number[] = [];
		for (const time of times) clock.after(time, () => void seen.push(time));
		await clock.advance(1e6);
		expect(seen).toEqual(times.toSorted((a, b) => a - b));
	});

	it('waits for tracked work, and runs what it causes if it falls due in the same span', async () => {
		const clock = createClock({ start, speed: 0 });
		const seen: string[] = [];
		clock.after(1_000, () => {
			const work = new Promise((resolve) => setTimeout(resolve, 20));
			clock.track(
				work.then(() => {
					seen.push('delivered');
					clock.after(1_000, () => void seen.push('again'));
				}),
			);
		});
		await clock.advance(60_000);
		expect(seen).toEqual(['delivered', 'again']);
	});

	it('goes by itself, as fast as its speed says', async () => {
		const clock = createClock({ start, speed: 3_600 });
		const ran = new Promise<Date>((resolve) => clock.after(60_000, () => resolve(clock.now())));
		expect((await ran).getTime()).toBeGreaterThanOrEqual(start.getTime() + 60_000);
		clock.stop();
	});

	it('stands still at speed 0 and forgets its jobs when stopped', async () => {
		const clock = createClock({ start, speed: 0 });
		const job = vi.fn();
		clock.after(5, job);
		await new Promise((resolve) => setTimeout(resolve, 30));
		expect(clock.now()).toEqual(start);
		clock.stop();
		await clock.advance(1_000);
		expect(job).not.toHaveBeenCalled();
	});

	it('tells of a job that fails on its own, and goes on', async () => {
		const onError = vi.fn();
		const clock = createClock({ start, speed: 1_000, onError });
		clock.after(1, () => {
			throw new Error('broken');
		});
		await new Promise<void>((resolve) => clock.after(2, () => resolve()));
		expect(onError).toHaveBeenCalledWith(expect.objectContaining({ message: 'broken' }));
		clock.stop();
	});

	it('fails the advance in which a job fails', async () => {
		const clock = createClock({ start, speed: 0 });
		clock.after(1, () => {
			throw new Error('broken');
		});
		await expect(clock.advance(10)).rejects.toThrow('broken');
		await clock.advance(10);
		expect(clock.now().getTime()).toBeGreaterThan(start.getTime());
	});
});

describe('money', () => {
	it.each([
		['289.82', 28982],
		['100', 10000],
		['0.1', 10],
		['-35.00', -3500],
		[289.82, 28982],
		['0.00', 0],
	])('reads %s as %s minor units', (amount, minor) => {
		expect(toMinor(amount)).toBe(minor);
	});

	it.each(['12,5', '1.005', '', 'abc', '1e3', '99999999999999999'])(
		'does not take %s',
		(amount) => {
			expect(() => toMinor(amount)).toThrow(RangeError);
		},
	);

	it('writes two places, and the sign', () => {
		expect([5, 0, 28982, -5, -3500].map(toDecimal)).toEqual([
			...['0.05', '0.00', '289.82', '-0.05', '-35.00'],
		]);
	});

	it('rounds a share half up to the cent without binary floats', () => {
		expect(shareOf(10000, '0.035')).toBe(350);
		expect(shareOf(28982, '0.0249')).toBe(722);
		expect(shareOf(10, '0.05')).toBe(1);
		expect(shareOf(115, '0.1')).toBe(12);
	});
});

describe('chance', () => {
	it('1 an id is 24 lower-case letters and digits, and the seed repeats it', () => {
		const ids = (seed: number) => {
			const source = createIds(createRandom(seed));
			return Array.from({ length: 1_000 }, () => source.next());
		};
		expect(ids(1)).toEqual(ids(1));
		expect(ids(1)).not.toEqual(ids(2));
		expect(new Set(ids(1)).size).toBe(1_000);
		for (const id of ids(1)) expect(id).toMatch(/^[a-z0-9]{24}$/);
	});

	it('is even', () => {
		const random = createRandom(5);
		const seen = new Array(10).fill(0);
		for (let draw = 0; draw < 10_000; draw++) seen[random.below(10)]++;
		for (const count of seen) expect(count).toBeGreaterThan(900);
		expect(seen.reduce((sum, count) => sum + count)).toBe(10_000);
	});
});
