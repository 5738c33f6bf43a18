import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface RoundRobin {
	/** `http://127.0.0.1:PORT`, without a slash at the end. */
	readonly url: string;
	close(): Promise<void>;
}

/**
 * A small load balancer: requests go to the ports of 127.0.0.1 in turn. Where nothing listens the
 * next one is tried; a request that may have arrived is never sent twice.
 *
 * @param ports asked for each request, so that what is started again at another port is found
 */
export async function startRoundRobin(ports: () => number[]): Promise<RoundRobin> {
	let turn = 0;
	const server = createServer(async (incoming, outgoing) => {
		const body = await buffer(incoming).catch(() => undefined);
		// The sender went away in the middle of its own request.
		if (!body) return;
		const all = ports();
		const first = turn++;
		for (let tried = 0; tried < all.length; tried++) {
			const port = all[(first + tried) % all.length];
			if ((await forward(incoming, body, port, outgoing)) === 'sent') return;
		}
		outgoing.writeHead(503, { 'Content-Type': 'text/plain' }).end('Nothing is listening');
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

/** Answers with the other side's reply, or with 502 when the connection broke in between. */
function forward(
	incoming: IncomingMessage,
	body: Buffer,
	port: number,
	outgoing: ServerResponse,
): Promise<'sent' | 'refused'> {
	const { method, url: path, headers } = incoming;
	const { 'transfer-encoding': _, ...kept } = headers;
	const sent = { ...kept, 'content-length': String(body.length), connection: 'close' };
	return new Promise((resolve) => {
		const toServer = request({ host: '127.0.0.1', port, method, path, headers: sent });
		toServer.on('response', (reply) => {
			outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
			reply.pipe(outgoing);
			// A reply that breaks off has to look like one to the sender, too.
			reply.on('error', () => outgoing.destroy());
			resolve('sent');
		});
		toServer.on('error', (error: NodeJS.ErrnoException) => {
			if (error.code === 'ECONNREFUSED') return resolve('refused');
			if (outgoing.headersSent) outgoing.destroy();
			else outgoing.writeHead(502, { 'Content-Type': 'text/plain' }).end('The connection broke');
			resolve('sent');
		});
		toServer.end(body);
	});
}
