import { beforeEach, describe, expect, test } from 'vitest';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine();
const items = (count: number, bad: number[]) =>
	Array.from({ length: count }, (_, row) => ({
		json: { row, key: `INV-${row}`, amount: bad.includes(row) ? '12,5' : `${row + 1}.50` },
	}));
const atATime = (requestsAtATime: unknown) => ({ options: { requestsAtATime } }) as object;
const create = ({
	parameters,
	...run
}: {
	items: { json: any }[];
	onError?: any;
	parameters?: object;
}) =>
	engine.run({
		resource: 'receivable',
		operation: 'create',
		parameters: {
			customer: { mode: 'key', value: '={{ $json.customer ?? "CUST-1" }}', __rl: true },
			erpId: '={{ $json.key }}',
			erpRef: '={{ $json.key }}',
			totalAmount: '={{ $json.amount }}',
			postingDate: '2026-11-01',
			dueDate: '2026-11-30',
			...parameters,
		} as never,
		...run,
	});
const stored = async () =>
	(await engine.call('GET', '/v3/receivables/read?limit=100')).results.map(
		(row: { extId: string }) => row.extId,
	);

beforeEach(() => engine.addCustomer());

describe('25 items, some of which do not go through', () => {
	const bad = [3, 7, 8, 24];
	const mixed = () => {
		const rows = items(25, bad);
		// Refused by Paystand, not by us.
		(rows[12].json as any).customer = 'NOBODY';
		return rows;
	};

	test('continue: 25 items in order, each linked to its own, with the message in its place', async () => {
		const result = await create({ items: mixed(), onError: 'continueRegularOutput' });
		expect(result.error).toBeUndefined();
		expect(result.items).toHaveLength(25);
		for (const [row, item] of result.items.entries()) {
			expect(item.pairedItem).toEqual({ item: row });
			if (row === 12) expect(item.json.error).toMatch(/The customer does not exist/);
			else if (bad.includes(row))
				expect(item.json).toEqual({
					error: "'Total Amount' is not an amount: '12,5'",
					details: expect.stringMatching(/^Write digits with a point/),
				});
			else expect(item.json).toMatchObject({ extId: `INV-${row}`, amount: `${row + 1}.50` });
		}
		expect(await stored()).toHaveLength(20);
	});

	test('error output: what went through in order, the rest on the other branch with its input', async () => {
		const result = await create({ items: mixed(), onError: 'continueErrorOutput' });
		const good = Array.from({ length: 25 }, (_, row) => row).filter(
			(row) => row !== 12 && !bad.includes(row),
		);
		expect(result.json.map((json) => json.extId)).toEqual(good.map((row) => `INV-${row}`));
		expect(result.items.map((item) => item.pairedItem)).toEqual(good.map((item) => ({ item })));
		expect(result.errorItems.map(({ json }) => json.row)).toEqual([3, 7, 8, 12, 24]);
		expect(result.errorItems[0].json).toEqual({
			row: 3,
			key: 'INV-3',
			amount: '12,5',
			details: expect.stringMatching(/^Write digits with a point/),
			error: "'Total Amount' is not an amount: '12,5'",
		});
		expect(result.errorItems.map((item) => item.pairedItem)).toEqual(
			[3, 7, 8, 12, 24].map((item) => ({ item })),
		);
	});

	test('stop: names the first item in order, and how many had gone through', async () => {
		const result = await create({ items: mixed() });
		expect(result.error).toMatchObject({
			message: "'Total Amount' is not an amount: '12,5'",
			itemIndex: 3,
		});
		const [, done] = /(\d+) of 25 items had gone through/.exec(result.error!.description) ?? [];
		expect(await stored()).toHaveLength(Number(done));
		expect(result.items).toEqual([]);
	});
});

test('stop: items that had not begun are left alone', async () => {
	const { error } = await create({ items: items(25, [0]), parameters: atATime(10) });
	expect(error?.itemIndex).toBe(0);
	// The others of the first ten may have gone through, none after them.
	expect((await stored()).length).toBeLessThan(10);
});

describe('Requests at a Time', () => {
	const most = async (parameters: object, latencyMs = 10) => {
		engine.setFaults({ latencyMs });
		const result = await create({ items: items(90, []), parameters });
		expect(result.json.map((json) => json.extId)).toEqual(
			items(90, []).map(({ json }) => json.key),
		);
		return engine.mostAtATime;
	};

	test('is 80 unless it is set', async () => {
		expect(await most({}, 500)).toBe(80);
	});

	test('is never exceeded', async () => {
		expect(await most(atATime(7))).toBe(7);
	});

	test('1 works on one item after the other', async () => {
		expect(await most(atATime(1))).toBe(1);
		expect(await stored()).toEqual(
			items(90, [])
				.map(({ json }) => json.key)
				.reverse(),
		);
	});

	test('holds for the pages of lists as well', async () => {
		for (let row = 0; row < 120; row++) await engine.addReceivable(`INV-${row}`);
		engine.setFaults({ latencyMs: 20 });
		const { json } = await engine.run({
			resource: 'receivable',
			operation: 'getAll',
			items: items(5, []),
			parameters: { returnAll: true, ...atATime(3) },
		});
		expect(json).toHaveLength(5 * 120);
		expect(engine.mostAtATime).toBe(3);
	});

	test.each([0, 2.5, 201, 'many'])('%s: says what it may be, and sends nothing', async (value) => {
		const { error, requests } = await create({ items: items(2, []), parameters: atATime(value) });
		expect(error?.message).toBe("'Requests at a Time' is not a whole number from 1 to 200");
		expect(error?.description).toContain("Change it under 'Options'");
		expect(requests).toEqual([]);
	});
});

test('what stops all items names the first one', async () => {
	engine.merchant.refusedRoutes.push('listReceivablesUnfiltered');
	const { error } = await engine.run({
		resource: 'receivable',
		operation: 'cancel',
		items: items(5, []),
		parameters: { receivable: { mode: 'key', value: '={{ $json.key }}', __rl: true } } as never,
	});
	expect(error?.itemIndex).toBe(0);
	expect(error?.message).toMatch(/^Paystand did not accept the request/);
	expect(error?.description.match(/items had gone through/g)).toHaveLength(1);
});

test('one item out of one: nothing is said about others', async () => {
	const { error } = await create({ items: items(1, [0]) });
	expect(error?.description).not.toMatch(/items had gone through/);
	expect(error?.description).toMatch(/^Write digits with a point/);
});

test('an item that gives many rows links all of them to itself', async () => {
	for (const key of ['1', '2', '3']) await engine.addReceivable(key);
	const result = await engine.run({
		resource: 'receivable',
		operation: 'getAll',
		items: [{ json: { wanted: 1 } }, { json: { wanted: 2 } }],
		parameters: { limit: '={{ $json.wanted }}' },
	});
	expect(result.items.map(({ json, pairedItem }) => [json.extId, pairedItem])).toEqual([
		['3', { item: 0 }],
		['3', { item: 1 }],
		['2', { item: 1 }],
	]);
});

test('many items at once ask for one token, and a stored token is used again', async () => {
	const first = await create({ items: items(15, []) });
	expect(first.tokens).toBe(1);
	expect(first.requests).toHaveLength(15);
	const second = await create({ items: items(1, [0]).concat(items(3, [])).slice(1) });
	expect(second.tokens).toBe(0);
});

test('with a stored token no item waits for the first one', async () => {
	await create({ items: items(1, []) });
	engine.setFaults({ latencyMs: 300 });
	await engine.run({ resource: 'receivable', operation: 'getAll', items: items(5, []) });
	expect(engine.mostAtATime).toBe(5);
});

test('an expired token is replaced once, and every item goes through', async () => {
	await create({ items: items(1, []) });
	await engine.call('POST', '/control/tokens/expire', {});
	const { json, tokens, error } = await engine.run({
		resource: 'receivable',
		operation: 'getAll',
		items: items(100, []),
		parameters: {},
	});
	expect(error).toBeUndefined();
	expect(json).toHaveLength(100);
	expect(tokens).toBe(1);
});

test('a wrong id among others costs one token, not one for each', async () => {
	await create({ items: items(1, []) });
	const { items: out, tokens } = await engine.run({
		resource: 'receivable',
		operation: 'get',
		onError: 'continueRegularOutput',
		items: items(30, []),
		parameters: {
			receivable: { mode: 'id', value: 'zzzzzzzzzzzzzzzzzzzzzzzz', __rl: true },
		} as never,
	});
	expect(out.every(({ json }) => /did not accept the request/.test(String(json.error)))).toBe(true);
	expect(tokens).toBe(1);
});

test('an unknown operation, from an imported workflow, is named', async () => {
	const { error } = await engine.run({ resource: 'receivable', operation: 'explode' });
	expect(error?.message).toBe("'receivable: explode' is not a Paystand operation");
});
