import { describe, expect, test } from 'vitest';
import {
	lostPaths,
	readSettings,
	repaired,
	withUrls,
} from '../../../nodes/PaystandTrigger/settings.ts';

const events = (always: string[], enabled = true) => ({ enabled, urls: { always } });
const read = (reply: object) => readSettings(reply as never)!;

describe('the webhook settings of an account', () => {
	test.each([
		['of its own', { settings: { events: events(['a']) } }, ['a'], true],
		['of the older platform', { account: { settings: { events: events(['a']) } } }, ['a'], true],
		['without a list yet', { settings: { events: { urls: {} } } }, [], false],
		['without URLs yet', { settings: { events: { enabled: 'true' } } }, [], false],
	])('%s', (_name, reply, urls, isEnabled) => {
		expect(read(reply)).toEqual({ reply, urls, isEnabled });
	});

	test.each([
		{},
		{ settings: null },
		{ settings: { events: [] } },
		{ settings: { events: { urls: { always: {} } } } },
		{ account: 'x' },
	])('%o shows none', (reply) => {
		expect(readSettings(reply as never)).toBeUndefined();
	});
});

test('a write holds all that the webhook settings held, with other URLs', () => {
	const before = read({
		settings: {
			color: 1,
			events: { enabled: false, retries: 3, urls: { always: ['a'], never: [] } },
		},
	});
	expect(withUrls(before, ['a', 'b'], true)).toEqual({
		settings: { events: { enabled: true, retries: 3, urls: { always: ['a', 'b'], never: [] } } },
	});
	const bare = read({ settings: { events: { enabled: true } } });
	expect(withUrls(bare, ['b'], true)).toEqual({ settings: { events: events(['b']) } });
});

describe('what a write took away', () => {
	test('is named with its path, whatever has another value', () => {
		const before = { plan: { name: 'x' }, color: 1, list: [1], settings: { deep: { a: 1, b: 2 } } };
		const after = { plan: 'none', color: 2, list: [], settings: { deep: { b: 3 } } };
		expect(lostPaths(before, after)).toEqual(['plan.name', 'settings.deep.a']);
		expect(lostPaths({ color: 1 }, { color: null } as never)).toEqual(['color']);
	});

	test('is neither a time stamp, nor what was empty, nor the webhook settings, shown once or twice', () => {
		const settings = { events: events(['a']), color: 1 };
		expect(
			lostPaths(
				{ lastUpdated: 'x', note: null, settings, account: { settings, id: 'm' } } as never,
				{ settings: { color: 1 }, account: { id: 'm' } },
			),
		).toEqual([]);
		const older = { account: { settings: { events: events(['a']), color: 1 } } };
		expect(lostPaths(older, { account: { settings: { color: 1 } } })).toEqual([]);
		expect(lostPaths(older, { account: { settings: {} } })).toEqual(['account.settings.color']);
	});

	test('comes back, with what was changed meanwhile, without our URL and with the one we took', () => {
		const before = read({
			plan: { name: 'x', size: 1 },
			same: 1,
			settings: { color: 1, events: events(['theirs', 'former'], false) },
		});
		const after = read({
			plan: { size: 2 },
			same: 1,
			settings: { added: true, events: events(['theirs', 'ours', 'new']) },
		});
		expect(repaired(before, after, ['theirs', 'ours'])).toEqual({
			plan: { name: 'x', size: 2 },
			settings: { color: 1, added: true, events: events(['theirs', 'new', 'former'], false) },
		});
	});
});
