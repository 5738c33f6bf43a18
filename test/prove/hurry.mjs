/**
 * Loaded into n8n's process with `--import`: a request of n8n that would wait a minute for its reply
 * waits two seconds. Faults that never answer are met by the hundred, and each is still a time-out
 * as axios and the node see one.
 */
import { ClientRequest } from 'node:http';

const TIMES = 30;
const SHORTEST_MS = 10_000;
const { setTimeout } = ClientRequest.prototype;

ClientRequest.prototype.setTimeout = function (ms, listener) {
	return setTimeout.call(this, ms < SHORTEST_MS ? ms : ms / TIMES, listener);
};
