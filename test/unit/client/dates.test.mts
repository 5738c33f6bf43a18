import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { dayFrom, sameDay, storedDay, toDay } from '../../../client/dates.ts';

describe('reading a day', () => {
	test.each([
		['2026-02-01', '2026-02-01'],
		['20260201', '2026-02-01'],
		['2026-02-01T00:00:00', '2026-02-01'],
		['2026-02-01T23:59:59.999Z', '2026-02-01'],
		['2026-02-01T23:30:00-08:00', '2026-02-01'],
		['2026-02-01T00:30:00+14:00', '2026-02-01'],
		['2026-02-01 12:00', '2026-02-01'],
		['20260201T120000Z', '2026-02-01'],
		['2026-032', '2026-02-01'],
		['2026032', '2026-02-01'],
		['2026-365', '2026-12-31'],
		['2024-366', '2024-12-31'],
		['2026-W05-7', '2026-02-01'],
		['2026W057', '2026-02-01'],
		['2026-W01-1', '2025-12-29'],
		['2026-W53-5', '2027-01-01'],
		['2024-02-29', '2024-02-29'],
		[' 2026-02-01\n', '2026-02-01'],
	])('%j is %s', (value, day) => {
		expect(toDay(value)).toBe(day);
	});

	test.each([
		'2026-02-30',
		'2026-02-29',
		'2026-13-01',
		'2026-00-10',
		'2026-01-00',
		'2026-366',
		'2026-000',
		'2025-W53-1',
		'2026-W00-1',
		'2026-W05-8',
		'31/02/2026',
		'02/01/2026',
		'01.02.2026',
		'Feb 1 2026',
		'tomorrow',
		'2026',
		'0000-01-01',
		'26-02-01',
		'2026-2-1',
		'',
		'x2026-02-01',
		0,
		20260201,
		Number.NaN,
		null,
		undefined,
		true,
		[],
		{},
		{ year: 2026, month: 2, day: 30 },
		{ year: '2026', month: '02', day: '01' },
		{ year: Number.NaN, month: 1, day: 1 },
	])('%j is no day', (value) => {
		expect(toDay(value)).toBeUndefined();
	});

	test('a Luxon date is the day it shows in its own zone', () => {
		const instant = DateTime.fromISO('2026-02-01T11:00:00Z');
		expect(toDay(instant.setZone('Pacific/Kiritimati'))).toBe('2026-02-02');
		expect(toDay(instant.setZone('Pacific/Pago_Pago'))).toBe('2026-02-01');
		expect(toDay(DateTime.invalid('no date'))).toBeUndefined();
	});

	test('agrees with Luxon on every day of eight years, in all forms', () => {
		for (let day = DateTime.utc(2023, 1, 1); day.year < 2031; day = day.plus({ days: 1 })) {
			const iso = day.toISODate();
			const forms = [iso, day.toFormat('yyyyLLdd'), day.toFormat('yyyy-ooo'), day.toISOWeekDate()];
			expect(forms.map(toDay)).toEqual([iso, iso, iso, iso]);
		}
	});
});

describe('a day of a reply', () => {
	test.each([
		['2026-02-01', '2026-02-01'],
		['2026-02-01T08:00:00.000Z', '2026-02-01'],
		['02-01-2026', '2026-02-01'],
		['02-30-2026', undefined],
		['13-01-2026', undefined],
	])('%j is %j', (value, day) => {
		expect(storedDay(value)).toBe(day);
	});

	test('is the same however it is written; what is no day equals nothing', () => {
		expect(sameDay('2026-02-01', '02-01-2026')).toBe(true);
		expect(sameDay('2026-02-01T00:00:00.000Z', '2026-02-01')).toBe(true);
		expect(sameDay('2026-02-01', '2026-02-02')).toBe(false);
		expect(sameDay('soon', 'soon')).toBe(false);
		expect(sameDay(undefined, undefined)).toBe(false);
	});
});

describe('reading a day of another format', () => {
	test.each([
		['MM/DD/YYYY', '11/20/2026', '2026-11-20'],
		['MM/DD/YYYY', '1/5/2026', '2026-01-05'],
		['MM/DD/YYYY', '11/20/2026 12:00:00 AM', '2026-11-20'],
		['DD/MM/YYYY', '01/05/2026', '2026-05-01'],
		['DD.MM.YYYY', ' 20.11.2026 ', '2026-11-20'],
		// What n8n's calendar and `$now` give.
		['MM/DD/YYYY', '2026-11-20T00:00:00', '2026-11-20'],
		['DD.MM.YYYY', '2026-11-20', '2026-11-20'],
	] as const)('%s: %j is %s', (format, value, day) => {
		expect(dayFrom(value, format)).toBe(day);
	});

	test('a Luxon day is itself in each of them', () => {
		const day = DateTime.fromISO('2026-11-05T23:00', { zone: 'Asia/Tokyo' });
		expect(dayFrom(day, 'MM/DD/YYYY')).toBe('2026-11-05');
	});

	test.each([
		['MM/DD/YYYY', '20/11/2026'],
		['MM/DD/YYYY', '02/29/2026'],
		['MM/DD/YYYY', '11-20-2026'],
		['MM/DD/YYYY', '11.20.2026'],
		['MM/DD/YYYY', '11/20/26'],
		['MM/DD/YYYY', '11/20/2026x'],
		['MM/DD/YYYY', '20261120'],
		['MM/DD/YYYY', '2026-324'],
		['DD/MM/YYYY', '11/20/2026'],
		['DD/MM/YYYY', '20.11.2026'],
		['DD.MM.YYYY', '20/11/2026'],
		['DD.MM.YYYY', '00.11.2026'],
		['YYYY-MM-DD', '11/20/2026'],
		['MM/DD/YYYY', 46_346],
	] as const)('%s: %j is none', (format, value) => {
		expect(dayFrom(value, format)).toBeUndefined();
	});
});
