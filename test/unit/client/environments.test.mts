import { describe, expect, test } from 'vitest';
import { baseUrlOf } from '../../../client/environments.ts';

const custom = (baseUrl: unknown) => baseUrlOf({ environment: 'custom', baseUrl } as never);

describe('the base URL', () => {
	test('of Production and Sandbox is fixed, whatever Base URL says', () => {
		const baseUrl = 'https://evil.example/v3';
		expect(baseUrlOf({ environment: 'production', baseUrl })).toBe('https://api.paystand.com/v3');
		expect(baseUrlOf({ environment: 'sandbox', baseUrl })).toBe('https://api.paystand.co/v3');
	});

	test.each([
		['http://127.0.0.1:4010/v3', 'http://127.0.0.1:4010/v3'],
		['  https://host.example/v3//  ', 'https://host.example/v3'],
		['https://host.example', 'https://host.example'],
		['https://host.example/', 'https://host.example'],
		['http://[::1]:4010/v3', 'http://[::1]:4010/v3'],
	])('Custom %j is %s', (given, url) => {
		expect(custom(given)).toBe(url);
	});

	test.each([
		'',
		'host.example/v3',
		'ftp://host.example',
		'javascript:alert(1)',
		'https://',
		'https:///v3',
		'https://user:secret@host.example/v3',
		'https://host.example/v3?x=1',
		'https://host.example/v3#x',
		'https://ho st.example/v3',
		'https://host.example/a b',
		'https://host.example/v3\nhttps://evil.example',
		undefined,
		null,
		4010,
	])('Custom %j is no web address', (given) => {
		expect(custom(given)).toBeUndefined();
	});

	test.each([undefined, '', 'live', 'PRODUCTION', '__proto__', 'constructor', 'toString'])(
		'there is none for the environment %j',
		(environment) => {
			expect(baseUrlOf({ environment } as never)).toBeUndefined();
		},
	);
});
