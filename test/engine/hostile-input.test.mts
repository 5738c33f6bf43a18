import { beforeEach, describe, expect, test } from 'vitest';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine();
beforeEach(() => engine.addCustomer());

/** A receivable whose values come by expression from the item, as they do in a real workflow. */
const create = (row: Record<string, unknown>, more: object = {}) =>
	engine.run({
		resource: 'receivable',
		operation: 'create',
		items: [
			{
				json: {
					erpId: '1001',
					erpRef: 'INV-1001',
					totalAmount: '100.00',
					postingDate: '2026-11-01',
					dueDate: '2026-11-30',
					...row,
				} as never,
			},
		],
		parameters: {
			customer: { mode: 'key', value: 'CUST-1', __rl: true },
			erpId: '={{ $json.erpId }}',
			erpRef: '={{ $json.erpRef }}',
			totalAmount: '={{ $json.totalAmount }}',
			postingDate: '={{ $json.postingDate }}',
			dueDate: '={{ $json.dueDate }}',
			...more,
		} as never,
	});

describe('amounts', () => {
	test.each([
		['100', '100.00'],
		[100, '100.00'],
		['  7.5 ', '7.50'],
		['999999999999999.99', '999999999999999.99'],
	])('%j goes out as %s', async (totalAmount, sent) => {
		const { requests } = await create({ totalAmount });
		expect((requests[0]?.body as any)?.totalAmount).toBe(sent);
	});

	test.each(['12,5', '1,250.00', '$100', '1e3', '12.345', 'abc', '٣٠', '1 000', 'NaN', '0x10'])(
		'%j is refused, with the field and how to write it',
		async (totalAmount) => {
			const { error, requests } = await create({ totalAmount });
			expect(error?.message).toBe(`'Total Amount' is not an amount: '${totalAmount}'`);
			expect(error?.description).toContain('digits with a point and at most two places');
			expect(requests).toEqual([]);
		},
	);

	test.each([
		[1e21, /is not an amount: '1e\+21'/],
		// A sum that somebody has already got wrong is shown, not rounded.
		[0.1 + 0.7, /is not an amount: '0.7999999999999999'/],
		[Number.NaN, /^'Total Amount' is (empty|not an amount)/],
		[[100], /is not an amount: a list/],
		[{ value: 100 }, /is not an amount: an object/],
		[true, /is not an amount: 'true'/],
		['0', /must be above zero, not '0'/],
		[-5, /must be above zero, not '-5'/],
		['', /^'Total Amount' is empty/],
		[null, /^'Total Amount' is empty/],
		['9'.repeat(1_000_000), /is not an amount: '9{50,60}…'/],
	])('%j is refused', async (totalAmount, message) => {
		const { error, requests } = await create({ totalAmount });
		expect(error?.message).toMatch(message);
		expect(error?.message.length).toBeLessThan(120);
		expect(requests).toEqual([]);
	});
});

describe('days', () => {
	test.each([
		['2026-12-01T23:30:00-08:00', '2026-12-01'],
		['2026-12-01T00:30:00+14:00', '2026-12-01'],
		['20261201', '2026-12-01'],
		[
			'={{ DateTime.fromISO("2026-12-01T23:59:00", { zone: "Pacific/Kiritimati" }) }}',
			'2026-12-01',
		],
	])('%s is the day it says', async (dueDate, sent) => {
		const { requests, error } = await create(
			{ dueDate },
			dueDate.startsWith('=') ? { dueDate } : {},
		);
		expect(error).toBeUndefined();
		expect((requests[0].body as any).dueDate).toBe(sent);
	});

	test.each(['31/02/2026', '2026-02-30', '12/01/2026', 'tomorrow', '2026', '0000-00-00'])(
		'%j is refused, with the field and how to write it',
		async (dueDate) => {
			const { error, requests } = await create({ dueDate });
			expect(error?.message).toBe(`'Due Date' is not a calendar day: '${dueDate}'`);
			expect(error?.description).toContain('Write it as YYYY-MM-DD');
			expect(requests).toEqual([]);
		},
	);
});

describe('texts', () => {
	test.each([
		['', "'Invoice Number' is empty"],
		['   ', "'Invoice Number' is empty"],
		[undefined, "'Invoice Number' is empty"],
		[['INV'], "'Invoice Number' must be text, not a list"],
		[{ a: 1 }, "'Invoice Number' must be text, not an object"],
		[true, "'Invoice Number' must be text, not a boolean"],
		[1e21, "'Invoice Number' must be text, not a number"],
	])('%j as the Invoice Number is refused', async (erpRef, message) => {
		const { error, requests } = await create({ erpRef });
		expect(error?.message).toBe(message);
		expect(requests).toEqual([]);
	});

	test('emoji, quotes, markup and digits go out as they are', async () => {
		const { json, error } = await create({ erpRef: '🧾 "Ø" <b>\u202e' });
		expect(error).toBeUndefined();
		const { requests } = await create({ erpId: 42, erpRef: 7.5 });
		expect(requests[0].body).toMatchObject({ erpId: '42', erpRef: '7.5' });
		expect(json[0].extId).toBe('1001');
	});

	test('a text of a million characters is refused by Paystand, and the message stays short', async () => {
		const { error } = await create({ erpRef: 'x'.repeat(1_000_000) });
		expect(error?.message).toContain("'Invoice Number'");
		expect(`${error?.message}${error?.description}`.length).toBeLessThan(1500);
	});
});

describe('Extra Fields', () => {
	const extra = (extraFields: unknown) => create({}, { additionalFields: { extraFields } });

	test.each(['{', '[1]', '"text"', '12', 'null', '={{ [1] }}', '={{ "x" }}'])(
		'%s is refused',
		async (value) => {
			const { error, requests } = await extra(value);
			expect(error?.message).toBe("'Extra Fields (JSON)' is not a JSON object");
			expect(requests).toEqual([]);
		},
	);

	test('__proto__ in them is a field like any other and changes nothing here', async () => {
		const { error } = await extra('{"__proto__": {"polluted": true}, "constructor": {"x": 1}}');
		expect(error?.message ?? '').not.toMatch(/undefined|cannot read/i);
		expect(({} as any).polluted).toBeUndefined();
		expect(Object.prototype).not.toHaveProperty('polluted');
	});

	test('a field that the screen has too is refused, whichever of its names', async () => {
		const { error } = await extra('{"totalAmount": "5.00"}');
		expect(error?.message).toBe(
			"'Extra Fields (JSON)' hold 'totalAmount', which has a field of its own: 'Total Amount'",
		);
		expect(error?.description).toContain("Remove 'totalAmount'");
	});
});

test('an expression that cannot be computed stops with its own message', async () => {
	const { error, requests } = await create({}, { erpRef: '={{ $json.nothing.at.all }}' });
	expect(error?.message).toBeTruthy();
	expect(requests).toEqual([]);
});
