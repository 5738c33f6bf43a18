import { describe, expect, test } from 'vitest';
import {
	count,
	day,
	dayIn,
	decimalOf,
	minorOf,
	moment,
	money,
	words,
} from '../../../sandbox/dashboard/format.mjs';

describe('amounts', () => {
	test.each([
		['1250', 'USD', '1,250.00 USD'],
		['0.5', 'USD', '0.50 USD'],
		[75.5, 'CAD', '75.50 CAD'],
		['-31.43', 'USD', '-31.43 USD'],
		['-1234567.89', 'USD', '-1,234,567.89 USD'],
		['90071992547409931.15', 'USD', '90,071,992,547,409,931.15 USD'],
		['12.345', 'USD', '12.345 USD'],
		['about ten', 'USD', 'about ten USD'],
		[undefined, 'USD', ''],
		[null, undefined, ''],
	])('%s %s is shown as "%s"', (amount, currency, shown) => {
		expect(money(amount, currency)).toBe(shown);
	});

	test('are added as whole minor units, where floats would be a cent off', () => {
		const parts = ['1.10', '2.20', '0.07', '90071992547409931'].map((part) => minorOf(part)!);
		expect(decimalOf(parts.reduce((sum, part) => sum + part, 0n))).toBe('90071992547409934.37');
	});

	test.each(['', '1,5', '1.005', 'ten', '1e3', '--1'])('"%s" is no amount', (text) => {
		expect(minorOf(text)).toBeUndefined();
	});

	test('below one, and below nothing, keep their noughts', () => {
		expect([5n, -5n, -150n, 0n].map((minor) => decimalOf(minor))).toEqual([
			...['0.05', '-0.05', '-1.50', '0.00'],
		]);
	});
});

describe('time', () => {
	test.each([
		['2026-11-30', '30 Nov 2026'],
		['11-03-2026', '3 Nov 2026'],
		['11/03/2026', '3 Nov 2026'],
		['2026-09-01T00:00:00.000Z', '1 Sep 2026'],
		['soon', 'soon'],
		['2026-13-01', '2026-13-01'],
		[null, ''],
	])('the day %s is shown as "%s", in every time zone', (text, shown) => {
		expect(day(text)).toBe(shown);
	});

	test('a moment is shown in the merchant’s time zone', () => {
		const iso = '2026-09-24T03:05:00.000Z';
		expect(moment(iso, 'America/Los_Angeles')).toBe('23 Sep 2026, 20:05');
		expect(moment(iso, 'Asia/Tokyo')).toBe('24 Sep 2026, 12:05');
		expect(moment(null, 'Asia/Tokyo')).toBe('');
		expect(dayIn(iso, 'America/Los_Angeles')).toBe('2026-09-23');
	});
});

test.each([
	['acceptingEvidence', 'Accepting evidence'],
	['poNumber', 'PO number'],
	['erp_name', 'ERP name'],
	['paid', 'Paid'],
])('the name %s reads "%s"', (name, shown) => {
	expect(words(name)).toBe(shown);
});

test('one thing is not "1 things"', () => {
	expect([count(1, 'invoice'), count(2, 'invoice'), count(1200, 'invoice')]).toEqual([
		...['1 invoice', '2 invoices', '1,200 invoices'],
	]);
});
