import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readInput } from '../../../conform/input.mts';
import { targetOf } from '../../../conform/target.mts';
import { conform, CREDENTIAL } from './support.mts';

let requests = 0;
const server = createServer((_request, reply) => {
	requests++;
	reply.end();
});
beforeAll(
	async () => void (await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))),
);
afterAll(() => void server.close());
beforeEach(() => {
	requests = 0;
});
const local = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

describe('writing to Production is refused before anything is sent', () => {
	test.each([
		['by the environment', [], { PAYSTAND_ENVIRONMENT: 'production' }],
		['by the environment, whatever the address', ['local'], { PAYSTAND_ENVIRONMENT: 'Production' }],
		['by the address', ['https://api.paystand.com/v3'], {}],
		[
			'by the address, whatever the environment',
			['https://api.paystand.com'],
			{ PAYSTAND_ENVIRONMENT: 'sandbox' },
		],
		['for any other host', ['https://paystand.example.com/v3'], {}],
	])('%s', async (_case, address, env) => {
		const args = address.flatMap((one) => ['--base-url', one === 'local' ? local() : one]);
		const { code, output, json } = await conform([...args, '--write'], {
			env: { ...CREDENTIAL, ...env },
		});
		expect(code).toBe(2);
		expect(output).toContain('--write is refused');
		expect(json).toBeNull();
		expect(requests).toBe(0);
	});
});

test.each([
	['http://127.0.0.1:4010', 'local', true],
	['http://localhost:4010/v3', 'local', true],
	['http://[::1]:4010/v3', 'local', true],
	['https://api.paystand.co/v3', 'sandbox', true],
	['https://api.paystand.com/v3', 'production', false],
	['https://api.paystand.co.example.com/v3', 'other', false],
	['https://127.0.0.1.example.com/v3', 'other', false],
])('%s is %s', (address, environment, mayWrite) => {
	expect(targetOf(address)).toMatchObject({ environment, mayWrite });
});

test.each([
	'http://api.paystand.com/v3',
	'ftp://127.0.0.1/v3',
	'https://user:secret@api.paystand.com/v3',
	'https://api.paystand.com/v3?key=1',
	'paystand',
])('a secret is not sent to %s', (address) => {
	expect(() => targetOf(address)).toThrow('--base-url');
});

describe('what is missing', () => {
	test.each(Object.keys(CREDENTIAL))('%s, without a terminal', async (name) => {
		const env = { ...CREDENTIAL, [name]: '' } as Record<string, string>;
		const { code, output, json } = await conform(['--base-url', local()], { env });
		expect(code).toBe(2);
		expect(output).toContain(`${name} is not set.`);
		expect(output).toContain('npm run conform');
		expect(json).toBeNull();
		expect(requests).toBe(0);
	});

	test('the environment, without a terminal', async () => {
		const { code, output } = await conform([]);
		expect(code).toBe(2);
		expect(output).toContain('PAYSTAND_ENVIRONMENT is not set.');
	});

	test('is asked for on a terminal, the credential without an echo', async () => {
		const asked: [string, boolean][] = [];
		const answers = ['sandbox', 'an-id', 'a-secret', 'a-customer'];
		const input = await readInput(['--write'], {}, async (question, secret) => {
			asked.push([question, secret]);
			return answers[asked.length - 1]!;
		});
		expect(asked.map(([, secret]) => secret)).toEqual([false, true, true, true]);
		expect(input).toMatchObject({
			credential: { clientId: 'an-id', clientSecret: 'a-secret', customerId: 'a-customer' },
			target: { environment: 'sandbox', bases: ['https://api.paystand.co/v3'] },
			write: true,
		});
	});
});

test('an argument that is not known is not repeated: it may be a secret', async () => {
	for (const args of [
		['--client-secret', 's3cr3t-value'],
		['s3cr3t-value'],
		['--write=s3cr3t-value'],
	]) {
		const { code, output } = await conform(args);
		expect(code).toBe(2);
		expect(output).toContain('an argument that conform does not know');
		expect(output).not.toContain('s3cr3t-value');
	}
});

test('an environment that is none, and a credential that cannot be sent', async () => {
	const staging = await conform(['--base-url', local()], {
		env: { ...CREDENTIAL, PAYSTAND_ENVIRONMENT: 'staging' },
	});
	expect(staging).toMatchObject({ code: 2 });
	const broken = await conform(['--base-url', local()], {
		env: { ...CREDENTIAL, PAYSTAND_CLIENT_SECRET: 'two\nlines' },
	});
	expect(broken).toMatchObject({ code: 2 });
	expect(broken.output).not.toContain('lines');
	expect(requests).toBe(0);
});

test('a folder that cannot be written to is told before anything is sent', async () => {
	const { code, output } = await conform(['--base-url', local(), '--out', '/dev/null/reports']);
	expect([code, requests]).toEqual([2, 0]);
	expect(output).toContain('cannot be written');
});

test('--help shows the usage', async () => {
	const { code, output } = await conform(['--help']);
	expect(code).toBe(0);
	expect(output).toContain('--base-url URL');
});
