import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../../conform/main.mts';
import type { Difference } from '../../../conform/compare.mts';
import type { Pace } from '../../../conform/pace.mts';
import type { Options } from '../../../conform/run.mts';
import type { Sandbox } from '../../../sandbox/server.mts';
import { callerOf, CUSTOMER, RECEIVABLE, send, startSandbox } from '../sandbox/support.mts';

export interface Report {
	environment: string;
	mode: string;
	complete: boolean;
	stopped: string | null;
	requests: number;
	differences: Difference[];
	answers: Record<string, any>;
	reasons: Record<string, string>;
	words: Record<string, string[]>;
	operations: Record<
		string,
		{ statuses: Record<string, number>; fields: Record<string, string[]> }
	>;
	notTried: { what: string; why: string }[];
	prefix?: string;
	leftovers?: { receivables: number; creditMemos: number };
}

export interface Run {
	code: number;
	output: string;
	/** Null when no report was written. */
	json: Report | null;
	text: string | null;
}

export const CREDENTIAL = {
	PAYSTAND_CLIENT_ID: 'sandbox-client-id',
	PAYSTAND_CLIENT_SECRET: 'sandbox-client-secret',
	PAYSTAND_CUSTOMER_ID: '8low3hlfk1a7t08trm7043aw',
};

/** As fast as the sandbox is; what the real pace keeps to has a test of its own. */
const AT_ONCE: Pace = { run: (sent) => sent() };

/** The whole command, as it is called, with its files in a folder of its own. */
export async function conform(
	args: string[],
	{ env = CREDENTIAL as Record<string, string>, options = {} as Options } = {},
): Promise<Run> {
	const out = await mkdtemp(join(tmpdir(), 'conform-'));
	const lines: string[] = [];
	try {
		const code = await main({
			args: args.includes('--out') ? args : [...args, '--out', out],
			env,
			ask: null,
			say: (line) => lines.push(line),
			options: { pace: AT_ONCE, timeoutMs: 5000, ...options },
		});
		const read = async (name: string) =>
			(await readFile(join(out, `conformance-report.${name}`), 'utf8').catch(() => '')) || null;
		const [json, text] = [await read('json'), await read('md')];
		return { code, output: lines.join('\n'), json: json && JSON.parse(json), text };
	} finally {
		await rm(out, { recursive: true });
	}
}

export interface Account {
	sandbox: Sandbox;
	address: string;
	/** Switches one deviation on, or all off. */
	deviate(name: string | null): Promise<void>;
	close(): Promise<void>;
}

/**
 * A sandbox on a port of its own whose first merchant has had some life: customers, receivables
 * (more than a page of both), credit memos, payments by card and bank, a refund, a dispute and
 * payouts, over three weeks.
 */
export async function startAccount(rows = 60): Promise<Account> {
	const sandbox = await startSandbox({ start: new Date('2026-11-02T15:00:00Z'), speed: 0 });
	const address = await sandbox.listen({ port: 0 });
	const api = await callerOf(sandbox);
	const control = async (method: string, path: string, body: object) => {
		const answer = await send(sandbox, method, `/control/${path}`, body);
		if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
		return answer.body;
	};
	for (let number = 1; number <= rows; number++) {
		const extCustomerId = number === 1 ? CUSTOMER.extCustomerId : `CUST-${number}`;
		await api.post('/payerCustomers', { ...CUSTOMER, extCustomerId });
		await api.post('/receivables/create', { ...RECEIVABLE, erpId: `INV-${number}` });
		if (number % 12 === 0) await control('POST', 'clock', { advance: '1d' });
	}
	for (const extId of ['CM-1', 'CM-2']) {
		await api.post('/creditMemos', { ...MEMO, extId, extKey: extId });
		await control('POST', 'clock', { advance: '1h' });
	}
	const pay = (extId: string, fund: object) =>
		control('POST', 'pay', { receivables: [{ extId }], ...fund });
	const card = await pay('INV-1', { card: '4242424242424242', payerFee: true });
	await pay('INV-2', { bank: { accountNumber: '000123456789', routingNumber: '110000000' } });
	const disputed = await pay('INV-3', { card: '4000000000000077' });
	await control('POST', 'clock', { advance: '7d' });
	await control('POST', 'refund', { paymentId: card.id, amount: '10.00' });
	await control('POST', 'dispute', { paymentId: disputed.id, outcome: 'open' });
	await control('POST', 'clock', { advance: '7d' });
	await api.put(`/receivables/${api.merchant.receivables.byKey('INV-5')!.id}/update`, {
		...RECEIVABLE,
		erpId: 'INV-5',
		dueDate: '2026-12-24',
	});
	// Many runs in a minute are no test of the rate limit.
	sandbox.world.faults.set({ rateLimit: 1_000_000 });
	return {
		sandbox,
		address,
		async deviate(name) {
			await control('PUT', 'deviation', { name });
		},
		close: () => sandbox.close(),
	};
}

const MEMO = {
	amount: 25.5,
	amountRemaining: 25.5,
	extCustomerId: CUSTOMER.extCustomerId,
	extCreationDate: '11-02-2026',
	extPostedDate: '11-02-2026',
	status: 'active',
};
