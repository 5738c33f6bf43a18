import { describe, expect, test } from 'vitest';
import { Semaphore } from '../../../client/semaphore.ts';

/** Work that ends when it is told to, and what is under way. */
function workshop(semaphore: Semaphore) {
	const underWay: string[] = [];
	const ends = new Map<string, PromiseWithResolvers<void>>();
	const results: Array<Promise<string>> = [];
	return {
		underWay,
		add(name: string, size?: number) {
			const end = Promise.withResolvers<void>();
			ends.set(name, end);
			const work = async () => {
				underWay.push(name);
				await end.promise.finally(() => underWay.splice(underWay.indexOf(name), 1));
				return name;
			};
			const result = semaphore.run(work, size);
			result.catch(() => undefined);
			results.push(result);
			return result;
		},
		async end(name: string, error?: Error) {
			if (error) ends.get(name)!.reject(error);
			else ends.get(name)!.resolve();
			// Later than everything that follows from it.
			await new Promise(setImmediate);
		},
		results,
	};
}

describe('a semaphore', () => {
	test('lets only so many run, the others in the order they came', async () => {
		const { add, end, underWay, results } = workshop(new Semaphore(2));
		for (const name of ['a', 'b', 'c', 'd']) void add(name);
		expect(underWay).toEqual(['a', 'b']);
		await end('b');
		expect(underWay).toEqual(['a', 'c']);
		await end('a');
		await end('c');
		await end('d');
		expect(await Promise.all(results)).toEqual(['a', 'b', 'c', 'd']);
		expect(underWay).toEqual([]);
	});

	test('has room again after work that failed', async () => {
		const { add, end, underWay } = workshop(new Semaphore(1));
		const failed = add('a');
		void add('b');
		await end('a', new Error('no'));
		await expect(failed).rejects.toThrow('no');
		expect(underWay).toEqual(['b']);
	});

	test('counts by size; a small one does not overtake a large one', async () => {
		const { add, end, underWay } = workshop(new Semaphore(10));
		void add('a', 6);
		void add('b', 5);
		void add('c', 4);
		expect(underWay).toEqual(['a']);
		await end('a');
		expect(underWay).toEqual(['b', 'c']);
		void add('d', 1);
		expect(underWay).toEqual(['b', 'c', 'd']);
	});

	test('lets what is larger than all the room run alone', async () => {
		const { add, end, underWay } = workshop(new Semaphore(10));
		void add('large', 99);
		void add('small', 1);
		expect(underWay).toEqual(['large']);
		await end('large');
		expect(underWay).toEqual(['small']);
	});
});
