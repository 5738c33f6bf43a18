import { join } from 'node:path';
import { beforeAll, afterAll, expect, test } from 'vitest';
import { type PostedInvoice, startTryton, type Tryton } from '../../harness/services/tryton.mts';
import { isAlive, temporaryFolder } from './folders.mts';

const folder = join(temporaryFolder(), 'tryton');
let tryton: Tryton;
let invoices: PostedInvoice[];

beforeAll(async () => {
	tryton = await startTryton({ folder, company: 'Fabrikam', years: [2026] });
	invoices = await tryton.postInvoices([
		{
			customer: 'C-100',
			name: 'Müller & Söhne',
			date: '2026-01-15',
			reference: 'PO 7',
			lines: [
				{ description: 'Work', amount: '300.10' },
				{ description: 'Travel', amount: '11.97' },
			],
		},
		{ customer: 'C-200', date: '2026-01-16', lines: [{ description: 'Work', amount: '0.01' }] },
	]);
});
afterAll(() => tryton?.stop());

test('posted invoices are found by JSON-RPC, with their customer and amounts', async () => {
	expect(invoices).toMatchObject([
		{ number: 'INV-2026-0001', customer: 'C-100', total: '312.07' },
		{ number: 'INV-2026-0002', customer: 'C-200', total: '0.01' },
	]);
	const found = await tryton.client.searchRead(
		'account.invoice',
		[['state', '=', 'posted']],
		['number', 'reference', 'invoice_date', 'amount_to_pay', 'party.code', 'party.name'],
	);
	expect(found[0]).toMatchObject({
		number: 'INV-2026-0001',
		reference: 'PO 7',
		invoice_date: '2026-01-15',
		amount_to_pay: '312.07',
		'party.': { code: 'C-100', name: 'Müller & Söhne' },
	});
	expect(found[1]).toMatchObject({ number: 'INV-2026-0002', 'party.': { code: 'C-200' } });
});

test('a payment in two parts pays the invoice; clearing, fees and bank balance', async () => {
	const [{ id }] = invoices;
	const pay = async (amount: string) => {
		const move = await tryton.books.post({
			date: '2026-02-01',
			description: 'Payment',
			lines: [
				{ account: '1020', debit: amount },
				{ account: '1100', customer: 'C-100', credit: amount },
			],
		});
		await tryton.books.addPayment(id, [move.lines[1]]);
		return move.lines[1];
	};
	const open = async () => {
		const domain: [string, string, unknown][] = [['id', '=', id]];
		const fields = ['state', 'amount_to_pay'];
		const [{ state, amount_to_pay }] = await tryton.client.searchRead(
			'account.invoice',
			domain,
			fields,
		);
		return [state, amount_to_pay];
	};

	const first = await pay('300.00');
	expect(await open()).toEqual(['posted', '12.07']);
	await expect(
		tryton.books.reconcile([...(await tryton.books.openLines(id)), first], '2026-02-01'),
	).rejects.toThrow('12.07');
	const second = await pay('12.07');
	await tryton.books.reconcile(
		[...(await tryton.books.openLines(id)), first, second],
		'2026-02-01',
	);
	expect((await open())[0]).toBe('paid');

	await tryton.books.post({
		date: '2026-02-02',
		description: 'Payout',
		lines: [
			{ account: '1010', debit: '302.07' },
			{ account: '6010', debit: '10.00' },
			{ account: '1020', credit: '312.07' },
		],
	});
	expect(await tryton.books.trialBalance()).toEqual([
		{ code: '1010', name: 'Bank', debit: '302.07', credit: '0.00', balance: '302.07' },
		{ code: '1020', name: 'Paystand Clearing', debit: '312.07', credit: '312.07', balance: '0.00' },
		{ code: '1100', name: 'Main Receivable', debit: '312.08', credit: '312.07', balance: '0.01' },
		{ code: '4000', name: 'Main Revenue', debit: '0.00', credit: '312.08', balance: '-312.08' },
		{ code: '6010', name: 'Merchant Fees', debit: '10.00', credit: '0.00', balance: '10.00' },
	]);
});

test('what Tryton refuses comes with its words', async () => {
	const lines = [
		{ account: '1010', debit: '1.00' },
		{ account: '1020', credit: '1.01' },
	];
	const move = { date: '2026-02-02', description: 'Off', lines };
	await expect(tryton.books.post(move)).rejects.toThrow('you must balance');
	await expect(tryton.books.post({ ...move, date: '2027-01-01' })).rejects.toThrow(
		'no account.period',
	);
	await expect(
		tryton.books.post({ ...move, lines: [{ account: '9999', debit: '1.00' }] }),
	).rejects.toThrow('no account.account with the code 9999');
	await expect(tryton.client.login('admin', 'guessed')).rejects.toThrow('(401)');
	const late = {
		customer: 'C-9',
		date: '2031-01-01',
		lines: [{ description: 'x', amount: '1.00' }],
	};
	await expect(tryton.postInvoices([late])).rejects.toThrow(/period|fiscal/i);
});

test('after a kill the same folder has the same books, and a hundred invoices take seconds', async () => {
	const before = await tryton.books.trialBalance();
	const { pid } = tryton;
	await tryton.kill();
	expect(isAlive(pid)).toBe(false);
	tryton = await startTryton({ folder });
	expect(await tryton.books.trialBalance()).toEqual(before);
	const rows = Array.from({ length: 100 }, (_, index) => ({
		customer: `C-${index % 20}`,
		date: '2026-03-01',
		lines: [{ description: 'Work', amount: `${index}.25` }],
	}));
	const started = Date.now();
	expect((await tryton.postInvoices(rows)).map(({ total }) => total)).toEqual(
		rows.map(({ lines: [{ amount }] }) => amount),
	);
	expect(Date.now() - started).toBeLessThan(30_000);
	await tryton.stop();
	expect(isAlive(tryton.pid)).toBe(false);
});
