import type { FastifyInstance, FastifyRequest } from 'fastify';
import { PaystandRefusal } from './errors.mts';

const THIS_MACHINE = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Keeps the control routes and the dashboard, which ask for no password, from web pages that are
 * open in a browser of this machine: neither a page of another site nor a name that was made to
 * lead here (DNS rebinding) gets an answer. The API under `/v3` asks for a token anyway.
 */
export function registerLocalOnly(app: FastifyInstance): void {
	app.addHook('onRequest', async (request) => {
		if (/^\/v3(\/|$)/.test(request.url) || isFromHere(request)) return;
		throw new PaystandRefusal(403, {
			code: 'forbidden',
			explanation: 'Only programs and pages of this machine may use this address.',
		});
	});
}

function isFromHere({ headers, host, hostname }: FastifyRequest): boolean {
	const { origin } = headers;
	const isOwnPage = origin === undefined || origin === `http://${host}`;
	return THIS_MACHINE.includes(hostname) && isOwnPage && headers['sec-fetch-site'] !== 'cross-site';
}
