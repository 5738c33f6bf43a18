import { expect, test } from 'vitest';
import { balances, checkLedger } from '../../harness/services/hledger.mts';
import {
	type Chart,
	type JournalLine,
	ledgerAccount,
	writeLedger,
} from '../../harness/services/journal-ledger.mts';

const CHART: Chart = {
	accounts: ['Bank', 'Paystand Clearing', 'Receivables', 'Expenses:Merchant Fees'],
	currencies: { USD: 2, JPY: 0 },
};

function line(account: string, debit: string, credit: string, more: Partial<JournalLine> = {}) {
	return {
		entryId: 'transfer-1',
		postingDate: '2026-01-31',
		account,
		debit,
		credit,
		currency: 'USD',
		memo: 'Payout',
		...more,
	};
}

const PAYOUT = [
	line('Bank', '970.55', ''),
	line('Expenses:Merchant Fees', '29.45', '0.00'),
	line('Paystand Clearing', '', '1000.00'),
	line('Paystand Clearing', '1000.00', '', { entryId: 'payment-1' }),
	line('Receivables', '0', '1000.00', { entryId: 'payment-1' }),
	line('Bank', '90071992547409931', '', { entryId: 'yen', currency: 'JPY' }),
	line('Receivables', '', '90071992547409931', { entryId: 'yen', currency: 'JPY' }),
];

test('entries that balance pass, and their balances are exact', async () => {
	const ledger = writeLedger(PAYOUT, CHART);
	expect(await checkLedger(ledger)).toEqual({ ok: true });
	expect(await balances(ledger, ['cur:USD'])).toEqual([
		{ account: 'Bank', currency: 'USD', amount: '970.55' },
		{ account: 'Paystand Clearing', currency: 'USD', amount: '0.00' },
		{ account: 'Receivables', currency: 'USD', amount: '-1000.00' },
		{ account: 'Expenses:Merchant Fees', currency: 'USD', amount: '29.45' },
	]);
	expect(await balances(ledger, ['acct:^Receivables$', 'cur:JPY'])).toEqual([
		{ account: 'Receivables', currency: 'JPY', amount: '-90071992547409931' },
	]);
});

test('balances are told for each currency, also where one of two is at zero', async () => {
	const ledger = writeLedger(
		[
			...PAYOUT,
			line('Receivables', '1000.00', '', { entryId: 'back' }),
			line('Bank', '', '1000.00', { entryId: 'back' }),
		],
		CHART,
	);
	expect(await balances(ledger, ['acct:^Receivables$'])).toEqual([
		{ account: 'Receivables', currency: 'JPY', amount: '-90071992547409931' },
		{ account: 'Receivables', currency: 'USD', amount: '0.00' },
	]);
});

test.each([
	['an entry that is a cent off', [line('Bank', '0.01', '')], 'could not balance'],
	[
		'an account that the chart does not name',
		[line('Bank', '1.00', ''), line('Clearing', '', '1.00')],
		'Clearing',
	],
	[
		'a currency that the chart does not name',
		[
			line('Bank', '1.00', '', { currency: 'EUR' }),
			line('Receivables', '', '1.00', { currency: 'EUR' }),
		],
		'EUR',
	],
	[
		'a conversion between currencies',
		[line('Bank', '1.00', ''), line('Receivables', '', '150', { currency: 'JPY' })],
		'could not balance',
	],
	[
		'a day that does not exist',
		[line('Bank', '0', '', { postingDate: '2026-02-30' })],
		'2026-02-30',
	],
])('hledger finds %s', async (_, lines, word) => {
	const verdict = await checkLedger(writeLedger(lines, CHART));
	expect(verdict).toEqual({ ok: false, errors: expect.stringContaining(word) });
});

test('an unreadable ledger has no balances', async () => {
	await expect(balances('2026-01-31 x\n    Bank  1.0.0 USD\n')).rejects.toThrow('hledger cannot');
});

/** What would be a comment, a status, a virtual posting, an amount or a day of its own to hledger. */
const ODD = [
	'(Clearing)',
	'[Clearing]',
	'* Clearing',
	'! Clearing',
	'Clearing  1.00 USD',
	'Clearing ; fees',
	'Clearing;fees',
	'Clearing\tUSD',
	'Clearing\u00a0\u00a0USD',
	'Clearing\n2026-01-01 x',
	' Clearing ',
	'Clearing%20',
	'Clearing: fees',
	'Clearing::fees',
	':Clearing:',
	'Gebühren & Zölle – 手数料',
	'"Clearing" {1} @ 2 = 3 | 4 #5 ~6',
];

test('odd names of accounts stay apart, and none hides its amount', async () => {
	expect(new Set(ODD.map(ledgerAccount)).size).toBe(ODD.length);
	const lines = ODD.flatMap((account, index) => [
		line(account, `${index + 1}.00`, '', { entryId: `E${index}` }),
		line('Bank', '', `${index + 1}.00`, { entryId: `E${index}` }),
	]);
	const ledger = writeLedger(lines, { ...CHART, accounts: [...CHART.accounts, ...ODD] });
	expect(await checkLedger(ledger)).toEqual({ ok: true });
	const found = await balances(ledger, ['not:acct:^Bank$']);
	const byName = new Map(found.map(({ account, amount }) => [account, amount]));
	expect(ODD.map((account) => byName.get(ledgerAccount(account)))).toEqual(
		ODD.map((_, index) => `${index + 1}.00`),
	);
});

test.each([...ODD, '', 'date:2020-01-01', '[2020-01-01]', '(note)', 'a, b: c', '=1', '; x'])(
	'an entry with the memo and id %j is the entry it is',
	async (words) => {
		const entry = { memo: words, entryId: words };
		const ledger = writeLedger(
			[line('Bank', '5.00', '', entry), line('Receivables', '', '5.00', entry)],
			CHART,
		);
		expect(await checkLedger(ledger)).toEqual({ ok: true });
		expect(await balances(ledger, ['date:2026-01-31'])).toEqual([
			{ account: 'Bank', currency: 'USD', amount: '5.00' },
			{ account: 'Receivables', currency: 'USD', amount: '-5.00' },
		]);
	},
);

test.each([
	['both sides', line('Bank', '1.00', '2.00'), 'a debit of 1.00 and a credit of 2.00'],
	['a sign', line('Bank', '-1.00', ''), '"-1.00" is not an amount'],
	['a thousands separator', line('Bank', '1,000.00', ''), '"1,000.00" is not an amount'],
	['half a cent', line('Bank', '1.005', ''), '1.005 has more decimals than USD'],
	['no name', line('', '1.00', ''), 'without a name'],
	['a currency sign', line('Bank', '1.00', '', { currency: '$' }), '"$" is not a currency code'],
	['another day’s form', line('Bank', '1.00', '', { postingDate: '1/31/2026' }), 'not YYYY-MM-DD'],
])('a line with %s is refused', (_, odd, message) => {
	expect(() => writeLedger([odd], CHART)).toThrow(message);
});

test('an entry of two days is refused', () => {
	const lines = [line('Bank', '1.00', ''), line('Bank', '', '1.00', { postingDate: '2026-02-01' })];
	expect(() => writeLedger(lines, CHART)).toThrow('lines of several days');
});
