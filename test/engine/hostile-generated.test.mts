import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { describe, expect, test } from 'vitest';
import type { JournalEntry } from '../../sandbox/journal.mts';
import { Table } from '../../sandbox/table.mts';
import { prepareAccount } from './harness/all-operations/account.mts';
import { CASES, runCase, versionOf, type OperationCase } from './harness/all-operations/case.mts';
import { useEngine } from './harness/sandbox.mts';

const SEED = Number(process.env.HOSTILE_SEED ?? 20_261_123);
const VALUES_PER_FIELD = 8;
/** Longer is no message but a dump. */
const LONGEST_MESSAGE = 1_000;

const engine = useEngine();

/** What an expression can give where a text, number, day or ID is wanted. `undefined` too. */
const hostile = fc.oneof(
	fc.double(),
	fc.maxSafeInteger(),
	fc.constantFrom<unknown>(1e21, -1e21, Number.MAX_VALUE, 5e-324, -0, 0.1 + 0.2, 2 ** 53, -1),
	fc.string({ unit: 'grapheme', maxLength: 60 }),
	fc.string({ unit: 'binary', maxLength: 60 }),
	fc.constantFrom('🧾💸', '👩‍👩‍👧', '\u202e12.00', 'é', '\ud800', '\0', ' \t\n', '\u00a0', '١٢'),
	fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'undefined', 'null'),
	fc.constantFrom(
		'../..',
		'a/b?c#d',
		'%2e%2e',
		'{{ 1 }}',
		'={{ 1 }}',
		"'; --",
		'<b>',
		'12,5',
		'1e3',
	),
	fc.constantFrom('0000-00-00', '2026-02-30', '+275760-09-13', '-000001-01-01', '99999-01-01'),
	fc.array(fc.oneof(fc.string(), fc.integer()), { maxLength: 3 }),
	fc.dictionary(fc.constantFrom('__proto__', 'constructor', 'value', 'mode', 'x'), fc.string()),
	fc.boolean(),
	fc.constantFrom<unknown>(null, undefined, {}, [], [[]], ''),
);

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** What decides which fields are shown: n8n itself holds expressions there against its lists. */
const CHOICES = [
	...['__rl', 'mode', 'which', 'fund', 'extent'],
	...['mappingMode', 'matchingColumns', 'schema'],
];

/** The parameters with every value taken from the item, and the values themselves by place. */
function fromItem(parameters: object, at = ''): { expressions: object; values: object } {
	const values: Record<string, unknown> = {};
	const entries = Object.entries(parameters).map(([name, value]) => {
		const place = `${at}${name}`;
		if (CHOICES.includes(name)) return [name, value];
		if (!isRecord(value)) {
			values[place] = value;
			return [name, `={{ $json[${JSON.stringify(place)}] }}`];
		}
		const inner = fromItem(value, `${place}.`);
		Object.assign(values, inner.values);
		return [name, inner.expressions];
	});
	return { expressions: Object.fromEntries(entries), values };
}

/** Keys that may not be the same twice, so that only the hostile value can be at fault. */
const UNIQUE =
	/(^|\.)(erpId|extId|extCustomerId|(charge|refund|withdrawal)Key|ERP (Invoice|Credit Memo) ID)$/;

const isWrite = ({ method, path, status }: JournalEntry) =>
	method !== 'GET' && status >= 200 && status < 300 && !/\/(feeSplits|verify)\b/.test(path);

function expectClear(message: unknown, details: unknown) {
	expect(typeof message === 'string' && message.trim()).toBeTruthy();
	const whole = `${String(message)} ${String(details ?? '')}`;
	expect(whole).not.toMatch(
		/cannot read|is not defined|is not a function|not iterable|call stack|unexpected token|invalid time|\[object/i,
	);
	expect(whole.length).toBeLessThan(LONGEST_MESSAGE);
}

/** A movement of money makes rows in other tables too: of it only its own counts. */
const MOVEMENTS = ['refund', 'withdrawal'];

function countRows(resource = ''): number {
	const { merchant } = engine;
	const tables = MOVEMENTS.includes(resource)
		? [merchant[`${resource}s` as 'refunds']]
		: Object.values(merchant);
	return tables
		.filter((table) => table instanceof Table)
		.reduce((sum, table) => sum + table.size, 0);
}

/** One case for each operation and version of the node: the one with the most fields. */
const WIDEST = new Map(
	CASES.filter(({ parameters }) => Object.keys(parameters({ event: {} } as never)).length > 0)
		.sort((a, b) => width(a) - width(b))
		.map((one) => [nameOf(one), one]),
);

function nameOf({ resource, operation, parameters }: OperationCase): string {
	const given = parameters({ event: {} } as never);
	return `${resource}: ${operation} (${versionOf(resource, operation, given)})`;
}

function width({ parameters }: OperationCase): number {
	return Object.keys(fromItem(parameters({ event: {} } as never)).values).length;
}

describe('whatever an expression gives, each field ends in a clear message or a right request', () => {
	test.each([...WIDEST.keys()].sort())('%s', async (name) => {
		const { resource, operation, parameters, file } = WIDEST.get(name)!;
		const account = await prepareAccount(engine);
		const makers = ['add', 'create', 'sendMicroDeposits', 'upload'];
		for (const one of CASES.slice(0, CASES.indexOf(WIDEST.get(name)!))) {
			const isNeeded = one.resource === resource && one.operation !== operation;
			if (isNeeded && makers.includes(one.operation)) await runCase(engine, account, one);
		}
		const { expressions, values } = fromItem(parameters(account));
		const places = Object.keys(values);
		const samples = fc.sample(hostile, { seed: SEED, numRuns: places.length * VALUES_PER_FIELD });
		const rows = samples.map((value, index) => {
			const row: Record<string, unknown> = { ...values };
			for (const place of places.filter((candidate) => UNIQUE.test(candidate)))
				row[place] = `${String(row[place])}-${index}`;
			row[places[index % places.length]!] = value;
			return row;
		});
		const before = countRows(resource);
		const files = { data: { name: 'a.pdf', type: 'application/pdf', data: file as Buffer } };
		const { items, error, requests } = await engine.run({
			resource,
			operation,
			typeVersion: versionOf(resource, operation, expressions as never),
			parameters: expressions as never,
			onError: 'continueRegularOutput',
			items: rows.map((json) => ({ json: json as never, ...(file && { files }) })),
		});
		expect(error).toBeUndefined();

		const refused = items.filter(({ json }) => 'error' in json);
		for (const { json } of refused) expectClear(json.error, json.details);
		// Of a refused item nothing is written: each write has an item that tells of it.
		const went = rows.length - refused.length;
		const writes = requests.filter(isWrite);
		if (operation === 'sync') {
			// It does what it can of a row, and tells each write of it.
			const done = writes.filter(({ status }) => status < 300);
			expect(done).toHaveLength(items.flatMap(({ json }) => writtenBySync(json)).length);
		} else {
			expect(writes.length).toBeLessThanOrEqual(went * (operation === 'replace' ? 2 : 1));
		}
		if (['create', 'add'].includes(operation)) {
			expect(writes).toHaveLength(went);
			expect(countRows(resource) - before).toBe(went);
		}
		expect(Object.keys(Object.prototype)).toEqual([]);
		expect(({} as Record<string, unknown>).x).toBeUndefined();
	});
});

/** The outcomes of a synced row that are writes. */
function writtenBySync({ customerOutcome, receivableOutcome, attachmentOutcome }: IDataObject) {
	const outcomes = [customerOutcome, receivableOutcome, attachmentOutcome];
	return outcomes.filter((outcome) => ['created', 'updated', 'attached'].includes(String(outcome)));
}

describe('what goes out is what came in', () => {
	test('amounts to the cent, texts to the letter, or a refusal', async () => {
		await engine.addCustomer();
		const texts = fc.sample(hostile, { seed: SEED, numRuns: 150 });
		const cents = fc.sample(fc.bigInt({ min: 1n, max: 10n ** 17n }), { seed: SEED, numRuns: 50 });
		const amounts = cents.map((all) => `${all / 100n}.${String(all % 100n).padStart(2, '0')}`);
		const rows = texts.map((erpRef, index) => ({
			erpRef,
			totalAmount: index % 3 === 0 ? amounts[index / 3] : texts[texts.length - 1 - index],
		}));
		const { items, requests } = await engine.run({
			resource: 'receivable',
			operation: 'create',
			parameters: {
				customer: { __rl: true, mode: 'key', value: 'CUST-1' },
				erpId: '=K{{ $itemIndex }}',
				erpRef: '={{ $json.erpRef }}',
				totalAmount: '={{ $json.totalAmount }}',
				postingDate: '2026-11-01',
				dueDate: '2026-11-30',
			} as never,
			onError: 'continueRegularOutput',
			items: rows.map((json) => ({ json: json as never })),
		});
		expect(requests.length).toBeGreaterThan(10);
		for (const { body } of requests as Array<{ body: any }>) {
			const given = rows[Number(body.erpId.slice(1))]!;
			expect(body.erpRef).toBe(String(given.erpRef).trim());
			const [whole = '', part = ''] = String(given.totalAmount).trim().split('.');
			expect(body.totalAmount).toBe(`${BigInt(whole)}.${part.padEnd(2, '0')}`);
		}
		const kept = engine.merchant.receivables.all().map(({ extId }) => extId);
		const told = items.flatMap(({ json }) => json.extId ?? []);
		expect([...kept].sort()).toEqual([...told].sort());
	});
});

describe('ten megabytes', () => {
	const TEN_MB = 10 * 1024 * 1024;
	const HUGE = 'x'.repeat(TEN_MB);
	const key = (value: string) => ({ __rl: true, mode: 'key', value });
	const receivable = {
		customer: key('CUST-1'),
		...{ erpId: '1', erpRef: '1', totalAmount: '5', postingDate: '2026-11-01' },
		dueDate: '2026-11-30',
	};

	test.each<[string, string, object]>([
		['receivable', 'create', { ...receivable, erpRef: HUGE }],
		['receivable', 'create', { ...receivable, totalAmount: '9'.repeat(TEN_MB) }],
		['receivable', 'create', { ...receivable, dueDate: HUGE }],
		['receivable', 'create', { ...receivable, customer: key(HUGE) }],
		['receivable', 'upsert', { ...receivable, erpId: HUGE }],
		[
			'receivable',
			'create',
			{ ...receivable, additionalFields: { extraFields: `{"x":"${HUGE}"}` } },
		],
		['receivable', 'get', { receivable: key(HUGE) }],
		['receivable', 'getAll', { filters: { period: 'today', timezone: HUGE } }],
		['attachment', 'upload', { receivable: key('1'), binaryPropertyName: HUGE }],
		['customer', 'get', { customer: { __rl: true, mode: 'id', value: HUGE } }],
		['creditMemo', 'update', { creditMemo: key('1'), updateFields: { extPostedDate: HUGE } }],
		['event', 'verify', { event: `{"id":"${HUGE}"}` }],
		[
			'payment',
			'charge',
			{
				customer: key('CUST-1'),
				cardId: 'none',
				amount: '5',
				additionalFields: { chargeKey: HUGE },
			},
		],
		['bankAccount', 'verifyMicroDeposits', { bankId: 'b', firstAmount: HUGE, secondAmount: '1' }],
	])(
		'in %s: %s end in a short message, and nothing is written',
		async (resource, operation, parameters) => {
			await engine.addCustomer();
			const before = countRows();
			const { error, requests } = await engine.run({
				resource,
				operation,
				parameters: parameters as never,
			});
			expectClear(error?.message, error?.description);
			expect(requests.filter(isWrite)).toEqual([]);
			expect(countRows()).toBe(before);
		},
	);
});
