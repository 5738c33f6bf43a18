import { beforeEach, describe, expect, test } from 'vitest';
import type { FaultSettings } from '../../sandbox/faults.mts';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine();
const picked = (value: unknown) => ({ mode: 'id', value, __rl: true });
const file = (name: string) => ({ name, data: Buffer.from(`%PDF-1.7 ${name}`) });

beforeEach(() => engine.addCustomer());

/** The first request of a kind is done and its reply lost; the next one of that kind goes well. */
function loseReply(request: RegExp, fault: Partial<FaultSettings> = { brokenAfter: 1 }) {
	engine.before(request, async () => {
		engine.setFaults(fault);
		engine.before(request, async () => engine.setFaults({}));
	});
}

describe('attachments', () => {
	let id: string;
	const run = (operation: string, parameters: object, name = 'old.pdf') =>
		engine.run({
			resource: 'attachment',
			operation,
			items: [{ json: {}, files: { data: file(name) } }],
			parameters: { receivable: picked(id), ...parameters } as never,
		});
	const files = () =>
		engine.merchant.attachments
			.all()
			.filter(({ status }) => status === 'active')
			.map(({ name }) => name);

	beforeEach(async () => {
		({ id } = await engine.addReceivable('1001'));
	});

	test('a removal of which only the reply got lost is a removal', async () => {
		const { json: uploaded } = await run('upload', {});
		loseReply(/^DELETE/);
		const { json, error } = await run('remove', { attachment: picked(uploaded[0].id) });
		expect(error).toBeUndefined();
		expect(json).toEqual([{ deleted: true }]);
		expect(files()).toEqual([]);
	});

	test('also when no fresh token is to be had for the second attempt', async () => {
		const { json: uploaded } = await run('upload', {});
		engine.before(/^DELETE/, async () => {
			engine.setFaults({ brokenAfter: 1 });
			engine.before(/^DELETE/, async () => engine.setFaults({ broken: 1, paths: 'oauth' }));
		});
		const { json, error } = await run('remove', { attachment: picked(uploaded[0].id) });
		expect(error).toBeUndefined();
		expect(json).toEqual([{ deleted: true }]);
	});

	test('a removal that an attachment outlives is told as unknown', async () => {
		const { json: uploaded } = await run('upload', {});
		engine.setFaults({ serverError: 1, paths: '^DELETE' });
		const { error } = await run('remove', { attachment: picked(uploaded[0].id) });
		expect(error?.message).toMatch(/unknown whether the request took effect/);
		expect(files()).toEqual(['old.pdf']);
	});

	test('of an attachment that was not there the item says so, and no fresh access token is fetched', async () => {
		const attachment = picked('0123456789abcdefghijklmn');
		const { json, tokens } = await run('remove', { attachment });
		expect(json).toEqual([
			{ deleted: true, note: expect.stringContaining('had no such attachment') },
		]);
		// That of the first request.
		expect(tokens).toBe(1);
	});

	test('a second file of which the reply got lost is to be looked for, not sent again', async () => {
		const uploaded = /^POST .*attachments/;
		engine.before(uploaded, async () => loseReply(uploaded));
		const { error } = await engine.run({
			resource: 'attachment',
			operation: 'upload',
			items: [{ json: {}, files: { a: file('a.pdf'), b: file('b.pdf'), c: file('c.pdf') } }],
			parameters: { receivable: picked(id), binaryPropertyName: '*' } as never,
		});
		expect(error?.message).toMatch(/^1 of 3 files uploaded, then: .*unknown/);
		expect(error?.description).toContain('Check in Paystand whether the next one is attached too');
		expect(error?.description).not.toContain('Upload only the others again');
		expect(files()).toEqual(['a.pdf', 'b.pdf']);
	});

	test.each([{ brokenAfter: 1 }, { serverErrorAfter: 1 }])(
		'a replacement goes through when the reply to the removal got lost: %o',
		async (fault) => {
			const { json: uploaded } = await run('upload', {});
			loseReply(/^DELETE/, fault);
			const attachment = picked(uploaded[0].id);
			const { json, error } = await run('replace', { attachment }, 'new.pdf');
			expect(error).toBeUndefined();
			expect(json).toMatchObject([{ name: 'new.pdf', replacedId: uploaded[0].id }]);
			expect(files()).toEqual(['new.pdf']);
		},
	);
});

describe('writes', () => {
	test('an update that was done and answered with 500 is told as unknown', async () => {
		const [customer] = engine.merchant.customers.all();
		engine.setFaults({ serverErrorAfter: 1, paths: '^PUT' });
		const { error } = await engine.run({
			resource: 'customer',
			operation: 'update',
			parameters: {
				customer: picked(customer.id),
				updateFields: { customerName: 'Acme Ltd' },
			} as never,
		});
		expect(error?.message).toMatch(/unknown whether the request took effect/);
		expect(engine.merchant.customers.all()[0].customerName).toBe('Acme Ltd');
	});

	test('a create of which the reply got lost is unknown when it cannot be looked up', async () => {
		engine.before(/^POST .*Customers/, async () => {
			engine.setFaults({ brokenAfter: 1, paths: '^POST' });
			engine.before(/^GET/, async () => engine.setFaults({ serverError: 1, seed: 2 }));
		});
		const { error } = await engine.run({
			resource: 'customer',
			operation: 'upsert',
			parameters: { extCustomerId: 'C-9', customerName: 'Nine', email: 'nine@example.com' },
		});
		expect(error?.message).toMatch(/unknown whether the request took effect/);
		expect(engine.merchant.customers.byKey('C-9')).toBeDefined();
	});
});

describe('credit memos', () => {
	const memo = async (status = 'active') =>
		(
			await engine.call('POST', '/v3/creditMemos', {
				...{ extId: 'CM-1', extKey: 'CM-2026-1', amount: 50.25, amountRemaining: 50.25 },
				...{ extCustomerId: 'CUST-1', extCreationDate: '11-20-2026' },
				...{ extPostedDate: '11-20-2026', status },
			})
		).id as string;
	const run = (operation: string, id: string) =>
		engine.run({
			resource: 'creditMemo',
			operation,
			parameters: { creditMemo: picked(id) } as never,
		});

	test.each([
		['cancel', 'cancelled'],
		['activate', 'active'],
	])('%s of which only the reply got lost is looked up', async (operation, status) => {
		const id = await memo();
		if (operation === 'activate') await run('cancel', id);
		engine.setFaults({ serverErrorAfter: 1, paths: '^PATCH' });
		const { json, error } = await run(operation, id);
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ id, status });
	});

	test('one that did not take effect is told as unknown', async () => {
		const id = await memo();
		engine.setFaults({ serverError: 1, paths: '^PATCH' });
		expect((await run('cancel', id)).error?.message).toMatch(/unknown whether/);
	});
});

describe('a create that is answered 2xx without a record that can be read', () => {
	const PROBABLY = /^Paystand accepted the request .* it has probably taken effect$/;
	const kinds = {
		customer: {
			request: /^POST .*payerCustomers$/,
			parameters: { extCustomerId: 'C-9', customerName: 'Nine', email: 'nine@example.com' },
			key: { extCustomerId: 'C-9' },
		},
		receivable: {
			request: /^POST .*receivables.create/,
			parameters: {
				...{ erpId: 'INV-9', erpRef: 'No. 9', totalAmount: '10', amountDue: '10' },
				...{ currency: 'USD', postingDate: '2026-11-01', dueDate: '2026-11-30' },
				customer: { mode: 'key', value: 'CUST-1', __rl: true },
			},
			key: { extId: 'INV-9' },
		},
	};
	const replies: unknown[] = ['', '<html></html>', [], {}, { id: '' }, { ok: true }, null];
	const cases = (['customer', 'receivable'] as const).flatMap((resource) =>
		[...replies, { id: 'another0record0000000001', extId: 'X', extCustomerId: 'X' }].map(
			(reply) => [resource, reply] as const,
		),
	);

	test.each(cases)('%s: %j', async (resource, reply) => {
		const { request, parameters } = kinds[resource];
		engine.answer(request, reply, { times: 1 });
		const { json, error } = await engine.run({
			resource,
			operation: 'create',
			parameters: parameters as never,
		});
		expect(json).toEqual([]);
		expect(error?.message).toMatch(PROBABLY);
		expect(error?.description).toContain('before you run this again');
	});

	test.each(cases)('Create or Update looks it up. %s: %j', async (resource, reply) => {
		const { request, parameters, key } = kinds[resource];
		// It has taken effect: only what the reply shows is wrong.
		engine.before(request, async () => {
			const record = { ...parameters, extCustomerId: 'CUST-1' } as any;
			delete record.customer;
			if (resource === 'customer') await engine.call('POST', '/v3/payerCustomers', parameters);
			else await engine.addReceivable('INV-9', { ...record, erpId: 'INV-9' });
			engine.answer(request, reply, { times: 1 });
		});
		engine.setFaults({ onDuplicate: 'merge' });
		const { json, error } = await engine.run({
			resource,
			operation: 'upsert',
			parameters: parameters as never,
		});
		expect(error).toBeUndefined();
		expect(json).toMatchObject([key]);
	});
});
