import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSend, type Question, type Reply, type Send } from '../../../conform/http.mts';
import { conform, startAccount, type Account, type Run } from './support.mts';

let account: Account;
beforeEach(async () => {
	account = await startAccount(5);
});
afterEach(() => account.close());

const LOST: Reply = {
	status: null,
	failure: 'time-out',
	kind: 'empty',
	body: undefined,
	headers: {},
};

/** What was sent, as `POST /payments/secure`. */
const sent: string[] = [];

/**
 * Runs with --write, where some replies get lost.
 * @param loses whether the reply to a question gets lost; `unsent`: it does not even arrive
 */
function write(loses: (route: string) => boolean | 'unsent'): Promise<Run> {
	sent.length = 0;
	const real = createSend(5000);
	const send: Send = async (question: Question) => {
		const route = `${question.method} ${question.url.replace(/^.*\/v3|\?.*$/g, '')}`;
		sent.push(route);
		const lost = loses(route);
		if (lost === 'unsent') return LOST;
		const reply = await real(question);
		return lost ? LOST : reply;
	};
	return conform(['--base-url', account.address, '--write'], { options: { send } });
}

const times = (route: RegExp) => sent.filter((one) => route.test(one)).length;
const merchant = () => account.sandbox.world.merchant();

/** Records of the run that are not cancelled. */
function open({ json }: Run): number {
	const own = [...merchant().receivables.all(), ...merchant().creditMemos.all()];
	return own.filter(
		({ extId, status }) => extId.startsWith(json!.prefix!) && status !== 'cancelled',
	).length;
}

test('a charge whose reply is lost is looked up, not sent again', async () => {
	const run = await write((route) => route === 'POST /payments/secure');
	expect(times(/^POST \/payments\/secure$/)).toBe(1);
	expect(run.json!.answers.charge).toBe('unknown');
	expect(run.json!.answers.metaComesBack).toBe(true);
	expect(
		merchant()
			.payments.all()
			.filter(({ meta }) => meta?.chargeKey === run.json!.prefix),
	).toHaveLength(1);
	expect(times(/^POST \/payments\/[a-z0-9]+\/refunds$/)).toBe(1);
	expect(open(run)).toBe(0);
});

test('a charge that did not arrive is not sent again either', async () => {
	const run = await write((route) => route === 'POST /payments/secure' && 'unsent');
	expect(times(/^POST \/payments\/secure$/)).toBe(1);
	expect(run.json!.answers.charge).toBe('unknown');
	expect(times(/^POST .*\/refunds$/)).toBe(0);
	expect(run.json!.notTried).toContainEqual({
		what: 'the rest of: a refund',
		why: 'there is no payment to give back',
	});
});

test('a refund of a posted charge', async () => {
	const real = createSend(5000);
	const send: Send = async (question) => {
		// Ten days later, when the bank has paid and the first week is over.
		if (question.method === 'POST' && question.url.endsWith('/refunds'))
			await account.sandbox.world.clock.advance(10 * 86_400_000);
		return real(question);
	};
	const { json } = await conform(['--base-url', account.address, '--write'], { options: { send } });
	expect(json!.answers.refund).toBe('accepted');
	expect(json!.differences).toEqual([]);
	expect(json!.operations.getRefund!.statuses['200']).toBeGreaterThan(1);
	expect(json!.answers.openRoutes).toMatchObject({ updateRefund: 'open', updatePayment: 'open' });
});

test('a refund whose reply is lost is not sent again', async () => {
	const run = await write((route) => /^POST .*\/refunds$/.test(route));
	expect(times(/^POST .*\/refunds$/)).toBe(1);
	expect(run.json!.answers.refund).toBe('unknown');
});

test('what was made by a request whose reply was lost is found and cancelled', async () => {
	const run = await write((route) => /^POST \/(receivables\/create|creditMemos)$/.test(route));
	expect(
		merchant()
			.receivables.all()
			.some(({ extId }) => extId.startsWith(run.json!.prefix!)),
	).toBe(true);
	expect(open(run)).toBe(0);
	expect(run.json!.leftovers).toEqual({ receivables: 0, creditMemos: 0 });
	expect(run.code).toBe(0);
});

test('a run that ends early cancels what it made', async () => {
	const run = await write(() => sent.length > 12 && sent.length < 18 && 'unsent');
	expect(run.code).toBe(1);
	expect(run.json!.stopped).toContain('no reply');
	expect(
		merchant()
			.receivables.all()
			.some(({ extId }) => extId.startsWith(run.json!.prefix!)),
	).toBe(true);
	expect(open(run)).toBe(0);
	expect(times(/payments\/secure/)).toBe(0);
});

test('Ctrl-C ends the run before its next question, and cancels what was made', async () => {
	const stop = new AbortController();
	const real = createSend(5000);
	const send: Send = (question) => {
		if (question.url.endsWith('/attachments')) stop.abort();
		return real(question);
	};
	const run = await conform(['--base-url', account.address, '--write'], {
		options: { send, signal: stop.signal },
	});
	expect(run.code).toBe(1);
	expect(run.json!.stopped).toBe('The run was interrupted.');
	expect(open(run)).toBe(0);
});

test('what cannot be cancelled is told, with the prefix to search for', async () => {
	const run = await write((route) => /\/cancel$/.test(route) && 'unsent');
	expect(open(run)).toBeGreaterThan(0);
	expect(run.json!.leftovers!.receivables).toBeGreaterThan(0);
	expect(run.text).toMatch(
		/\*\*Not cancelled: \d receivables and \d credit memos\. Search for the prefix/,
	);
	expect(run.text).toContain(run.json!.prefix);
});

test('everything that is made bears the prefix', async () => {
	const before = new Set(
		merchant()
			.customers.all()
			.map(({ id }) => id),
	);
	const run = await write(() => false);
	const made = merchant()
		.customers.all()
		.filter(({ id }) => !before.has(id));
	expect(made).toHaveLength(1);
	expect(made[0]!.extCustomerId.startsWith(run.json!.prefix!)).toBe(true);
	expect(made[0]!.customerName.startsWith(run.json!.prefix!)).toBe(true);
	expect(run.json!.prefix).toMatch(/^conform-\d{8}-[0-9a-f]{6}$/);
});

test('reading sends nothing but reads, a token and the question about an event', async () => {
	const real = createSend(5000);
	const routes: string[] = [];
	await conform(['--base-url', account.address], {
		options: {
			send: (question) => {
				routes.push(`${question.method} ${question.url.replace(/^.*\/v3/, '')}`);
				return real(question);
			},
		},
	});
	const others = routes.filter((route) => !/^GET |^POST \/oauth\/token$/.test(route));
	expect(others).toEqual([expect.stringMatching(/^POST \/events\/zz[a-z0-9]{22}\/verify$/)]);
	expect(routes.length).toBeGreaterThan(200);
});
