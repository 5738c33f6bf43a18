import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPace } from '../../../conform/pace.mts';
import { conform } from './support.mts';

/** The most that fall into any second. */
function mostInASecond(times: number[]): number {
	return Math.max(
		...times.map((from) => times.filter((at) => at >= from && at < from + 1000).length),
	);
}

/** A clock that only moves when somebody sleeps or answers. */
function fakeClock() {
	let time = 0;
	return {
		now: () => time,
		sleep: async (ms: number) => {
			time += ms;
		},
	};
}

test('quick replies: five a second, evenly', async () => {
	const clock = fakeClock();
	const pace = createPace(clock.now, clock.sleep);
	const starts: number[] = [];
	for (let count = 0; count < 20; count++) await pace.run(async () => starts.push(clock.now()));
	expect(mostInASecond(starts)).toBe(5);
	expect(starts[19]! - starts[0]!).toBeLessThan(4000);
});

test('a slow first connection does not push a sixth request into the second', async () => {
	const clock = fakeClock();
	const pace = createPace(clock.now, clock.sleep);
	const arrivals: number[] = [];
	for (let count = 0; count < 12; count++)
		await pace.run(async () => {
			// The first one and the seventh arrive late; the others at once.
			if (count % 6 === 0) await clock.sleep(700);
			arrivals.push(clock.now());
		});
	expect(mostInASecond(arrivals)).toBeLessThanOrEqual(5);
});

test('a failed request counts as well', async () => {
	const clock = fakeClock();
	const pace = createPace(clock.now, clock.sleep);
	const starts: number[] = [];
	for (let count = 0; count < 10; count++)
		await pace
			.run(async () => {
				starts.push(clock.now());
				throw new Error('no');
			})
			.catch(() => undefined);
	expect(mostInASecond(starts)).toBe(5);
});

const arrivals: number[] = [];
const server = createServer((request, reply) => {
	arrivals.push(performance.now());
	request.resume();
	reply.setHeader('content-type', 'application/json');
	if (arrivals.length === 14) reply.statusCode = 429;
	if (request.url === '/v3/oauth/token')
		reply.end('{"access_token":"t0ken","token_type":"Bearer","expires_in":9999,"scope":"auth"}');
	else reply.end('{"results":[],"count":0,"settings":{}}');
});
beforeAll(
	async () => void (await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))),
);
afterAll(() => void server.close());

test('the command itself keeps to five a second', async () => {
	const { port } = server.address() as AddressInfo;
	const { code, json } = await conform(['--base-url', `http://127.0.0.1:${port}/v3`], {
		options: { pace: undefined },
	});
	expect(code).toBe(1);
	expect(json!.stopped).toContain('429');
	expect(arrivals).toHaveLength(14);
	expect(mostInASecond(arrivals)).toBeLessThanOrEqual(5);
	expect(arrivals.at(-1)! - arrivals[0]!).toBeGreaterThan(2500);
});
