import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { createSandbox, type Sandbox } from '../../../sandbox/server.mts';
import type { FaultSettings } from '../../../sandbox/faults.mts';
import type { JournalEntry } from '../../../sandbox/journal.mts';
import type { Merchant } from '../../../sandbox/merchants.mts';
import { Credentials } from './credentials.mts';
import { startN8n, type BinaryMode } from './n8n.mts';
import { runNode, type NodeResult, type NodeRun } from './run.mts';

export interface EngineResult extends NodeResult {
	/** What arrived at Paystand, tokens apart, in order. */
	requests: JournalEntry[];
	/** How many tokens were asked for. */
	tokens: number;
}

export interface Engine {
	/** Paystand's address, with `/v3`. */
	readonly baseUrl: string;
	readonly merchant: Merchant;
	/** The merchant's credential as n8n keeps it through a test. */
	readonly credential: Credentials;
	/** Every request so far, in order, also those of the test itself. */
	readonly journal: readonly JournalEntry[];
	/** How many requests were under way at the same time at most. */
	readonly mostAtATime: number;
	/** Runs an operation and tells what arrived at Paystand. */
	run(run: Omit<NodeRun, 'credential'> & { credential?: Credentials }): Promise<EngineResult>;
	/** Sends what a person could send to Paystand by other means than our node. */
	call(method: string, path: string, body?: unknown): Promise<any>;
	setFaults(settings: Partial<FaultSettings>): void;
	/** Does something once, just before a request such as `GET /v3/…` reaches Paystand. */
	before(request: RegExp, action: () => Promise<unknown>): void;
	/**
	 * Answers requests such as `GET /v3/…` in Paystand's stead, which then never sees them, for as
	 * often as told or until the test ends. A text is sent as an HTML page, all else as JSON.
	 */
	answer(request: RegExp, reply: unknown, more?: { status?: number; times?: number }): void;
	/** Changes the JSON of every good reply to a request from outside, until the test ends. */
	rewrite(change: Rewrite): void;
	/** A payer pays with a test card. */
	pay(extId: string, amount?: string): Promise<void>;
	addCustomer(extCustomerId?: string, more?: object): Promise<any>;
	addReceivable(erpId: string, more?: object): Promise<any>;
}

/** @param request e.g. `GET /v3/refunds/8low…` */
type Rewrite = (request: string, body: unknown) => unknown;

const START = new Date('2026-11-23T12:00:00Z');
const now = Date.now.bind(Date);

interface Substitute {
	request: RegExp;
	reply: unknown;
	status: number;
	/** How often it is still to be given. */
	times: number;
}

/**
 * A local Paystand on a real socket for the tests of a file, empty before each of them, and n8n's
 * engine with it.
 */
export function useEngine({
	binaryMode = 'memory' as BinaryMode,
	/**
	 * Whether kinds that Paystand's list of events lacks have events too
	 * (docs/paystand-api.md#event-kinds-and-states).
	 */
	extraEvents = false,
	/** Whether each test has other ids than the one before: for what the process remembers by them. */
	freshIds = false,
} = {}): Engine {
	let seed = 1;
	let apiKeys = 0;
	let sandbox: Sandbox;
	let address: string;
	let credential: Credentials;
	let stopN8n: () => Promise<void>;
	let interlude: { request: RegExp; action: () => Promise<unknown> } | undefined;
	let substitutes: Substitute[] = [];
	let rewrite: Rewrite | undefined;
	const load = { now: 0, most: 0 };

	beforeAll(async () => {
		stopN8n = await startN8n(binaryMode);
		sandbox = await createSandbox({
			start: START,
			extraEvents,
			onError(message) {
				throw new Error(message);
			},
		});
		address = await sandbox.listen({ port: 0 });
		const { server } = sandbox.app;
		const [answer] = server.listeners('request');
		server.removeAllListeners('request').on('request', async (request, reply) => {
			const line = `${request.method} ${request.url}`;
			const substitute = substitutes.find((each) => each.times > 0 && each.request.test(line));
			if (substitute !== undefined) {
				substitute.times--;
				send(reply, substitute);
				return;
			}
			if (interlude?.request.test(line)) {
				const { action } = interlude;
				interlude = undefined;
				await action();
			}
			load.most = Math.max(load.most, ++load.now);
			reply.on('close', () => load.now--);
			if (rewrite) rewriteReply(reply, rewrite.bind(undefined, line));
			answer?.call(server, request, reply);
		});
	});
	afterAll(async () => {
		await sandbox.close();
		await stopN8n();
	});
	beforeEach(() => {
		// The node's clock shows the time of the sandbox, whenever the tests are run.
		const aheadMs = START.getTime() - now();
		vi.spyOn(Date, 'now').mockImplementation(() => now() + aheadMs);
		sandbox.reset(freshIds ? ++seed : seed);
		// What the process keeps of lists goes by it, and these are other books than before.
		sandbox.world.merchant().clientId = `client-${++apiKeys}`;
		interlude = undefined;
		substitutes = [];
		rewrite = undefined;
		load.most = 0;
		credential = credentialOf(`${address}/v3`, sandbox.world.merchant());
	});

	afterEach(async () => {
		// Pages of a list that were asked for in advance may still be on their way.
		if (sandbox.world.journal.some(({ query }) => 'offset' in query || 'f.offset' in query))
			await wait(15);
	});

	const engine: Engine = {
		get baseUrl() {
			return `${address}/v3`;
		},
		get merchant() {
			return sandbox.world.merchant();
		},
		get credential() {
			return credential;
		},
		get journal() {
			return sandbox.world.journal;
		},
		get mostAtATime() {
			return load.most;
		},
		async run(run) {
			const before = sandbox.world.journal.length;
			const result = await runNode({ credential, ...run });
			const all = sandbox.world.journal.slice(before);
			const requests = all.filter(({ path }) => path !== '/v3/oauth/token');
			return { ...result, requests, tokens: all.length - requests.length };
		},
		async call(method, path, body) {
			const reply = await sandbox.app.inject({
				method: method as 'POST',
				url: path,
				headers: await authorization(sandbox),
				...(body !== undefined && { payload: body as object }),
			});
			if (reply.statusCode > 299) throw new Error(`${method} ${path}: ${reply.payload}`);
			return reply.payload === '' ? undefined : reply.json();
		},
		setFaults: (settings) => sandbox.world.faults.set(settings),
		before(request, action) {
			interlude = { request, action };
		},
		answer(request, reply, { status = 200, times = Infinity } = {}) {
			substitutes.push({ request, reply, status, times });
		},
		rewrite(change) {
			rewrite = change;
		},
		async pay(extId, amount) {
			await engine.call('POST', '/control/pay', {
				receivables: [{ extId, amount }],
				card: '4242424242424242',
			});
			await engine.call('POST', '/control/clock', { advance: '1d' });
		},
		addCustomer: (extCustomerId = 'CUST-1', more = {}) =>
			engine.call('POST', '/v3/payerCustomers', {
				extCustomerId,
				customerName: 'Acme Dental Group',
				email: 'dana.reed@example.com',
				...more,
			}),
		addReceivable: (erpId, more = {}) =>
			engine.call('POST', '/v3/receivables/create', {
				erpId,
				erpRef: `No. ${erpId}`,
				totalAmount: '100.00',
				amountDue: '100.00',
				currency: 'USD',
				postingDate: '2026-11-01',
				dueDate: '2026-11-30',
				extCustomerId: 'CUST-1',
				...more,
			}),
	};
	return engine;
}

function send(response: ServerResponse, { reply, status }: Substitute): void {
	const isText = typeof reply === 'string';
	response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json' });
	response.end(isText ? reply : JSON.stringify(reply));
}

/** Puts another body into a good JSON reply before it goes out. */
function rewriteReply(response: ServerResponse, change: (body: unknown) => unknown): void {
	const { writeHead, end } = response;
	let head: Record<string, unknown> = {};
	response.writeHead = ((status: number, headers: typeof head) => {
		response.statusCode = status;
		head = headers;
		return response;
	}) as typeof writeHead;
	response.end = ((payload: unknown) => {
		const text = String(payload ?? '');
		const isGood = response.statusCode < 300 && text.startsWith('{');
		const body = isGood ? JSON.stringify(change(JSON.parse(text))) : text;
		const length = { 'content-length': Buffer.byteLength(body) };
		writeHead.call(response, response.statusCode, { ...head, ...length } as never);
		return end.call(response, body, 'utf8');
	}) as typeof end;
}

/** The credential of a merchant of a local Paystand. */
export function credentialOf(baseUrl: string, merchant: Merchant): Credentials {
	return new Credentials({
		environment: 'custom',
		baseUrl,
		clientId: merchant.clientId,
		clientSecret: merchant.clientSecret,
		customerId: merchant.id,
	});
}

async function authorization(sandbox: Sandbox): Promise<Record<string, string>> {
	const merchant = sandbox.world.merchant();
	const reply = await sandbox.app.inject({
		method: 'POST',
		url: '/v3/oauth/token',
		payload: {
			grant_type: 'client_credentials',
			client_id: merchant.clientId,
			client_secret: merchant.clientSecret,
			scope: 'auth',
		},
	});
	return {
		authorization: `Bearer ${reply.json().access_token}`,
		'x-customer-id': merchant.id,
	};
}
