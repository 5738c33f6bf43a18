import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
	method: string;
	contentType: string;
	event: Record<string, unknown> & { id: string; resource: Record<string, unknown> };
}

/** A webhook receiver on a free port. */
export interface Receiver {
	url: string;
	received: Received[];
	/** What it answers with; null: it never answers. A function gets the number of the request. */
	answer: number | null | ((request: number) => number | null);
	/** Requests that wait for an answer at the same time, at most so far. */
	atOnce: number;
	close(): Promise<void>;
}

/** @param delay real milliseconds before each answer */
export async function startReceiver(delay = 0): Promise<Receiver> {
	let waiting = 0;
	const server: Server = createServer((request, reply) => {
		waiting++;
		receiver.atOnce = Math.max(receiver.atOnce, waiting);
		let body = '';
		request.on('data', (chunk) => (body += chunk));
		request.on('end', () => {
			receiver.received.push({
				method: request.method!,
				contentType: request.headers['content-type'] ?? '',
				event: JSON.parse(body),
			});
			const { answer, received } = receiver;
			const status = typeof answer === 'function' ? answer(received.length) : answer;
			if (status === null) return;
			setTimeout(() => {
				waiting--;
				reply.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
			}, delay);
		});
	});
	const receiver: Receiver = {
		url: '',
		received: [],
		answer: 200,
		atOnce: 0,
		close: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
	return receiver;
}
