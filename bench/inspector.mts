import { setTimeout as sleep } from 'node:timers/promises';

interface Answer {
	id: number;
	result?: any;
	error?: { message: string };
}

const POLL_MS = 250;

/** What the inspector of a running Node tells about its memory. */
export interface Inspector {
	/** Bytes that are in use on the heap and in buffers, after a collection. */
	liveBytes(): Promise<number>;
	/** Runs `work`; the most bytes that were in use meanwhile, each time after a collection. */
	mostLiveBytes(work: Promise<unknown>): Promise<number>;
	close(): void;
}

/** Connects to the inspector of a Node that was started with `--inspect=127.0.0.1:PORT`. */
export async function inspect(port: number): Promise<Inspector> {
	const targets = await fetch(`http://127.0.0.1:${port}/json/list`);
	const [{ webSocketDebuggerUrl }] = (await targets.json()) as [{ webSocketDebuggerUrl: string }];
	const socket = new WebSocket(webSocketDebuggerUrl);
	await new Promise((resolve, reject) => {
		socket.onopen = resolve;
		socket.onerror = reject;
	});
	const waiting = new Map<number, PromiseWithResolvers<any>>();
	socket.onmessage = ({ data }) => {
		const { id, result, error } = JSON.parse(String(data)) as Answer;
		if (error) waiting.get(id)?.reject(new Error(error.message));
		else waiting.get(id)?.resolve(result);
		waiting.delete(id);
	};
	let sent = 0;
	const call = async (method: string, params = {}): Promise<any> => {
		const answer = Promise.withResolvers<any>();
		waiting.set(++sent, answer);
		socket.send(JSON.stringify({ id: sent, method, params }));
		return await answer.promise;
	};
	const inspector: Inspector = {
		async liveBytes() {
			await call('HeapProfiler.collectGarbage');
			const { usedSize, backingStorageSize = 0 } = await call('Runtime.getHeapUsage');
			return usedSize + backingStorageSize;
		},
		async mostLiveBytes(work) {
			let isOver = false;
			const end = () => (isOver = true);
			void work.then(end, end);
			let most = 0;
			while (!isOver) {
				most = Math.max(most, await inspector.liveBytes());
				await sleep(POLL_MS);
			}
			await work;
			return most;
		},
		close: () => socket.close(),
	};
	return inspector;
}
