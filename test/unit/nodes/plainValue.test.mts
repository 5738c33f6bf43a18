import { describe, expect, test, vi } from 'vitest';
import { plainValue } from '../../../nodes/Paystand/item/plainValue.ts';

const row = {
	...{ total: '1250.00', 'Invoice No.': 'INV-1', 'Total $': 12.5, empty: '', none: null, zero: 0 },
	...{ nested: { a: 1 }, list: ['a'], yes: true, big: Number.NaN, day: new Date(0) as never },
};
const value = (raw: unknown) => plainValue(raw, () => row);

test.each([
	['={{ $json.total }}', '1250.00'],
	['={{$json.total}}', '1250.00'],
	["={{ $json['Invoice No.'] }}", 'INV-1'],
	['={{ $json["Total $"] }}', 12.5],
	['={{ $json.empty }}', ''],
	['={{ $json.zero }}', 0],
])('%s is read from the item', (raw, expected) => {
	expect(value(raw)).toBe(expected);
});

test.each([
	['typed text', '1250.00'],
	['typed text that only looks like one', '{{ $json.total }}'],
	['text around it', '=No. {{ $json.total }}'],
	['space around it', '={{ $json.total }} '],
	['two of them', '={{ $json.total }}{{ $json.total }}'],
	['a default', '={{ $json.total ?? "" }}'],
	['a path', '={{ $json.nested.a }}'],
	['a path in brackets', "={{ $json['nested']['a'] }}"],
	['a name with a backslash', "={{ $json['\\x74otal'] }}"],
	['another item', "={{ $('Rows').item.json.total }}"],
	['a column that is not there', '={{ $json.other }}'],
	['what every object has', '={{ $json.constructor }}'],
	['nothing', '={{ $json.none }}'],
	['an object', '={{ $json.nested }}'],
	['a list', '={{ $json.list }}'],
	['a day', '={{ $json.day }}'],
	['a boolean', '={{ $json.yes }}'],
	['a number that is none', '={{ $json.big }}'],
])('%s is left to n8n', (_what, raw) => {
	expect(value(raw)).toBeUndefined();
});

test.each([[true], [7], [null], [undefined], [['={{ $json.total }}']], [{}]])(
	'%j is left to n8n',
	(raw) => {
		expect(value(raw)).toBeUndefined();
	},
);

describe('a collection', () => {
	test('of columns and of what was typed is read from the item', () => {
		const raw = { amountDue: '={{ $json.total }}', status: 'active', isOn: true, count: 3 };
		expect(value(raw)).toEqual({ amountDue: '1250.00', status: 'active', isOn: true, count: 3 });
	});

	test.each([
		['an expression', { amountDue: '={{ $json.total }}', status: '={{ 1 + 1 }}' }],
		['fields of their own', { amountDue: '={{ $json.total }}', fees: { a: '1' } }],
		['no value', { amountDue: '={{ $json.total }}', status: null }],
	])('with %s is left to n8n as a whole', (_what, raw) => {
		expect(value(raw)).toBeUndefined();
	});
});

test('the item is not asked for what was typed', () => {
	const json = vi.fn(() => row);
	plainValue('USD', json);
	plainValue({ status: 'active' }, json);
	expect(json).not.toHaveBeenCalled();
});
