/**
 * Loaded into n8n's process with `--import`: a request of n8n that would wait a minute for its reply
 * waits two seconds. Faults that never answer are met by the hundred, and each is still a time-out
 * as axios and the node see one. On SIGUSR2 the monotonic clock goes 16 minutes ahead, which is longer
 * than a charge of unknown outcome is only looked up.
 */
import { ClientRequest } from 'node:http';
import process from 'node:process';

const TIMES = 30;
const SHORTEST_MS = 10_000;
const { setTimeout } = ClientRequest.prototype;

ClientRequest.prototype.setTimeout = function (ms, listener) {
	return setTimeout.call(this, ms < SHORTEST_MS ? ms : ms / TIMES, listener);
};

const AHEAD_MS = 16 * 60_000;
let aheadMs = 0;
const now = performance.now.bind(performance);
Object.defineProperty(performance, 'now', { value: () => now() + aheadMs });
process.on('SIGUSR2', () => {
	aheadMs += AHEAD_MS;
});
