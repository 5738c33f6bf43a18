import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PostedInvoice, startTryton, type Tryton } from '../../harness/services/tryton.mts';
import { temporaryFolder } from './folders.mts';
import { cashFlow, type PaystandRow } from './tryton-cash.mts';

const folder = join(temporaryFolder(), 'cash');
let tryton: Tryton;
let run: Awaited<ReturnType<typeof cashFlow>>;
let invoices: PostedInvoice[];

beforeAll(async () => {
	tryton = await startTryton({ folder, years: [2026] });
	invoices = await tryton.postInvoices(
		Array.from({ length: 10 }, (_, index) => ({
			customer: `C-${index}`,
			date: '2026-01-15',
			lines: [{ description: 'Work', amount: '100.00' }],
		})),
	);
	run = await cashFlow(tryton);
});
afterAll(() => tryton?.stop());

let lastId = 0;
/** A row as Receivable: Get Transactions shows it. */
const applied = (at: number, amountApplied: string, more: PaystandRow = {}): PaystandRow => ({
	id: `tx${String(++lastId).padStart(22, '0')}`,
	...{ resourceType: 'Payment', amountApplied, currency: 'USD', status: 'active' },
	...{ extId: invoices[at]?.number, created: '2026-02-03T23:30:00.000Z' },
	...more,
});
const REFUND = { resourceType: 'Refund' };

/** State and amount to pay of an invoice. */
async function invoice(at: number) {
	const fields = ['state', 'amount_to_pay'];
	const [row] = await tryton.client.searchRead(
		'account.invoice',
		[['id', '=', invoices[at]!.id]],
		fields,
	);
	return `${row!.state} ${Number(row!.amount_to_pay).toFixed(2)}`;
}

async function moves() {
	return await tryton.client.searchRead(
		'account.move',
		[['journal.code', '=', 'PAYSTAND']],
		['description', 'state', 'date'],
	);
}

/** The invoice's receivable line and another move reconcile each other, by an accountant's hand. */
async function payByHand(at: number, amount: string) {
	const { lines } = await tryton.books.post({
		...{ date: '2026-02-01', description: 'Check', journal: 'PAYSTAND' },
		lines: [
			{ account: '1010', debit: amount },
			{ account: '1100', customer: `C-${at}`, credit: amount },
		],
	});
	return lines[1]!;
}

test('a payment lowers what is to pay, the rest closes it, a refund opens it again', async () => {
	const rows = [applied(0, '40.00')];
	expect(await run(rows)).toEqual({ movesPosted: 1, invoicesWithPayments: 1, invoicesClosed: 0 });
	expect(await invoice(0)).toBe('posted 60.00');
	rows.push(applied(0, '60.00'));
	expect(await run(rows)).toMatchObject({ movesPosted: 1, invoicesClosed: 1 });
	expect(await invoice(0)).toBe('paid 0.00');
	rows.push(applied(0, '25.50', REFUND));
	expect(await run(rows)).toMatchObject({ movesPosted: 1, invoicesWithPayments: 1 });
	expect(await invoice(0)).toBe('posted 25.50');
	rows.push(applied(0, '25.50'));
	await run(rows);
	expect(await invoice(0)).toBe('paid 0.00');

	const before = await moves();
	expect(await run(rows)).toEqual({ movesPosted: 0, invoicesWithPayments: 0, invoicesClosed: 0 });
	expect(await moves()).toEqual(before);
	expect(before).toMatchObject([
		...[{ description: `Paystand ${rows[0]!.id}`, state: 'posted', date: '2026-02-03' }],
		...[{}, {}, {}],
	]);
});

test('a payment and its refund in one run leave the invoice as it was', async () => {
	await run([applied(1, '100.00'), applied(1, '100.00', REFUND)]);
	expect(await invoice(1)).toBe('posted 100.00');
});

test('the entry of a payout is one move of clearing, fees and bank', async () => {
	const line = {
		entryId: 'tr1-summary',
		postingDate: '2026-02-05',
		currency: 'USD',
		memo: 'Payout',
	};
	const rows = [
		{ ...line, account: '1010', debit: '97.21', credit: '0.00' },
		{ ...line, account: '6010', debit: '2.79', credit: '0.00' },
		{ ...line, account: '1020', debit: '0.00', credit: '100.00' },
	];
	expect(await run(rows)).toMatchObject({ movesPosted: 1 });
	expect(await run(rows)).toMatchObject({ movesPosted: 0 });
	const balance = await tryton.books.trialBalance();
	const of = (code: string) => balance.find((row) => row.code === code)?.balance;
	expect([of('1010'), of('6010')]).toEqual(['97.21', '2.79']);
});

test.each([
	['there is no such invoice', { extId: 'INV-1' }, 'there is no such invoice in Tryton'],
	['another currency', { currency: 'CAD' }, 'paid in CAD, and the invoice is in USD'],
	['no fiscal year', { created: '2031-02-03T00:00:00Z' }, 'Tryton has no period for 2031-02-03'],
])('%s: it is named, and the others are booked', async (_, more: PaystandRow, message) => {
	const good = applied(2, '1.00');
	await expect(run([applied(2, '1.00', more), good])).rejects.toThrow(
		`1 left for you, everything else is booked: ${more.extId ?? invoices[2]!.number}: ${message}`,
	);
	expect((await moves()).at(-1)).toMatchObject({
		description: `Paystand ${good.id}`,
		state: 'posted',
	});
});

test('what is older than the first day is not booked, and what is neither payment nor refund is named', async () => {
	const count = (await moves()).length;
	const old = applied(2, '1.00', { created: '2025-12-30T12:00:00.000Z' });
	const payout = {
		entryId: 'tr0-summary',
		postingDate: '2025-12-31',
		currency: 'USD',
		memo: 'Payout',
	};
	expect(
		await run([old, { ...payout, account: '1010', debit: '1.00', credit: '0.00' }]),
	).toMatchObject({ movesPosted: 0 });
	await expect(run([applied(2, '1.00', { resourceType: 'CreditMemo' })])).rejects.toThrow(
		'is a CreditMemo, neither payment nor refund',
	);
	expect(await moves()).toHaveLength(count);
});

test('an invoice number that Tryton has twice is named', async () => {
	const books = new DatabaseSync(join(folder, 'erp.sqlite'), { timeout: 20_000 });
	const rename = books.prepare('UPDATE account_invoice SET number = ? WHERE id = ?');
	const { id, number } = invoices[9]!;
	rename.run(invoices[8]!.number, id);
	await expect(run([applied(8, '1.00')])).rejects.toThrow(
		`${invoices[8]!.number}: Tryton has several invoices with this number`,
	);
	rename.run(number, id);
	books.close();
});

test('an account that Tryton lacks, a payout that is not explained, and a closed period are named', async () => {
	const line = {
		postingDate: '2026-02-05',
		currency: 'USD',
		memo: 'Payout',
		debit: '1',
		credit: '0',
	};
	await expect(run([{ ...line, entryId: 'tr2-summary', account: '9999' }])).rejects.toThrow(
		'Paystand tr2-summary: Tryton has no account 9999',
	);
	await expect(run([{ id: 'tr3', error: 'is unexplained by 1.23 USD' }])).rejects.toThrow(
		'Payout tr3: is unexplained by 1.23 USD',
	);
	const periods = await tryton.client.searchRead('account.period', [], ['end_date']);
	const last = periods.find(({ end_date }) => end_date === '2026-12-31')!;
	await tryton.client.model('account.period', 'close', [last.id]);
	await expect(run([applied(2, '1.00', { created: '2026-12-05T12:00:00Z' })])).rejects.toThrow(
		"Tryton's period for 2026-12-05 is closed",
	);
});

test('paid by check as well: the payment is booked, and left to a person, who is left alone then', async () => {
	const check = await payByHand(3, '100.00');
	await tryton.books.reconcile(
		[...(await tryton.books.openLines(invoices[3]!.id)), check],
		'2026-02-01',
	);
	expect(await invoice(3)).toBe('paid 0.00');
	const row = applied(3, '100.00');
	await expect(run([row])).rejects.toThrow('100.00 was paid in Paystand, and only 0.00 is to pay');
	expect(await invoice(3)).toBe('paid 0.00');

	const [found] = await tryton.client.searchRead(
		'account.move.line',
		[
			['move.description', '=', `Paystand ${row.id}`],
			['account.code', '=', '1100'],
		],
		[],
	);
	const back = await tryton.books.post({
		...{ date: '2026-02-06', description: 'Sent back' },
		lines: [
			{ account: '1100', customer: 'C-3', debit: '100.00' },
			{ account: '1010', credit: '100.00' },
		],
	});
	await tryton.books.reconcile([found!.id, back.lines[0]!], '2026-02-06');
	expect(await run([row])).toMatchObject({ movesPosted: 0, invoicesWithPayments: 0 });
});

test('a refund of an invoice that a person closed with other moves is left to a person', async () => {
	const payment = applied(4, '50.00');
	await run([payment]);
	const { client } = tryton;
	const [line] = await client.searchRead(
		'account.move.line',
		[
			['move.description', '=', `Paystand ${payment.id}`],
			['account.code', '=', '1100'],
		],
		[],
	);
	const check = await payByHand(4, '50.00');
	const open = await tryton.books.openLines(invoices[4]!.id);
	await tryton.books.reconcile([...open, line!.id, check], '2026-02-01');
	await expect(run([payment, applied(4, '10.00', REFUND)])).rejects.toThrow(
		'was closed together with other moves',
	);
	expect(await invoice(4)).toBe('paid 0.00');
});

test('a run that breaks off at any step is finished by the next one', async () => {
	const steps = [
		'Create Drafts',
		'Post the Moves',
		'Open Invoices Again',
		'Note Them on the Invoices',
	];
	const rows = [applied(5, '100.00')];
	await run(rows);
	for (const step of steps) {
		rows.push(applied(5, '30.00', REFUND), applied(5, '30.00'));
		const broken = run(rows, async (name) => {
			if (name === step) throw new Error('killed');
		});
		await expect(broken).rejects.toThrow('killed');
		await run(rows);
		expect(await invoice(5)).toBe('paid 0.00');
	}
	const mine = (await moves()).filter(({ description }) =>
		rows.some(({ id }) => description === `Paystand ${id}`),
	);
	expect(mine).toHaveLength(rows.length);
});

test('two runs at once, both of which have asked before either creates, post each move once', async () => {
	const rows = [applied(6, '100.00'), applied(7, '20.00')];
	const both = Promise.withResolvers<void>();
	let waiting = 0;
	const together = async (name: string) => {
		if (name !== 'Moves Not Booked Yet') return;
		if (++waiting === 2) both.resolve();
		await both.promise;
	};
	await Promise.allSettled([run(rows, together), run(rows, together)]);
	await run(rows);
	const mine = (await moves()).filter(({ description }) =>
		rows.some(({ id }) => description === `Paystand ${id}`),
	);
	expect(mine).toMatchObject([{ state: 'posted' }, { state: 'posted' }]);
	expect([await invoice(6), await invoice(7)]).toEqual(['paid 0.00', 'posted 80.00']);
});

test('what Tryton refuses stops the run with its words', async () => {
	await tryton.client.model('account.journal', 'write', [(await journal()).id], { code: 'OTHER' });
	await expect(run([applied(8, '1.00')])).rejects.toThrow(
		'Tryton has 0 journals with the code PAYSTAND',
	);
	await tryton.client.model('account.journal', 'write', [(await journal()).id], {
		code: 'PAYSTAND',
	});
	const line = {
		entryId: 'tr9-summary',
		postingDate: '2026-02-05',
		currency: 'USD',
		memo: 'Payout',
	};
	await expect(run([{ ...line, account: '1010', debit: '1.00', credit: '0.00' }])).rejects.toThrow(
		/Tryton refused to post.*balance/,
	);
});

async function journal() {
	const [row] = await tryton.client.searchRead('account.journal', [['name', '=', 'Paystand']], []);
	return row!;
}
