import { describe, expect, test } from 'vitest';
import { isAllowedAddress, isSecret } from '../../../nodes/PaystandTrigger/guards.ts';
import { contradicts, isNewer } from '../../../client/compare.ts';

test.each([
	['203.0.113.7', '203.0.113.7', true],
	['::ffff:203.0.113.7', '203.0.113.7', true],
	['203.0.113.70', '203.0.113.7', false],
	['203.0.113.7', '198.51.100.1, 203.0.113.0/24', true],
	['203.0.114.7', '203.0.113.0/24', false],
	['203.0.113.9', '203.0.113.8/31', true],
	['203.0.113.10', '203.0.113.8/31', false],
	['10.0.0.1', '0.0.0.0/0', true],
	['10.0.0.1', '10.0.0.0/33', false],
	['10.0.0.1', '10.0.0.0/x', false],
	['2001:DB8::1', '2001:db8::1', true],
	['2001:db8::1', '10.0.0.0/8', false],
	['', '10.0.0.0/8', false],
	['', ',', false],
])('the address %s against %s: %s', (address, allowed, expected) => {
	expect(isAllowedAddress(address, allowed)).toBe(expected);
});

test('a secret is a string and the same', () => {
	expect(isSecret('olive', 'olive')).toBe(true);
	expect(isSecret('Olive', 'olive')).toBe(false);
	expect(isSecret(['olive'], 'olive')).toBe(false);
	expect(isSecret(undefined, 'olive')).toBe(false);
});

describe('a claim contradicts what is confirmed', () => {
	test.each([
		[{ amount: '10.00' }, { amount: 10 }, false],
		[{ amount: '10.00' }, { amount: '10.01' }, true],
		[{ a: { b: [{ c: 1 }] } }, { a: { b: [{ c: 2 }] } }, true],
		[{ a: 1, extra: 2 }, { a: 1 }, false],
		[{ a: 1 }, { a: 1, extra: 2 }, false],
		[{ a: null }, { a: '2026-01-01' }, true],
		[{ a: {} }, { a: [] }, true],
		[{ a: {} }, { a: 'x' }, true],
		[{ status: true }, { status: 'true' }, false],
		[{ attempts: 1, sent: false }, { attempts: 2, sent: true }, false],
	])('%o, %o: %s', (claimed, confirmed, expected) => {
		expect(contradicts(claimed, confirmed)).toBe(expected);
	});

	test('later times', () => {
		expect(isNewer('2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z')).toBe(true);
		expect(isNewer('2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')).toBe(false);
		expect(isNewer(undefined, '2026-01-01T00:00:00Z')).toBe(false);
	});
});
