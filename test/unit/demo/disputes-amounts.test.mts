import { beforeEach, describe, expect, test } from 'vitest';
import { books, dispute, freshBooks, openAfter, refund, signed, told } from './books.mts';
import { runDisputes } from './flow.mts';

beforeEach(freshBooks);

describe('amounts', () => {
	test('a fee that the customer bore is on no invoice', () => {
		dispute('created', { amount: '133.90' });
		expect(openAfter()).toEqual({ A: '100.00', B: '50.00' });
		expect(books.attention[0]!.whatToDo).toContain(
			'A further 3.90 of the dispute is on no invoice',
		);
	});

	test('what was refunded is not taken back again, before or after the dispute', () => {
		refund('pay1', 'A', '40.00');
		dispute('created');
		expect(openAfter()).toEqual({ A: '100.00', B: '50.00' });
		expect(signed()[0]).toBe('Card dispute: taken back A -60.00');
		refund('pay1', 'B', '30.00');
		expect(openAfter()).toEqual({ A: '100.00', B: '50.00' });
		expect(signed()[1]).toBe('Card dispute: taken back B -0.00');
		expect(books.attention[1]!.whatToDo).toContain('was refunded');
	});

	test('a payment that was refunded in full and is disputed: somebody is told', () => {
		refund('pay1', 'A', '100.00');
		refund('pay1', 'B', '30.00');
		dispute('created');
		expect(openAfter()).toEqual({ A: '100.00', B: '50.00' });
		expect(told()).toEqual(['Card dispute |  | 130.00 USD']);
		expect(books.attention[0]!.whatToDo).toContain('the money may go out twice');
		expect(runDisputes(books)).toEqual({ journal: [], attention: [] });
	});

	test('a part of a payment is taken from its invoices one after the other, and said', () => {
		dispute('created', { amount: '110.00' });
		expect(openAfter()).toEqual({ A: '100.00', B: '30.00' });
		expect(books.attention[1]!.whatToDo).toContain('Only a part of the payment is disputed');
	});

	test('a second dispute of the same payment takes what the first one left', () => {
		dispute('created', { amount: '100.00' });
		dispute('created', { disputeId: 'd2', amount: '30.00' });
		expect(openAfter()).toEqual({ A: '100.00', B: '50.00' });
		dispute('won', { amount: '100.00' });
		dispute('created', { disputeId: 'd3', amount: '100.00' });
		expect(openAfter()).toEqual({ A: '100.00', B: '50.00' });
	});

	test('an amount that is none stops the run and names the dispute', () => {
		dispute('created', { amount: '1,000.00' });
		expect(() => runDisputes(books)).toThrow("Dispute d1: amount is not an amount: '1,000.00'");
	});
});
