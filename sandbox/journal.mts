import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Clock } from './clock.mts';

/** One request under `/v3`, as it came in. */
export interface JournalEntry {
	/** Virtual time, ISO 8601. */
	time: string;
	method: string;
	path: string;
	query: Record<string, unknown>;
	/** Secrets are masked: the same secret gives the same mask. */
	headers: Record<string, unknown>;
	body: unknown;
	/** 0 while the request is worked on, and for ever when the connection broke. */
	status: number;
	merchantId: string | null;
}

const LENGTH = 10_000;
const SECRET_HEADERS = ['authorization', 'x-publishable-key', 'cookie'];
const entries = new WeakMap<FastifyRequest, JournalEntry>();

/** Notes a request when it comes in, so that one whose connection breaks is noted too. */
export function startEntry(
	world: { clock: Clock; journal: JournalEntry[] },
	request: FastifyRequest,
): void {
	const path = request.url.split('?')[0]!;
	if (!path.startsWith('/v3/')) return;
	const headers: Record<string, unknown> = { ...request.headers };
	for (const name of SECRET_HEADERS)
		if (typeof headers[name] === 'string') headers[name] = mask(headers[name]);
	const entry: JournalEntry = {
		time: world.clock.now().toISOString(),
		method: request.method,
		path,
		query: request.query as Record<string, unknown>,
		headers,
		body: undefined,
		status: 0,
		merchantId: null,
	};
	entries.set(request, entry);
	world.journal.push(entry);
	// In gulps, since taking one from the front moves all the others.
	if (world.journal.length > LENGTH * 1.1) world.journal.splice(0, world.journal.length - LENGTH);
}

/** Notes what was sent, once it is read. */
export function noteBody(request: FastifyRequest, body: unknown): void {
	const entry = entries.get(request);
	if (entry) entry.body = maskSecret(body);
}

export function nameMerchant(request: FastifyRequest, merchantId: string): void {
	const entry = entries.get(request);
	if (entry) entry.merchantId = merchantId;
}

export function finishEntry(request: FastifyRequest, status: number): void {
	const entry = entries.get(request);
	if (entry) entry.status = status;
}

function maskSecret(body: unknown): unknown {
	if (typeof body !== 'object' || body === null || !('client_secret' in body)) return body;
	return { ...body, client_secret: mask(String(body.client_secret)) };
}

function mask(secret: string): string {
	return `***${createHash('sha256').update(secret).digest('hex').slice(0, 8)}`;
}
