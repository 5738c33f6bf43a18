import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Sandbox } from '../../../sandbox/server.mts';
import { send, startSandbox } from './support.mts';

let sandbox: Sandbox;
beforeAll(async () => (sandbox = await startSandbox({ speed: 0 })));
afterAll(() => sandbox.close());

const HOST = '127.0.0.1:4010';

it.each([
	['a page of another site', { host: HOST, origin: 'https://evil.example' }],
	['a page of another local server', { host: HOST, origin: 'http://127.0.0.1:8080' }],
	['a sandboxed page, whose origin is null', { host: HOST, origin: 'null' }],
	['a link or form of another site', { host: HOST, 'sec-fetch-site': 'cross-site' }],
	['a name that was made to lead here', { host: 'evil.example:4010' }],
	['a name that begins as ours', { host: '127.0.0.1.evil.example' }],
])('%s gets nothing done and sees nothing', async (_name, headers) => {
	const before = sandbox.world.clock.now().getTime();
	const moved = await send(sandbox, 'POST', '/control/clock', { advance: '1d' }, headers);
	expect(moved.status).toBe(403);
	expect(sandbox.world.clock.now().getTime() - before).toBeLessThan(60_000);
	for (const path of ['/control/state', '/control/books', '/']) {
		const { status, body } = await send(sandbox, 'GET', path, undefined, headers);
		expect(status).toBe(403);
		expect(JSON.stringify(body)).not.toContain('clientSecret');
	}
});

it.each([
	['a program', { host: HOST }],
	['the dashboard', { host: HOST, origin: `http://${HOST}`, 'sec-fetch-site': 'same-origin' }],
	['a person who types the address', { host: 'localhost:4010', 'sec-fetch-site': 'none' }],
	['IPv6', { host: '[::1]:4010' }],
])('%s is let in', async (_name, headers) => {
	expect((await send(sandbox, 'GET', '/control/state', undefined, headers)).status).toBe(200);
});

it('the API itself asks for a token and not for an address', async () => {
	const { status } = await send(sandbox, 'GET', '/v3/payerCustomers', undefined, {
		host: 'paystand.example',
	});
	expect(status).toBe(401);
});
