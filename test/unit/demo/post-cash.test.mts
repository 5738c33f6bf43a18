/** "Post cash to invoices" and the ledger: what the ERP knew as paid counts once, then the journal. */
import { beforeEach, expect, test } from 'vitest';
import { books, freshBooks, pay } from './books.mts';
import { runPost } from './flow.mts';

const EXPORTED = {
	...{ extId: 'C', erpRef: 'INV-C', extCustomerId: 'CUST', currency: 'USD' },
	...{ amount: '28750.00', amountDue: '18750.00', dateDue: '2026-12-01' },
	receivableId: 'p1',
};

/** The export brings invoice C to Paystand. */
function exportC(more: object = {}): void {
	books.exported = [{ ...EXPORTED, ...more }];
}

const invoiceC = () => books.invoices.find(({ erpInvoiceId }) => erpInvoiceId === 'C');

beforeEach(() => {
	freshBooks();
	runPost(books);
});

test.each([
	['paid in part', '18750.00', { paidBefore: '10000.00', paid: '10000.00', open: '18750.00' }],
	['wholly open', '28750.00', { paidBefore: '0.00', paid: '0.00', open: '28750.00' }],
	['paid', '0', { paidBefore: '28750.00', paid: '28750.00', open: '0.00' }],
	['without an amount due', '', { paidBefore: '0.00', paid: '0.00', open: '28750.00' }],
	['with one place', '18750.5', { paidBefore: '9999.50', paid: '9999.50', open: '18750.50' }],
])('an invoice that the ERP has as %s comes into the ledger', (_what, amountDue, figures) => {
	exportC({ amountDue });
	expect(runPost(books)).toEqual([expect.objectContaining({ erpInvoiceId: 'C', isNew: true })]);
	expect(invoiceC()).toMatchObject({ invoiceNumber: 'INV-C', paystandId: 'p1', ...figures });
	expect(runPost(books)).toEqual([]);
});

test('an invoice whose cash came first has it from the start', () => {
	pay('pay2', 'C', '750.00');
	exportC();
	runPost(books);
	expect(invoiceC()).toMatchObject({ paidBefore: '10000.00', paid: '10750.00', open: '18000.00' });
});

test('cash that the ERP learns of later does not count twice', () => {
	exportC();
	runPost(books);
	pay('pay2', 'C', '750.00');
	runPost(books);
	expect(invoiceC()).toMatchObject({ paid: '10750.00', open: '18000.00' });
	exportC({ amountDue: '18000.00' });
	expect(runPost(books)).toEqual([]);
	expect(invoiceC()).toMatchObject({ paidBefore: '10000.00', open: '18000.00' });
});

test('a total that the ERP corrects changes what is open, not what is paid', () => {
	exportC();
	runPost(books);
	exportC({ amount: '28000.00', amountDue: '18000.00' });
	expect(runPost(books)).toEqual([expect.objectContaining({ erpInvoiceId: 'C', isNew: false })]);
	expect(invoiceC()).toMatchObject({ totalAmount: '28000.00', paid: '10000.00', open: '18000.00' });
});

test('an invoice that is no longer exported stays, and is posted to', () => {
	exportC();
	runPost(books);
	books.exported = [];
	expect(runPost(books)).toEqual([]);
	pay('pay2', 'C', '750.00');
	runPost(books);
	expect(invoiceC()).toMatchObject({ open: '18000.00', invoiceNumber: 'INV-C' });
});

test('an amount due that is no amount stops the run, and names the invoice', () => {
	exportC({ amountDue: '18,750.00' });
	expect(() => runPost(books)).toThrow("Invoice C: amountDue is not an amount: '18,750.00'");
});
