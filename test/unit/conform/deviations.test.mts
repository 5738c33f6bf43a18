import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEVIATIONS } from '../../../sandbox/deviations.mts';
import { conform, startAccount, type Account, type Report } from './support.mts';

type Expected = {
	/** `operation kind at: documented -> seen` */
	differences: string[];
	/** Answers that are other than without the deviation. */
	answers: Record<string, unknown>;
};

const LIMIT_HEADERS = 'ratelimit-limit, ratelimit-remaining, ratelimit-reset';

const READING: Record<string, Expected> = {
	pageCap: {
		differences: ['* paging $.results: as many rows as limit asks for -> at most 25'],
		answers: { largestPage: 25, defaultPage: 25 },
	},
	countOfPage: {
		differences: ['* count $.count: all rows -> rows of the page'],
		answers: { count: 'page' },
	},
	limitHeadersAbsent: {
		differences: [`* header headers: ${LIMIT_HEADERS} -> none`],
		answers: { limitHeaders: [], limitReset: null, limitPerWindow: null },
	},
	limitHeadersRenamed: {
		differences: [
			`* header headers: ${LIMIT_HEADERS} -> ${LIMIT_HEADERS.replaceAll('rate', 'x-paystand-rate')}`,
		],
		answers: {
			limitHeaders: LIMIT_HEADERS.split(', ').map((name) => `x-paystand-${name}`),
		},
	},
	usDates: {
		differences: [
			'listReceivables format $.results[*].dateDue: date YYYY-MM-DD -> date MM-DD-YYYY',
			'readReceivable format $.dateDue: date YYYY-MM-DD -> date MM-DD-YYYY',
		],
		answers: {},
	},
	newField: {
		differences: ['getPayerCustomer newField $.creditHold: not listed -> text(5)'],
		answers: {},
	},
	missingField: {
		differences: ['readReceivable missingField $.amountPaid: string -> missing'],
		answers: {},
	},
	numberForAmount: {
		differences: ['readReceivable type $.amount: string -> number'],
		answers: {},
	},
	otherEnumValue: {
		differences: ['readReceivable enum $.status: active, paid, cancelled -> partiallyPaid'],
		answers: {},
	},
	routeRefused: { differences: ['listRefunds status $: 200 -> 403'], answers: {} },
	doubtfulRouteRefused: {
		differences: [],
		answers: {
			feeFilters: null,
			openRoutes: expect.objectContaining({ listFees: 'refused 401', getFee: 'open' }),
		},
	},
	olderRouteRefused: {
		differences: [],
		answers: { openRoutes: expect.objectContaining({ getPayer: 'refused 403', getBank: 'open' }) },
	},
	verifyEmpty: {
		differences: ['verifyEvent body $: JSON -> empty'],
		answers: { verify: 'empty', verifyStatus: 200 },
	},
	verifyHtml: {
		differences: ['verifyEvent body $: JSON -> html'],
		answers: { verify: 'html', verifyStatus: 200 },
	},
	verifyAccepts: {
		differences: ['verifyEvent value $: refusal of an unknown event -> accepted'],
		answers: { verify: 'json', verifyStatus: 200 },
	},
	orderIgnored: {
		differences: ['listReceivables order $.results: sorted by lastUpdated -> ignored'],
		answers: { orderByLastUpdated: 'ignored' },
	},
	filterIgnored: {
		differences: [
			'listReceivables filter $.results: rows of the days asked for -> created: ignored, lastUpdated: ignored',
		],
		answers: {
			dateFilter: 'ignored',
			dateFilterLastUpdated: 'ignored',
			// What is ignored is accepted, whatever it says.
			datePresets: expect.objectContaining({ yesterday: 'accepted' }),
		},
	},
	offsetIgnored: {
		differences: ['listPayerCustomers paging $.results: rows from offset on -> offset ignored'],
		answers: { offset: 'ignored' },
	},
	bareArray: {
		differences: ['listReceivablesUnfiltered envelope $: object -> array'],
		answers: {},
	},
	readMissing: {
		differences: ['readReceivable status $: 200 -> 404'],
		answers: { idOfAnotherKind: { getPayerCustomer: 401, getMerchant: 401 } },
	},
	tokenLife: {
		differences: ['createToken value $.expires_in: 1209600 -> 3600'],
		answers: { tokenLifeSeconds: 3600 },
	},
	missingHeader403: {
		differences: ['listPayerCustomers status $: 401 -> 403'],
		answers: { missingCustomerHeader: 403 },
	},
	unknownId404: {
		differences: ['getPayerCustomer status $: 401 -> 404'],
		answers: {
			unknownId: expect.objectContaining({ getPayerCustomer: 404, getPayment: 401 }),
			idOfAnotherKind: { getPayerCustomer: 404, readReceivable: 401, getMerchant: 401 },
		},
	},
	wrongMethod405: {
		differences: ['splitFees status $: 404 for a wrong method -> 405'],
		answers: { wrongMethod: 405 },
	},
	timezoneName: {
		differences: ['getMerchantTimezone newField $.timeZone: not listed -> text(19)'],
		answers: { timezoneField: 'timeZone' },
	},
};

const WRITING: Record<string, Expected> = {
	customerDuplicated: {
		differences: ['createPayerCustomer key $.id: a second key is refused -> duplicated'],
		answers: { secondCustomerKey: 'duplicated' },
	},
	customerMerged: {
		differences: ['createPayerCustomer key $.id: a second key is refused -> merged'],
		answers: { secondCustomerKey: 'merged' },
	},
	receivableDuplicated: {
		differences: ['createReceivable key $.id: a second key is refused -> duplicated'],
		answers: { secondInvoiceKey: 'duplicated' },
	},
	receivableMerged: {
		differences: ['createReceivable key $.id: a second key is refused -> merged'],
		answers: { secondInvoiceKey: 'merged' },
	},
	created201: { differences: ['createPayerCustomer status $: 200 -> 201'], answers: {} },
};

/** They count what came, not what it is like; `largestPage` of a cap has its own answer. */
const COUNTERS = ['limitHeadersOn', 'largestPageAtLeast'];

function changed(before: Report, after: Report): Record<string, unknown> {
	const names = Object.keys({ ...before.answers, ...after.answers }).filter(
		(name) =>
			!COUNTERS.includes(name) &&
			JSON.stringify(before.answers[name]) !== JSON.stringify(after.answers[name]),
	);
	return Object.fromEntries(names.map((name) => [name, after.answers[name] ?? null]));
}

const said = ({ differences }: Report) =>
	differences.map(
		(one) => `${one.operation} ${one.kind} ${one.at}: ${one.documented} -> ${one.seen}`,
	);

test('every deviation of the sandbox is in one of the two tables', () => {
	const tested = [...Object.keys(READING), ...Object.keys(WRITING)].sort();
	expect(tested).toEqual(Object.keys(DEVIATIONS).sort());
	expect(tested.length).toBeGreaterThanOrEqual(20);
});

describe.each([
	{ mode: 'read', args: [], table: READING, rows: 60 },
	{ mode: 'write', args: ['--write'], table: WRITING, rows: 5 },
])('in $mode mode', ({ args, table, rows }) => {
	let account: Account;
	let before: Report;
	beforeAll(async () => {
		account = await startAccount(rows);
		before = await report();
	}, 60_000);
	afterAll(() => account.close());

	async function report(): Promise<Report> {
		const { code, json } = await conform(['--base-url', account.address, ...args]);
		expect(code).toBe(0);
		return json!;
	}

	test('without a deviation there is no difference', () => {
		expect(said(before)).toEqual([]);
	});

	test.each(Object.entries(table))(
		'%s is told, and nothing else',
		async (name, { differences, answers }) => {
			await account.deviate(name);
			const after = await report().finally(() => account.deviate(null));
			expect(said(after)).toEqual(differences);
			expect(changed(before, after)).toEqual(answers);
		},
		60_000,
	);
});
