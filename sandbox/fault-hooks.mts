import type { FastifyInstance, FastifyRequest } from 'fastify';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { envelope, PaystandRefusal } from './errors.mts';
import type { Fault } from './fault-settings.mts';
import type { Faults } from './faults.mts';
import { retryAfter } from './limits.mts';

/**
 * Lets the faults hit the requests under `/v3` of an app.
 * @param current the faults of the world as it is now, since a reset replaces the world
 */
export function registerFaults(app: FastifyInstance, current: () => Faults): void {
	const drawn = new WeakMap<FastifyRequest, { fault: Fault; status: number }>();

	app.addHook('onRequest', async (request, reply) => {
		if (!request.url.startsWith('/v3/')) return;
		const { fault, status, waitMs } = current().draw(request.method, request.url.split('?')[0]!);
		if (waitMs > 0) await wait(waitMs);
		if (fault === undefined) return;
		drawn.set(request, { fault, status });
		if (fault === 'tooMany')
			throw new PaystandRefusal(
				429,
				{ code: 'tooManyRequests', explanation: 'Too many requests.' },
				retryAfter(current().settings.retryAfter, 1, Date.now()),
			);
		if (fault === 'serverError') throw serverError(status);
		if (fault === 'broken' || fault === 'timeoutBefore') reply.hijack();
		if (fault === 'broken') request.raw.socket.destroy();
	});

	app.addHook('onSend', async (request, reply, payload) => {
		const { fault, status = 500 } = drawn.get(request) ?? {};
		const { socket } = request.raw;
		if (fault === 'brokenAfter') socket.destroy();
		if (fault === 'timeout' && !socket.destroyed) await once(socket, 'close');
		if (fault !== 'serverErrorAfter') return payload;
		reply.code(status).type('application/json').removeHeader('content-length');
		return JSON.stringify(envelope(serverError(status)));
	});
}

function serverError(status: number): PaystandRefusal {
	return new PaystandRefusal(status, {
		code: 'serverError',
		explanation: 'An unexpected error occurred.',
	});
}
