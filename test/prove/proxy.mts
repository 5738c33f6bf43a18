import { once } from 'node:events';
import { createServer, request as send, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';

const POLL_MS = 500;

export interface Proxy {
	/** Where Paystand delivers to, without a slash at the end. */
	readonly url: string;
	/** Requests that n8n has and has not answered yet. */
	readonly underWay: number;
	/** How many requests came while n8n was away. */
	readonly refused: number;
	/** Sends what arrives on to the n8n at this address, whenever that is ready. */
	forwardTo(n8nUrl: string): void;
	untilReady(): Promise<void>;
	close(): Promise<void>;
}

/**
 * The reverse proxy that docs/trigger.md advises: while n8n starts or is not there at all, it answers
 * 503, so that Paystand never gets the 404 of an n8n that has no routes yet.
 */
export async function startProxy(): Promise<Proxy> {
	const underWay = new Set<ServerResponse>();
	let target: string | undefined;
	let isReady = false;
	let refused = 0;

	const refuse = (reply: ServerResponse) => {
		if (reply.headersSent) reply.destroy();
		else reply.writeHead(503).end();
	};
	const server = createServer((request, reply) => {
		if (!isReady) {
			refused++;
			return refuse(reply);
		}
		const { method, url, headers } = request;
		underWay.add(reply);
		const onward = send(`${target}${url}`, { method, headers, agent: false }, (answer) => {
			reply.writeHead(answer.statusCode!, answer.headers);
			pipeline(answer, reply, () => undefined);
		});
		onward.on('error', () => {
			if (reply.destroyed) return;
			// n8n was ended before the answer, or right before the request.
			isReady = false;
			refuse(reply);
		});
		reply.on('close', () => {
			underWay.delete(reply);
			onward.destroy();
		});
		request.pipe(onward);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');

	const watch = async () => {
		while (server.listening) {
			// Until the answer is there things stay as they are: an n8n with much to do answers late.
			isReady = target !== undefined && (await isUp(target));
			await sleep(POLL_MS, undefined, { ref: false });
		}
	};
	void watch();

	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		get underWay() {
			return underWay.size;
		},
		get refused() {
			return refused;
		},
		forwardTo(n8nUrl) {
			target = n8nUrl;
		},
		async untilReady() {
			while (!isReady) await sleep(POLL_MS);
		},
		async close() {
			const closed = once(server, 'close');
			server.close();
			server.closeAllConnections();
			await closed;
		},
	};
}

async function isUp(n8nUrl: string): Promise<boolean> {
	const reply = await axios
		.get(`${n8nUrl}/healthz/readiness`, { proxy: false })
		.catch(() => undefined);
	return reply?.status === 200;
}
