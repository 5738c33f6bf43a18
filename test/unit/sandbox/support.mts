import { createSandbox, type Sandbox, type SandboxOptions } from '../../../sandbox/server.mts';
import type { Merchant } from '../../../sandbox/merchants.mts';

export interface Answer {
	status: number;
	headers: Record<string, unknown>;
	body: any;
}

export interface Caller {
	merchant: Merchant;
	headers: Record<string, string>;
	send(method: string, path: string, body?: unknown, headers?: object): Promise<Answer>;
	get(path: string): Promise<Answer>;
	post(path: string, body?: unknown): Promise<Answer>;
	put(path: string, body?: unknown): Promise<Answer>;
	patch(path: string): Promise<Answer>;
	delete(path: string): Promise<Answer>;
}

/** A sandbox for `inject`, whose own faults make a test fail. */
export function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	return createSandbox({
		...options,
		onError(message) {
			throw new Error(message);
		},
	});
}

/** One request, without anything added. */
export async function send(
	sandbox: Sandbox,
	method: string,
	path: string,
	body?: unknown,
	headers: object = {},
): Promise<Answer> {
	const reply = await sandbox.app.inject({
		method: method as 'GET',
		url: path,
		headers: headers as Record<string, string>,
		...(body === undefined ? {} : { payload: body as object }),
	});
	const json = /json/.test(String(reply.headers['content-type'] ?? ''));
	return {
		status: reply.statusCode,
		headers: reply.headers,
		body: json ? reply.json() : reply.payload,
	};
}

/** A caller with a token, as the first merchant unless told otherwise. */
export async function callerOf(sandbox: Sandbox, index = 0): Promise<Caller> {
	const merchant = [...sandbox.world.merchants.values()][index]!;
	const token = await send(sandbox, 'POST', '/v3/oauth/token', {
		grant_type: 'client_credentials',
		client_id: merchant.clientId,
		client_secret: merchant.clientSecret,
		scope: 'auth',
	});
	const headers = {
		authorization: `Bearer ${token.body.access_token}`,
		'x-customer-id': merchant.id,
	};
	const ask: Caller['send'] = (method, path, body, more = {}) =>
		send(sandbox, method, `/v3${path}`, body, { ...headers, ...more });
	return {
		merchant,
		headers,
		send: ask,
		get: (path) => ask('GET', path),
		post: (path, body) => ask('POST', path, body),
		put: (path, body) => ask('PUT', path, body),
		patch: (path) => ask('PATCH', path),
		delete: (path) => ask('DELETE', path),
	};
}

export const CUSTOMER = {
	extCustomerId: 'CUST-42974F02',
	customerName: 'Acme Dental Group',
	email: 'dana.reed@example.com',
	contactFirstName: 'Dana',
	contactLastName: 'Reed',
};

export const RECEIVABLE = {
	erpId: 'TEST-INV-1',
	erpRef: 'INV-1',
	totalAmount: '100.00',
	amountDue: '100.00',
	currency: 'USD',
	postingDate: '2026-11-01',
	dueDate: '2026-11-30',
	status: 'active',
	extCustomerId: CUSTOMER.extCustomerId,
};
