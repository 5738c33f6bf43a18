import { beforeEach, describe, expect, test } from 'vitest';
import { books, dispute, freshBooks, invoice, openAfter, pay, signed, told } from './books.mts';
import { runDisputes } from './flow.mts';

beforeEach(freshBooks);

describe('late, twice, and mixed up', () => {
	test('a second run writes nothing', () => {
		dispute('created');
		dispute('won');
		runDisputes(books);
		expect(runDisputes(books)).toEqual({ journal: [], attention: [] });
	});

	test('a run that was killed after one row is completed by the next', () => {
		dispute('created');
		runDisputes(books);
		books.journal.pop();
		books.attention.length = 0;
		const { journal, attention } = runDisputes(books);
		expect(journal.map(({ erpInvoiceId }) => erpInvoiceId)).toEqual(['B']);
		expect(attention).toHaveLength(2);
	});

	test('the same row added by two runs at once counts once', () => {
		dispute('created');
		runDisputes(books);
		books.journal.push({ ...books.journal.at(-1)! });
		expect(openAfter()).toEqual({ A: '100.00', B: '50.00' });
	});

	test('the end arrives before the beginning', () => {
		dispute('won');
		books.disputes.unshift(books.disputes.pop()!);
		dispute('created', { changedAt: '2026-11-30T11:00:00.000Z' });
		expect(openAfter()).toEqual({ A: '0.00', B: '20.00' });
		expect(told()[0]).toContain('won');
	});

	test('at the same moment the end of a dispute counts', () => {
		const changedAt = '2026-11-30T12:00:00.000Z';
		dispute('lost', { changedAt });
		dispute('processing', { changedAt });
		runDisputes(books);
		expect(told()[0]).toContain('Card dispute, lost');
	});

	test('a dispute that is lost after all takes the amounts back once more', () => {
		dispute('created');
		dispute('won');
		expect(openAfter()).toEqual({ A: '0.00', B: '20.00' });
		dispute('lost');
		expect(openAfter()).toEqual({ A: '100.00', B: '50.00' });
	});

	test('an invoice that arrives after the dispute gets its row, and news takes the mark away', () => {
		dispute('created');
		runDisputes(books);
		for (const row of books.attention) row.done = 'yes';
		expect(runDisputes(books).attention).toEqual([]);
		dispute('lost');
		runDisputes(books);
		expect(books.attention.map(({ done }) => done)).toEqual(['', '']);
		invoice('C', '10.00');
		pay('pay1', 'C', '10.00');
		books.disputes.forEach((row) => (row.amount = '140.00'));
		expect(openAfter()).toEqual({ A: '100.00', B: '50.00', C: '10.00' });
	});

	test('a payment that the journal does not know is told, and settled when it is known', () => {
		dispute('created', { paymentId: 'pay9', amount: '5.00' });
		expect(openAfter()).toEqual({ A: '0.00', B: '20.00' });
		expect(signed()).toEqual([]);
		expect(told()).toEqual(['Card dispute |  | 5.00 USD']);
		expect(books.attention[0]!.whatToDo).toContain('has no invoice of payment pay9');
		invoice('C', '5.00');
		pay('pay9', 'C', '5.00');
		expect(openAfter()).toEqual({ A: '0.00', B: '20.00', C: '5.00' });
		expect(told()).toEqual(['Card dispute |  | 0.00 USD', 'Card dispute | C | 5.00 USD']);
		expect(runDisputes(books)).toEqual({ journal: [], attention: [] });
	});
});
