import { beforeEach, describe, expect, test } from 'vitest';
import { books, dispute, freshBooks, openAfter, signed, told } from './books.mts';
import { runDisputes, runPost } from './flow.mts';

beforeEach(freshBooks);

describe('Reopen Invoice', () => {
	test('a dispute opens every invoice of its payment again, and tells of each', () => {
		expect(openAfter()).toEqual({ A: '0.00', B: '20.00' });
		dispute('created');
		expect(openAfter()).toEqual({ A: '100.00', B: '50.00' });
		expect(signed()).toEqual([
			'Card dispute: taken back A -100.00',
			'Card dispute: taken back B -30.00',
		]);
		expect(told()).toEqual(['Card dispute | A | 100.00 USD', 'Card dispute | B | 30.00 USD']);
		expect(books.attention[0]).toMatchObject({
			day: '2026-11-30',
			erpCustomerId: 'CUST',
			done: '',
		});
		expect(books.attention[0]!.whatToDo).toBe(
			'The customer disputes the charge (fraudulent). The invoice is open again by 100.00 USD. Answer with evidence in Paystand.',
		);
	});

	test('a payment with a discount: the invoices lose all that it had paid on them', () => {
		dispute('created', { amount: '127.40', paymentAmount: '127.40' });
		expect(openAfter()).toEqual({ A: '100.00', B: '50.00' });
		expect(told()).toEqual(['Card dispute | A | 100.00 USD', 'Card dispute | B | 30.00 USD']);
		dispute('won', { amount: '127.40', paymentAmount: '127.40' });
		expect(openAfter()).toEqual({ A: '0.00', B: '20.00' });
	});

	test('less than the payment is a part of it', () => {
		dispute('created', { amount: '110', paymentAmount: '130' });
		expect(openAfter()).toEqual({ A: '100.00', B: '30.00' });
		expect(books.attention[0]!.whatToDo).toContain('part');
	});

	test('further states count nothing again; a loss leaves the invoices open', () => {
		for (const state of ['created', 'processing', 'acceptingEvidence', 'underReview', 'lost']) {
			dispute(state);
			expect(openAfter()).toEqual({ A: '100.00', B: '50.00' });
		}
		expect(signed()).toHaveLength(2);
		expect(told()).toEqual([
			'Card dispute, lost | A | 100.00 USD',
			'Card dispute, lost | B | 30.00 USD',
		]);
	});

	test.each(['won', 'failed'])('%s puts the amounts back', (state) => {
		dispute('created');
		openAfter();
		dispute(state);
		expect(openAfter()).toEqual({ A: '0.00', B: '20.00' });
		expect(signed().slice(2)).toEqual([
			'Card dispute: put back A +100.00',
			'Card dispute: put back B +30.00',
		]);
		expect(told()[0]).toBe(`Card dispute, ${state} | A | 100.00 USD`);
	});

	test('a returned debit reopens too, and says that it cannot be contested', () => {
		dispute('created', { disputeType: 'Bank', reason: 'R01' });
		expect(openAfter()).toEqual({ A: '100.00', B: '50.00' });
		expect(signed()[0]).toBe('Returned debit: taken back A -100.00');
		expect(books.attention[0]!.whatToDo).toContain(
			'returned the debit (R01); that cannot be contested',
		);
		dispute('lost', { disputeType: 'Bank', reason: 'R01' });
		expect(runDisputes(books)).toEqual({ journal: [], attention: [] });
	});
});

describe('Keep Closed', () => {
	beforeEach(() => (books.whenDisputed = 'Keep Closed'));

	test('the invoices stay paid, the loss is a row of its own and the text says to book it', () => {
		dispute('created');
		dispute('lost');
		expect(openAfter()).toEqual({ A: '0.00', B: '20.00' });
		expect(signed().slice(0, 2)).toEqual([
			'Card dispute: kept closed A +100.00',
			'Card dispute: taken back A -100.00',
		]);
		expect(books.attention[1]!.whatToDo).toContain('stays closed: book 30.00 USD as a loss');
	});

	test('a win changes nothing on the invoices and says to take the loss back', () => {
		dispute('created');
		openAfter();
		dispute('won');
		expect(openAfter()).toEqual({ A: '0.00', B: '20.00' });
		expect(books.attention[0]!.whatToDo).toBe('Won: take the loss back.');
	});

	test('a later choice does not change a dispute that came up before', () => {
		dispute('created');
		openAfter();
		books.whenDisputed = 'Reopen Invoice';
		dispute('lost');
		expect(openAfter()).toEqual({ A: '0.00', B: '20.00' });
	});

	test('a run that is cut off after any row leaves no invoice open, and the next one completes it', () => {
		dispute('created');
		dispute('won');
		const whole = structuredClone(books);
		runDisputes(whole);
		const rows = whole.journal.slice(books.journal.length);
		expect(rows).toHaveLength(8);
		for (const [index] of rows.entries()) {
			const cut = structuredClone(books);
			cut.journal.push(...structuredClone(rows.slice(0, index + 1)));
			runPost(cut);
			for (const { open, erpInvoiceId } of cut.invoices)
				expect(Number(open)).toBeLessThanOrEqual(erpInvoiceId === 'A' ? 0 : 20);
			runDisputes(cut);
			expect(cut.journal).toEqual(whole.journal);
		}
	});

	test('a choice that is none stops the run', () => {
		books.whenDisputed = 'keep';
		expect(() => runDisputes(books)).toThrow('whenDisputed in "Your Choice" is \'keep\'');
	});
});
