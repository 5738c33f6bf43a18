/**
 * Loaded into n8n's process with `--import`: a request of n8n that would wait a minute for its reply
 * waits two seconds. Replies that never come are simulated by the hundred, and each is still a
 * timeout as axios and the node see one. On SIGUSR2 the monotonic clock goes 16 minutes ahead, which is longer
 * than a charge of unknown outcome is only looked up.
 */
import { ClientRequest } from 'node:http';
import process from 'node:process';

/** A minute becomes two seconds; what is short already stays as it is. */
const DIVISOR = 30;
const UNCHANGED_BELOW_MS = 10_000;
const { setTimeout } = ClientRequest.prototype;

/** @type {typeof setTimeout} */
ClientRequest.prototype.setTimeout = function (ms, listener) {
	return setTimeout.call(this, ms < UNCHANGED_BELOW_MS ? ms : ms / DIVISOR, listener);
};

const AHEAD_MS = 16 * 60_000;
let aheadMs = 0;
const now = performance.now.bind(performance);
Object.defineProperty(performance, 'now', { value: () => now() + aheadMs });
process.on('SIGUSR2', () => {
	aheadMs += AHEAD_MS;
});
