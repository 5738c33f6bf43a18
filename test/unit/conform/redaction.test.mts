import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../../sandbox/server.mts';
import { callerOf, RECEIVABLE } from '../sandbox/support.mts';
import { fakePaystand, json, TOKEN } from './paystand.mts';
import { conform, CREDENTIAL, startAccount, type Account, type Run } from './support.mts';

/** What no report may show, planted wherever an account can hold it. */
const PLANTED = {
	name: 'Zephyrine Quuxley',
	company: 'Quuxley Dental Holdings',
	email: 'zephyrine.quuxley@planted.example',
	key: 'PLANTED-KEY-77120',
	invoice: 'PLANTED-INV-90817',
	street: '4711 Planted Parkway',
	note: 'planted-s3cret-note',
	amount: '7654.31',
	memo: 4321.09,
	metaKey: 'plantedMetaKey',
};

let account: Account;
let sandbox: Sandbox;
beforeAll(async () => {
	account = await startAccount(5);
	sandbox = account.sandbox;
	const api = await callerOf(sandbox);
	await api.post('/payerCustomers', {
		extCustomerId: PLANTED.key,
		customerName: PLANTED.company,
		email: PLANTED.email,
		contactFirstName: PLANTED.name,
		address: { street1: PLANTED.street },
		[PLANTED.invoice]: PLANTED.note,
		internalNote: { [PLANTED.email]: PLANTED.note },
	});
	const { body } = await api.post('/receivables/create', {
		...RECEIVABLE,
		erpId: PLANTED.invoice,
		erpRef: PLANTED.invoice,
		extCustomerId: PLANTED.key,
		totalAmount: PLANTED.amount,
		amountDue: PLANTED.amount,
		meta: { [PLANTED.metaKey]: PLANTED.note },
		memo: PLANTED.note,
	});
	expect(body.extId).toBe(PLANTED.invoice);
	await api.post('/creditMemos', {
		extId: PLANTED.key,
		extKey: PLANTED.key,
		amount: PLANTED.memo,
		amountRemaining: PLANTED.memo,
		extCustomerId: PLANTED.key,
		extCreationDate: '11-02-2026',
		extPostedDate: '11-02-2026',
		status: 'active',
		erpName: PLANTED.company,
	});
});
afterAll(() => account.close());

/** Everything that is written or said. */
const written = ({ output, text, json: report }: Run) =>
	`${output}\n${text}\n${JSON.stringify(report)}`;

describe.each([[[]], [['--write']]])('with %j', (args) => {
	let run: Run;
	beforeAll(async () => {
		run = await conform(['--base-url', account.address, ...args]);
		expect(run.code).toBe(0);
	}, 60_000);

	test.each(Object.entries(PLANTED))('no %s', (_what, value) => {
		expect(written(run)).not.toContain(String(value));
	});

	test('no id, name, e-mail or amount of any record', () => {
		const report = written(run);
		const merchant = sandbox.world.merchant();
		const rows = JSON.stringify(
			[merchant.customers, merchant.receivables, merchant.payments, merchant.refunds].map((table) =>
				table.all(),
			),
		);
		const values = new Set(
			rows.match(/"[a-z0-9]{24}"|"[^"@\s]+@[^"\s]+"|"\d+\.\d\d"|"CUST-[^"]+"/g),
		);
		expect(values.size).toBeGreaterThan(30);
		for (const value of values) expect(report).not.toContain(value.slice(1, -1));
	});

	test('nothing of the credential, and no token', () => {
		const report = written(run);
		for (const secret of Object.values(CREDENTIAL)) expect(report).not.toContain(secret);
		for (const token of sandbox.world.tokens.keys()) expect(report).not.toContain(token);
	});

	test('and still the fields and their shapes', () => {
		const fields = run.json!.operations.listPayerCustomers!.fields;
		expect(fields['$.results[*].email']).toContain('e-mail(33)');
		expect(fields['$.results[*].id']).toEqual(['id(24)']);
		expect(run.json!.operations.listReceivables!.fields['$.results[*].amount']).toEqual([
			'decimal string',
		]);
		expect(run.json!.differences).toContainEqual(
			expect.objectContaining({
				kind: 'newField',
				at: '$.results[*].internalNote',
				seen: 'object',
			}),
		);
	});
});

describe('a Paystand that repeats what it is told', () => {
	const secrets = {
		id: 'echo-client-id',
		secret: 'echo-client-secret',
		customer: 'echo-customer-id',
	};

	test.each([200, 400, 401, 500])('with status %i', async (status) => {
		const token = 'echo-access-token-value';
		const echo = await fakePaystand((request, reply) => {
			if (request.url.includes('/oauth/token'))
				return json(reply, { ...TOKEN, access_token: token, scope: `auth ${secrets.secret}` });
			const said = JSON.stringify(request.headers) + request.text;
			reply.setHeader('x-ratelimit-limit', secrets.secret);
			reply.setHeader(`x-ratelimit-${secrets.secret}`, '1');
			json(
				reply,
				{
					id: secrets.secret,
					status: token,
					object: secrets.id,
					results: [{ id: secrets.customer, status: secrets.secret, [secrets.secret]: said }],
					[token]: said,
					error: {
						name: said,
						status: said,
						details: { code: secrets.secret, detailCode: token, parameter: secrets.customer },
					},
				},
				status,
			);
		});
		const run = await conform(['--base-url', echo.address, '--write'], {
			env: {
				PAYSTAND_CLIENT_ID: secrets.id,
				PAYSTAND_CLIENT_SECRET: secrets.secret,
				PAYSTAND_CUSTOMER_ID: secrets.customer,
			},
		});
		await echo.close();
		expect(echo.requests.length).toBeGreaterThan(20);
		for (const secret of [...Object.values(secrets), token])
			expect(written(run)).not.toContain(secret);
	});

	test('a broken connection leaves no trace of the request', async () => {
		const broken = await fakePaystand((_request, reply) => void reply.destroy());
		const run = await conform(['--base-url', broken.address], {
			env: {
				PAYSTAND_CLIENT_ID: secrets.id,
				PAYSTAND_CLIENT_SECRET: secrets.secret,
				PAYSTAND_CUSTOMER_ID: secrets.customer,
			},
		});
		await broken.close();
		for (const secret of Object.values(secrets)) expect(written(run)).not.toContain(secret);
	});
});
