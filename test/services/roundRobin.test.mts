import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import axios from 'axios';
import { afterEach, expect, test } from 'vitest';
import { freePort } from '../../n8n/process.mts';
import { type RoundRobin, startRoundRobin } from '../../harness/services/roundRobin.mts';

const servers: Server[] = [];
let balancer: RoundRobin | undefined;

afterEach(async () => {
	await balancer?.close();
	for (const server of servers.splice(0)) {
		server.closeAllConnections();
		server.close();
	}
});

async function listen(handle: RequestListener): Promise<number> {
	const server = createServer(handle).listen(0, '127.0.0.1');
	servers.push(server);
	await once(server, 'listening');
	return (server.address() as AddressInfo).port;
}

async function named(name: string): Promise<number> {
	return await listen(async (incoming, outgoing) => {
		const body = (await incoming.toArray()).join('');
		const { method, url, headers } = incoming;
		const seen = { name, method, url, signature: headers['x-signature'], body };
		outgoing.writeHead(201, { 'X-Name': name }).end(JSON.stringify(seen));
	});
}

test('requests go in turn, unchanged, and replies come back as they are', async () => {
	const ports = [await named('one'), await named('two')];
	balancer = await startRoundRobin(() => ports);
	const send = () =>
		axios.post(`${balancer!.url}/webhook/a%20b?x=1`, 'caf\u00e9', {
			headers: { 'X-Signature': 's' },
		});
	const replies = [await send(), await send(), await send()];
	expect(replies.map(({ data }) => data.name)).toEqual(['one', 'two', 'one']);
	expect(replies[1].status).toBe(201);
	expect(replies[1].headers['x-name']).toBe('two');
	expect(replies[1].data).toMatchObject({
		method: 'POST',
		url: '/webhook/a%20b?x=1',
		signature: 's',
		body: 'caf\u00e9',
	});
});

test('where nothing listens the next one is taken, and 503 says that there is none', async () => {
	let ports = [await freePort(), await named('alive')];
	balancer = await startRoundRobin(() => ports);
	for (let count = 0; count < 4; count++) {
		expect((await axios.post(balancer.url)).data.name).toBe('alive');
	}
	ports = [await freePort()];
	await expect(axios.post(balancer.url)).rejects.toMatchObject({ response: { status: 503 } });
});

test('a request that broke off after it arrived is not sent to another', async () => {
	let arrived = 0;
	const breaking: RequestListener = (incoming) => {
		arrived++;
		incoming.socket.destroy();
	};
	const ports = [await listen(breaking), await listen(breaking)];
	balancer = await startRoundRobin(() => ports);
	await expect(axios.post(balancer.url, 'once')).rejects.toMatchObject({
		response: { status: 502 },
	});
	expect(arrived).toBe(1);
});
