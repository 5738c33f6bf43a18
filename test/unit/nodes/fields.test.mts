import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PaystandClient } from '../../../client/paystand.ts';
import { customer } from '../../../nodes/Paystand/actions/customer/kind.ts';
import { Execution } from '../../../nodes/Paystand/item/execution.ts';
import { Field, type Minimum } from '../../../nodes/Paystand/item/field.ts';
import { Item } from '../../../nodes/Paystand/item/item.ts';
import { KeyIndex } from '../../../nodes/Paystand/item/keyIndex.ts';
import { contains } from '../../../nodes/Paystand/lists/filters.ts';
import { periodQuery } from '../../../nodes/Paystand/lists/period.ts';
import { withExtraFields } from '../../../nodes/Paystand/records/body.ts';

/** A node's `this` as far as fields ask for it. */
const contextOf = (parameters: object = {}) =>
	({
		getNode: () => ({ name: 'Paystand', type: 'paystand', parameters: {} }),
		getTimezone: () => 'America/New_York',
		getNodeParameter: (name: string) => (parameters as Record<string, unknown>)[name],
	}) as unknown as IExecuteFunctions;
const executionOf = (parameters?: object) => new Execution(contextOf(parameters), 1);
const itemOf = (parameters?: object) => new Item(executionOf(parameters), 0);
const field = (value: unknown) => new Field('Field', value);
const amount = (value: unknown, minimum: Minimum) => field(value).amount(minimum);

describe('a field that takes one column of the item', () => {
	const reading = (isTool: boolean) => {
		const context = {
			getNode: () => ({ name: 'Paystand', type: isTool ? 'paystandTool' : 'paystand' }),
			getInputData: () => [{ json: { total: '1' } }, { json: { total: '2' } }],
			getNodeParameter: (name: string, _index: number, _fallback: unknown, options?: object) =>
				options && 'rawExpressions' in options && options.rawExpressions
					? '={{ $json.total }}'
					: `${name} by n8n`,
		};
		const execution = new Execution(context as unknown as IExecuteFunctions, 1);
		return new Item(execution, 1).value('totalAmount');
	};

	test('has that of its own item', () => {
		expect(reading(false)).toBe('2');
	});

	test("is resolved by n8n in an agent's tool, where it is about the agent's item", () => {
		expect(reading(true)).toBe('totalAmount by n8n');
	});
});

describe('a field', () => {
	test('a text is trimmed, a number is its digits', () => {
		expect(['  a b ', 7, -7.5, 0].map((value) => field(value).text())).toEqual([
			'a b',
			'7',
			'-7.5',
			'0',
		]);
		expect(['', ' ', null, undefined].map((value) => field(value).optionalText())).toEqual([
			undefined,
			undefined,
			undefined,
			undefined,
		]);
	});

	test.each([true, [], {}, Number.NaN, Infinity, 1e21, new Date(0)])('%s is no text', (value) => {
		expect(() => field(value).optionalText()).toThrow(/^'Field' must be text, not an? \w+$/);
	});

	test('a message names the field and the next step', () => {
		try {
			field('soon').day();
			expect.unreachable();
		} catch (error) {
			expect(error).toMatchObject({
				message: "'Field' is not a calendar day: 'soon'",
				nextStep: 'Write it as YYYY-MM-DD, such as 2026-02-28.',
			});
		}
	});

	test('amounts keep to their bound', () => {
		expect(amount('0', 'zero')).toBe('0.00');
		expect(amount(-5, 'any')).toBe('-5.00');
		expect(() => amount('0.00', 'positive')).toThrow("must be above zero, not '0.00'");
		expect(() => amount(-0.01, 'zero')).toThrow("must be zero or more, not '-0.01'");
	});

	test('what is shown of a value is short and on one line', () => {
		expect(() => field(`a\n\u202e${'b'.repeat(500)}`).day()).toThrow(
			/^'Field' is not a calendar day: 'a b{50,60}…'$/,
		);
		expect(() => amount({ secret: 1 }, 'any')).toThrow(/: an object$/);
	});

	test('a JSON object may come as text or as itself; nothing is an empty one', () => {
		for (const nothing of ['', null, undefined, '{}', {}])
			expect(field(nothing).json()).toEqual({});
		expect(field(' {"a": [1]} ').json()).toEqual({ a: [1] });
	});

	test('our own words are none of those that n8n asks to avoid', () => {
		const attempts = [
			() => field('').text(),
			() => field({}).text(),
			() => amount('', 'any'),
			() => amount('x', 'any'),
			() => field('x').day(),
			() => field('x').json(),
			() => field('/').id(),
		];
		for (const attempt of attempts) {
			try {
				attempt();
				expect.unreachable();
			} catch (caught) {
				const { message, nextStep } = caught as { message: string; nextStep: string };
				expect(`${message} ${nextStep}`).not.toMatch(/error|problem|fail|mistake|invalid/i);
				expect(nextStep).not.toBe('');
			}
		}
	});
});

describe('extra fields', () => {
	const add = (body: IDataObject, given: unknown) => withExtraFields(body, given);

	test('are added to the body, and may not repeat a field of it', () => {
		expect(add({ a: 1 }, { b: null, c: { d: [] } })).toEqual({ a: 1, b: null, c: { d: [] } });
		expect(() => add({ a: 1 }, '{"a": 1}')).toThrow("hold 'a', which has a field of its own");
	});

	test('may be named like what every object has', () => {
		const body = add({ a: 1 }, '{"constructor": 1, "toString": 2, "__proto__": {"x": 1}}');
		expect(Object.keys(body)).toEqual(['a', 'constructor', 'toString', '__proto__']);
		expect(({} as Record<string, unknown>).x).toBeUndefined();
	});
});

test('a filter of our own looks for a part in any case, and an empty one lets everything pass', () => {
	expect(contains('Acme Dental', ' dental ')).toBe(true);
	expect(contains('Acme', 'dental')).toBe(false);
	for (const empty of ['', '  ', null, undefined]) expect(contains(undefined, empty)).toBe(true);
	expect(contains(undefined, 'undefined')).toBe(false);
	expect(contains(1001, '00')).toBe(true);
	// No pattern: it is text.
	expect(contains('abc', '.*')).toBe(false);
});

describe('Limit', () => {
	const wanted = (parameters: object) => itemOf(parameters).limit();

	test('is what was given; Return All is without end', () => {
		expect(wanted({ returnAll: false, limit: 7 })).toBe(7);
		expect(wanted({ returnAll: false, limit: '12' })).toBe(12);
		expect(wanted({ returnAll: true, limit: 7 })).toBe(Infinity);
	});

	test.each([undefined, null, '', 'many', 1.5, -1, Number.NaN, [], {}, Infinity])(
		'%s is no limit',
		(limit) => {
			expect(() => wanted({ returnAll: false, limit })).toThrow(
				"'Limit' must be a whole number, zero or more",
			);
		},
	);
});

describe('a period', () => {
	// Already the 1st of March in New Zealand, still the 28th of February in New York.
	beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-03-01T04:30:00Z') }));
	afterEach(() => void vi.useRealTimers());
	const days = (filters: IDataObject) => {
		const query = periodQuery(itemOf(), filters);
		return query && [query['f.datestart'], query['f.dateend']];
	};

	test.each([
		[{ period: 'today' }, ['2026-02-28', '2026-02-28']],
		[{ period: 'today', timezone: 'Pacific/Auckland' }, ['2026-03-01', '2026-03-01']],
		[{ period: 'last7Days' }, ['2026-02-22', '2026-02-28']],
		[{ period: 'last30Days' }, ['2026-01-30', '2026-02-28']],
		[{ period: 'thisMonth' }, ['2026-02-01', '2026-02-28']],
		[{ period: 'thisMonth', timezone: 'Pacific/Auckland' }, ['2026-03-01', '2026-03-01']],
		[{ period: 'lastMonth' }, ['2026-01-01', '2026-01-31']],
		[{ period: 'lastMonth', timezone: 'Pacific/Auckland' }, ['2026-02-01', '2026-02-28']],
		[{ period: 'between', from: '2026-01-05', to: '20260106' }, ['2026-01-05', '2026-01-06']],
		[{ from: '2026-01-05T23:00:00-08:00' }, ['2026-01-05', '2026-02-28']],
		[{ from: '2026-03-02' }, ['2026-03-02', '2026-03-02']],
		[{ to: '2026-02-01' }, ['2000-01-01', '2026-02-01']],
		[{ period: 'between', from: '', to: '2026-02-01' }, ['2000-01-01', '2026-02-01']],
	])('%j is %j', (filters, expected) => {
		expect(days(filters)).toEqual(expected);
	});

	test('in January goes back a year', () => {
		vi.setSystemTime(Date.parse('2026-01-03T12:00:00Z'));
		expect(days({ period: 'lastMonth' })).toEqual(['2025-12-01', '2025-12-31']);
		expect(days({ period: 'last7Days' })).toEqual(['2025-12-28', '2026-01-03']);
	});

	test('that was not chosen filters nothing', () => {
		expect(days({})).toBeUndefined();
		expect(days({ timezone: 'UTC', dateType: 'lastUpdated' })).toBeUndefined();
	});

	test.each([
		[{ period: 'between' }, "'From Date' is empty"],
		[{ period: 'between', from: 'soon' }, "'From Date' is not a calendar day: 'soon'"],
		[{ to: 'soon' }, "'To Date' is not a calendar day: 'soon'"],
		[{ to: '1999-12-31' }, "is after 'To Date' (1999-12-31)"],
		[{ period: 'today', timezone: 'Mars/Base' }, "'Time Zone' is not known: 'Mars/Base'"],
		[{ from: '2026-03-02', to: '2026-03-01' }, /is after 'To Date' \(2026-03-01\)/],
	])('%j is refused', (filters, message) => {
		expect(() => days(filters)).toThrow(message);
	});
});

describe('what the items of one execution share', () => {
	test('is built once, also when many ask at the same time, and again after it went wrong', async () => {
		const execution = executionOf();
		const build = vi.fn(async () => 'index');
		const asked = await Promise.all([1, 2, 3].map(() => execution.once('a', build)));
		expect([asked, build.mock.calls.length]).toEqual([['index', 'index', 'index'], 1]);

		const failing = vi.fn().mockRejectedValueOnce(new Error('no')).mockResolvedValue('yes');
		await expect(execution.once('b', failing)).rejects.toThrow('no');
		expect(await execution.once('b', failing)).toBe('yes');
	});

	test('that fails takes those that wait down with it', async () => {
		const execution = executionOf();
		const failing = vi.fn().mockRejectedValue(new Error('no'));
		const settled = await Promise.allSettled([1, 2, 3].map(() => execution.once('a', failing)));
		expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
		expect(failing).toHaveBeenCalledTimes(1);
	});

	test('work on one record goes in turn, whatever becomes of what was before; on others at once', async () => {
		const execution = executionOf();
		const order: string[] = [];
		const work =
			(name: string, ms: number, fails = false) =>
			async () => {
				order.push(`${name} begins`);
				await new Promise((done) => setTimeout(done, ms));
				order.push(`${name} ends`);
				if (fails) throw new Error(name);
			};
		const all = [
			execution.lock('a', work('first', 20, true)),
			execution.lock('a', work('second', 0)),
			execution.lock('b', work('other', 0)),
		];
		await Promise.allSettled(all);
		expect(order.indexOf('second begins')).toBeGreaterThan(order.indexOf('first ends'));
		expect(order.indexOf('other begins')).toBeLessThan(order.indexOf('first ends'));
	});
});

describe('an index of keys', () => {
	const rows = [{ id: '1', extCustomerId: 'A' }];
	/** A client whose list cannot be read the first times. */
	const clientOf = (failures: number) => {
		const read = vi.fn();
		const pages = async function* () {
			read();
			if (read.mock.calls.length <= failures) throw new Error(`no ${read.mock.calls.length}`);
			yield rows;
		};
		return { read, client: { pages } as unknown as PaystandClient };
	};
	const look = async (failures: number) => {
		const { client, read } = clientOf(failures);
		const index = new KeyIndex(client, customer);
		const settled = await Promise.allSettled([1, 2, 3, 4, 5].map(() => index.find('A')));
		const outcomes = settled.map((one) =>
			one.status === 'fulfilled' ? one.value?.id : one.reason.message,
		);
		return { outcomes, readings: read.mock.calls.length, index };
	};

	test('is read once for all that look at the same time', async () => {
		expect(await look(0)).toMatchObject({ outcomes: Array(5).fill('1'), readings: 1 });
	});

	test('is read again after it could not be read, up to three times', async () => {
		expect(await look(2)).toMatchObject({ outcomes: Array(5).fill('1'), readings: 3 });
		expect(await look(9)).toMatchObject({ outcomes: Array(5).fill('no 3'), readings: 3 });
	});

	test('serves items that come later, even when those before failed', async () => {
		const { index } = await look(3);
		expect(await index.find('A')).toMatchObject({ id: '1' });
	});
});
