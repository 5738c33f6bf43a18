import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Request {
	method: string;
	/** With the query. */
	url: string;
	headers: IncomingMessage['headers'];
	text: string;
}

export interface FakePaystand {
	address: string;
	requests: Request[];
	close(): Promise<void>;
}

export const TOKEN = {
	access_token: 'tok3n',
	token_type: 'Bearer',
	expires_in: 1209600,
	scope: 'auth',
};

export function json(reply: ServerResponse, body: unknown, status = 200): void {
	reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** A Paystand of a test's own, on a free port of this machine. */
export async function fakePaystand(
	answer: (request: Request, reply: ServerResponse) => void,
): Promise<FakePaystand> {
	const requests: Request[] = [];
	const server = createServer(async (incoming, reply) => {
		const text = (await buffer(incoming)).toString('utf8');
		const { method = '', url = '', headers } = incoming;
		const request = { method, url, headers, text };
		requests.push(request);
		answer(request, reply);
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	return {
		address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v3`,
		requests,
		close: () =>
			new Promise((done) => {
				server.close(() => done());
				server.closeAllConnections();
			}),
	};
}
