import { afterEach, describe, expect, test } from 'vitest';
import { callerOf, startSandbox } from '../sandbox/support.mts';
import type { Sandbox } from '../../../sandbox/server.mts';
import { conform, startAccount, type Account } from './support.mts';

let account: Account | undefined;
let sandbox: Sandbox | undefined;
afterEach(async () => {
	await account?.close();
	await sandbox?.close();
	account = sandbox = undefined;
});

describe('an account with some life', () => {
	test('reading finds no difference and changes nothing', async () => {
		account = await startAccount();
		const merchant = account.sandbox.world.merchant();
		const books = () =>
			JSON.stringify([merchant.customers, merchant.receivables, merchant.payments]);
		const before = books();
		const { code, json } = await conform(['--base-url', account.address]);
		expect(code).toBe(0);
		expect(json).toMatchObject({ environment: 'local', mode: 'read', complete: true });
		expect(json!.differences).toEqual([]);
		expect(json!.answers).toMatchObject({
			tokenLifeSeconds: 1_209_600,
			tokenScope: 'auth',
			tokensCoexist: true,
			insufficientScope: '403 object',
			timezoneField: 'timezone',
			// 60 rows do not tell whether a page may have more.
			largestPage: null,
			largestPageAtLeast: 60,
			defaultPage: 50,
			count: 'total',
			limitHeaders: ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'],
			limitReset: 'seconds',
			orderByLastUpdated: 'holds',
			dateFilter: 'holds',
			dateFilterLastUpdated: 'holds',
			startDateFilter: 'holds',
			filterWithoutQueryType: 'ignored',
			amountsAs: 'string',
			unknownId: 401,
			missingCustomerHeader: 401,
			unknownRoute: 404,
			wrongMethod: 404,
			eventRead: 'refused 401',
			verify: 'refused',
			secondCustomerKey: null,
			secondInvoiceKey: null,
		});
		expect(json!.answers.otherFilters).toMatchObject({
			'f.extId': 'ignored',
			'by-extId': 'refused',
		});
		expect(json!.words['payment.status']).toEqual(['created', 'paid', 'posted']);
		const written = account.sandbox.world.journal.filter(
			({ method, path }) => method !== 'GET' && path.startsWith('/v3') && !path.includes('/oauth/'),
		);
		expect(
			written.map(({ method, path }) => `${method} ${path.replace(/\/[a-z0-9]{24}/, '/:id')}`),
		).toContain('POST /v3/events/:id/verify');
		expect(books()).toBe(before);
	}, 60_000);

	test('every read of the API document is asked, or the report says why not', async () => {
		account = await startAccount(5);
		const { json, text } = await conform(['--base-url', account.address]);
		const reads = account.sandbox.document.operations.filter(({ method }) => method === 'GET');
		expect(reads.length).toBeGreaterThan(25);
		for (const { operationId } of reads) {
			const why = json!.notTried.find(({ what }) => what === operationId)?.why;
			expect(json!.operations[operationId] ?? why, operationId).toBeDefined();
			expect(text).toContain(operationId);
		}
	});

	test('writing finds no difference and leaves nothing open', async () => {
		account = await startAccount(5);
		const { code, json, text } = await conform(['--base-url', account.address, '--write']);
		expect(code).toBe(0);
		expect(json!.differences).toEqual([]);
		expect(json!.answers).toMatchObject({
			secondCustomerKey: 'refused',
			secondInvoiceKey: 'refused',
			secondCreditMemoKey: 'duplicated',
			cancelReceivableTwice: 'same',
			cancelCreditMemoTwice: 'same',
			removedAttachment: 404,
			partialUpdate: 'refused 400',
			customerAddress: 'comes back',
			customerDelete: 'refused 404',
			wrongDeposits: 402,
			secondVerification: 402,
			charge: 'accepted',
			chargeStatus: 'processing',
			metaComesBack: true,
			refund: 'refused 400',
			orderByLastUpdated: 'holds',
		});
		expect(json!.leftovers).toEqual({ receivables: 0, creditMemos: 0 });
		expect(text).toContain(json!.prefix);
		const merchant = account.sandbox.world.merchant();
		const own = (rows: { extId: string; status: string }[]) =>
			rows.filter(({ extId }) => extId.startsWith(json!.prefix!)).map(({ status }) => status);
		expect(own(merchant.receivables.all())).toEqual(['cancelled', 'cancelled']);
		expect(own(merchant.creditMemos.all())).toEqual(['cancelled', 'cancelled']);
	}, 60_000);
});

describe('an account with nothing in it', () => {
	test('gives no answer that it cannot give, and the reasons', async () => {
		sandbox = await startSandbox();
		const address = await sandbox.listen({ port: 0 });
		const { code, json, text } = await conform(['--base-url', address]);
		expect(code).toBe(0);
		expect(json!.differences).toEqual([]);
		const open = ['largestPage', 'count', 'orderByLastUpdated', 'dateFilter', 'amountsAs'];
		for (const name of [...open, 'secondCustomerKey', 'chargeStatus'])
			expect(json!.answers[name], name).toBeNull();
		for (const name of open) expect(json!.reasons[name], name).toMatch(/^no list/);
		expect(text).toContain('not found out: only with --write');
	});

	test('has enough rows to tell more after writing', async () => {
		sandbox = await startSandbox();
		const address = await sandbox.listen({ port: 0 });
		const { json } = await conform(['--base-url', address, '--write']);
		expect(json!.differences).toEqual([]);
		expect(json!.answers).toMatchObject({
			count: 'total',
			orderByLastUpdated: 'holds',
			dateFilter: 'holds',
			charge: 'accepted',
		});
	});
});

test('the largest page of a long list', async () => {
	account = await startAccount(5);
	const { customers } = account.sandbox.world.merchant();
	const [first] = customers.all();
	for (let number = 0; number < 1100; number++) {
		const id = account.sandbox.world.ids.next();
		customers.insert({ ...first!, id, extCustomerId: `MANY-${number}` });
	}
	const uncapped = await conform(['--base-url', account.address]);
	expect(uncapped.json!.answers.largestPage).toBe(1000);
	expect(uncapped.json!.differences).toEqual([]);
	account.sandbox.world.faults.set({ pageCap: 137, rateLimit: 100_000 });
	const capped = await conform(['--base-url', account.address]);
	expect(capped.json!.answers.largestPage).toBe(137);
}, 120_000);

test('a token without access is told as such', async () => {
	sandbox = await startSandbox();
	const address = await sandbox.listen({ port: 0 });
	const { merchant } = await callerOf(sandbox, 2);
	const { code, json } = await conform(['--base-url', address], {
		env: {
			PAYSTAND_CLIENT_ID: merchant.clientId,
			PAYSTAND_CLIENT_SECRET: merchant.clientSecret,
			PAYSTAND_CUSTOMER_ID: merchant.id,
		},
	});
	expect(code).toBe(0);
	expect(json!.answers.tokenScope).toBeNull();
	expect(json!.differences).toContainEqual({
		operation: 'createToken',
		kind: 'value',
		at: '$.scope',
		documented: 'auth',
		seen: 'missing',
	});
	expect(json!.differences).toContainEqual({
		operation: 'listPayerCustomers',
		kind: 'status',
		at: '$',
		documented: '200',
		seen: '403',
	});
});
