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
		['http://localhost:4010/v3', 'http://localhost:4010/v3'],
		['HTTP://LocalHost/v3', 'HTTP://LocalHost/v3'],
		['http://paystand.localhost', 'http://paystand.localhost'],
		['http://127.1.2.3/v3', 'http://127.1.2.3/v3'],
		['http://[0:0:0:0:0:0:0:1]/v3', 'http://[0:0:0:0:0:0:0:1]/v3'],
		['http://[::ffff:127.0.0.1]/v3', 'http://[::ffff:127.0.0.1]/v3'],
		['http://host.docker.internal:4010/v3', 'http://host.docker.internal:4010/v3'],
		['https://[2001:db8::1]:8443/v3', 'https://[2001:db8::1]:8443/v3'],
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

	test.each([
		'http://host.example/v3',
		'http://10.0.0.5/v3',
		'http://192.168.1.20:4010/v3',
		'http://0.0.0.0:4010/v3',
		'http://localhost.evil.example/v3',
		'http://127.0.0.1.evil.example/v3',
		'http://127.0.0.1@evil.example/v3',
		'http://evil.example\\@127.0.0.1/v3',
		'http://evillocalhost/v3',
		'http://host.docker.internal.evil.example/v3',
		'http://127.0.0.256/v3',
		'http://2130706433/v3',
		'http://0x7f000001/v3',
		'http://[::2]/v3',
		'http://[::ffff:10.0.0.1]/v3',
		'http://127.0.0.1:4010:80/v3',
	])('Custom %j is refused: the secret would go there unprotected', (given) => {
		expect(custom(given)).toBeUndefined();
	});

	test.each([undefined, '', 'live', 'PRODUCTION', '__proto__', 'constructor', 'toString'])(
		'there is none for the environment %j',
		(environment) => {
			expect(baseUrlOf({ environment } as never)).toBeUndefined();
		},
	);
});
