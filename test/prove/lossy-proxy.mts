import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import axios from 'axios';
import { createRandom } from '../../sandbox/random.mts';

export interface LossyProxy {
	/** Without a slash at the end. */
	readonly url: string;
	/** Requests that the server never got. */
	readonly lostRequests: number;
	/** Requests that the server did, and whose replies were lost. */
	readonly lostReplies: number;
	/** Shares of the requests, 0 to 1. */
	lose(share: { requests: number; replies: number }): void;
	close(): Promise<void>;
}

/** In front of a server whose line is bad: connections break before or after the work. */
export async function startLossyProxy(target: string, seed: number): Promise<LossyProxy> {
	const random = createRandom(seed);
	const chance = (share: number) => random.below(10_000) < share * 10_000;
	let rates = { requests: 0, replies: 0 };
	let lostRequests = 0;
	let lostReplies = 0;

	const pass = async (method: string, url: string, headers: object, body: Buffer) =>
		await axios.request<Buffer>({
			...{ method, url: `${target}${url}`, headers: { ...headers }, data: body },
			...{ responseType: 'arraybuffer', proxy: false, validateStatus: () => true },
			decompress: false,
		});
	const answer = (
		reply: ServerResponse,
		{ status, headers, data }: Awaited<ReturnType<typeof pass>>,
	) => reply.writeHead(status, headers as Record<string, string>).end(data);
	const server = createServer(async (request, reply) => {
		const body = Buffer.concat(await request.toArray());
		const losesRequest = chance(rates.requests);
		const losesReply = !losesRequest && chance(rates.replies);
		if (losesRequest) lostRequests++;
		if (losesRequest) return reply.destroy();
		const { method = 'POST', url = '/', headers } = request;
		const got = await pass(method, url, headers, body).catch(() => undefined);
		if (losesReply) lostReplies++;
		if (losesReply || !got) return reply.destroy();
		return answer(reply, got);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		get lostRequests() {
			return lostRequests;
		},
		get lostReplies() {
			return lostReplies;
		},
		lose(share) {
			rates = share;
		},
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
