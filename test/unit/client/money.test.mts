import { describe, expect, test } from 'vitest';
import {
	appliedAmount,
	centsFrom,
	fromCents,
	openBalance,
	sameAmount,
	toCents,
} from '../../../client/money.ts';

describe('reading an amount', () => {
	test.each([
		['100', 10_000n],
		['100.5', 10_050n],
		['100.50', 10_050n],
		['+0.01', 1n],
		['-3.00', -300n],
		['0', 0n],
		['-0.00', 0n],
		[' 7.25\t', 725n],
		['007', 700n],
		['999999999999999.99', 99_999_999_999_999_999n],
		[289.82, 28_982n],
		[0.1, 10n],
		[100, 10_000n],
		[-4.5, -450n],
		// The floats that a multiplication by 100 gets wrong.
		[1.15, 115n],
		[8.2, 820n],
		[1.005e3, 100_500n],
		[4_503_599_627_370.49, 450_359_962_737_049n],
	])('%s is %s cents', (value, cents) => {
		expect(toCents(value)).toBe(cents);
	});

	test.each<unknown>([
		'',
		' ',
		'.5',
		'5.',
		'1,5',
		'1,000.00',
		'1 000',
		'$5',
		'5 USD',
		'1e3',
		'0x10',
		'12.345',
		'--1',
		'1-',
		'Infinity',
		'٣',
		'１２',
		'1\n2',
		'1234567890123456',
		Number.NaN,
		Infinity,
		1e21,
		1e-7,
		0.1 + 0.2,
		null,
		undefined,
		true,
		[],
		[100],
		{},
		{ valueOf: () => 5 },
		10n,
		new Date(0),
	])('%s is no amount', (value) => {
		expect(toCents(value)).toBeUndefined();
	});
});

describe('writing cents', () => {
	test.each([
		[0n, '0.00'],
		[5n, '0.05'],
		[-5n, '-0.05'],
		[100n, '1.00'],
		[-28_982n, '-289.82'],
		[99_999_999_999_999_999n, '999999999999999.99'],
	])('%s is %s', (cents, text) => {
		expect(fromCents(cents)).toBe(text);
	});

	test('what is read is written back, for every cent up to 20.00', () => {
		for (let cents = -2000n; cents <= 2000n; cents++) expect(toCents(fromCents(cents))).toBe(cents);
		for (let cents = 0; cents <= 2000; cents++) expect(toCents(cents / 100)).toBe(BigInt(cents));
	});
});

describe('open balance', () => {
	test.each([
		['100.00', '40.10', '59.90'],
		[0.3, 0.1, '0.20'],
		['100', undefined, '100.00'],
		['100', null, '100.00'],
		['100.00', '130.00', '-30.00'],
		['100.00', 'much', undefined],
		[undefined, '1.00', undefined],
	])('of %j with %j paid is %j', (amount, paid, balance) => {
		expect(openBalance(amount, paid)).toBe(balance);
	});
});

describe('the same amount', () => {
	test('however each is written', () => {
		expect(sameAmount('100', 100)).toBe(true);
		expect(sameAmount('100.0', '100.00')).toBe(true);
		expect(sameAmount('-0', '0.00')).toBe(true);
		expect(sameAmount('100.01', '100.00')).toBe(false);
	});

	test('what is no amount equals nothing, not even itself', () => {
		expect(sameAmount('much', 'much')).toBe(false);
		expect(sameAmount(undefined, undefined)).toBe(false);
		expect(sameAmount('', 0)).toBe(false);
	});
});

describe('reading an amount of another format', () => {
	test.each([
		['1,250.00', '1,250.00', 125_000n],
		['1,250.00', '1250', 125_000n],
		['1,250.00', '-12,345,678.9', -1_234_567_890n],
		['1,250.00', '1,250', 125_000n],
		['1.250,00', '1.250,00', 125_000n],
		['1.250,00', '1.250', 125_000n],
		['1.250,00', '1250,5', 125_050n],
		// A number is no text: it is not written at all.
		['1.250,00', 1250.5, 125_050n],
		['1,250.00', 0.1, 10n],
	] as const)('%s: %j is %s cents', (format, value, cents) => {
		expect(centsFrom(value, format)).toBe(cents);
	});

	test.each([
		['1,250.00', '1.250,00'],
		['1,250.00', '12,50'],
		['1,250.00', '1,25,000.00'],
		['1,250.00', ',250.00'],
		['1,250.00', '1250,000.00'],
		['1,250.00', '1,250.000'],
		['1,250.00', '$1,250.00'],
		['1,250.00', '1 250.00'],
		['1.250,00', '1,250.00'],
		['1.250,00', '1250.50'],
		['1.250,00', '1.25'],
		['1250.00', '1,250.00'],
		['1250.00', '1.250'],
		['1.250,00', 1.255],
	] as const)('%s: %j is none', (format, value) => {
		expect(centsFrom(value, format)).toBeUndefined();
	});
});

test.each([
	['40.1', '40.10'],
	[-40, '40.00'],
	['-0.01', '0.01'],
	['0', '0.00'],
	['much', 'much'],
	[undefined, undefined],
])('applied of %j is %j, without a sign', (value, applied) => {
	expect(appliedAmount(value)).toBe(applied);
});
