import { PDF, type Account } from './account.mts';
import {
	by,
	gets,
	INVOICE,
	lists,
	MAIN,
	META,
	operationCase,
	type OperationCase,
} from './case.mts';

const customer = (extCustomerId: string, customerName = 'Initech') => ({
	extCustomerId,
	customerName,
	email: 'ap@initech.example',
});
const CONTACT = { contactFirstName: 'Bill', contactLastName: 'Lumbergh' };

const receivable = (erpId: string, more: object = {}) => ({
	customer: MAIN,
	erpId,
	erpRef: `INV-${erpId}`,
	totalAmount: '80.40',
	currency: 'USD',
	postingDate: '2026-11-23',
	dueDate: '2026-12-23',
	...more,
});

const memo = (extId: string, more: object = {}) => ({
	customer: MAIN,
	extId,
	extKey: `CM-${extId}`,
	amount: '50.25',
	extPostedDate: '2026-11-23',
	...more,
});
const MEMO_MORE = {
	amountRemaining: '40',
	extCreationDate: '2026-11-20',
	currency: 'USD',
	erpName: 'NetSuite',
	status: 'active',
};

/** What an ERP writes: customers, receivables with their files, credit memos, bank accounts. */
export const RECORDS: OperationCase[] = [
	operationCase('attachment', 'upload', { receivable: INVOICE }, { file: PDF }),
	operationCase('attachment', 'getAll', { receivable: INVOICE }),
	operationCase(
		'attachment',
		'replace',
		(account: Account) => ({ receivable: INVOICE, attachment: by('id', account.attachmentId) }),
		{ file: PDF },
	),
	operationCase('attachment', 'remove', (account: Account) => ({
		receivable: by('id', account.receivableId),
		attachment: by('id', account.attachmentId),
	})),

	operationCase('bankAccount', 'add', {
		customer: MAIN,
		nameOnAccount: 'Acme Dental Group',
		accountNumber: '000123456789',
		routingNumber: '110000000',
		additionalFields: {
			billingAddress: {
				address: {
					street1: '1 Main',
					city: 'Austin',
					state: 'TX',
					postalCode: '78701',
					country: 'USA',
				},
			},
			externalId: 'BANK-1',
			meta: META,
		},
	}),
	operationCase('bankAccount', 'sendMicroDeposits', ({ bankId }: Account) => ({ bankId })),
	operationCase('bankAccount', 'verifyMicroDeposits', ({ bankId }: Account) => ({
		bankId,
		firstAmount: '32',
		secondAmount: 45,
	})),

	operationCase('creditMemo', 'create', memo('1')),
	operationCase('creditMemo', 'create', ({ customerId }: Account) =>
		memo('2', { customer: by('id', customerId), additionalFields: MEMO_MORE }),
	),
	operationCase('creditMemo', 'upsert', memo('3', { additionalFields: MEMO_MORE })),
	operationCase('creditMemo', 'upsert', memo('3', { amount: '60', overwriteRemaining: true })),
	operationCase('creditMemo', 'get', { creditMemo: by('key', '1') }),
	operationCase('creditMemo', 'get', { creditMemo: by('key', '2'), simplify: false }),
	operationCase('creditMemo', 'getAll', { order: 'created ASC' }),
	operationCase('creditMemo', 'getAll', {
		which: 'by-payerCustomerId',
		customer: MAIN,
		simplify: false,
	}),
	operationCase('creditMemo', 'getAll', { which: 'by-erpName', erpName: 'NetSuite' }),
	operationCase('creditMemo', 'update', {
		creditMemo: by('key', '1'),
		updateFields: { ...MEMO_MORE, amount: '70', extKey: 'CM-one', extPostedDate: '2026-11-22' },
	}),
	operationCase('creditMemo', 'cancel', { creditMemo: by('key', '2') }),
	operationCase('creditMemo', 'activate', { creditMemo: by('key', '2') }),

	operationCase('customer', 'create', customer('CUST-3')),
	operationCase('customer', 'create', { ...customer('CUST-4'), additionalFields: CONTACT }),
	operationCase('customer', 'upsert', { ...customer('CUST-5'), additionalFields: CONTACT }),
	operationCase('customer', 'upsert', customer('CUST-5', 'Initrode')),
	operationCase('customer', 'update', {
		customer: by('key', 'CUST-4'),
		updateFields: { ...customer('CUST-4b', 'Initrode'), ...CONTACT },
	}),
	...gets('customer', ({ customerId }) => customerId),
	operationCase('customer', 'getAll', { order: 'lastUpdated DESC' }),
	operationCase('customer', 'getAll', { simplify: false }),
	operationCase('customer', 'delete', { customer: by('key', 'CUST-2') }),

	operationCase('receivable', 'create', receivable('2001')),
	operationCase('receivable', 'create', ({ customerId }: Account) =>
		receivable('2002', {
			customer: by('id', customerId),
			additionalFields: { amountDue: '10', status: 'active' },
		}),
	),
	operationCase('receivable', 'upsert', receivable('2003')),
	operationCase('receivable', 'upsert', ({ customerId }: Account) =>
		receivable('2003', {
			customer: by('id', customerId),
			totalAmount: '90',
			overwriteBalance: true,
			additionalFields: { amountDue: '20', status: 'active' },
		}),
	),
	operationCase('receivable', 'update', {
		receivable: by('key', '2001'),
		erpRef: 'INV-2001b',
		updateFields: {
			totalAmount: '95.5',
			amountDue: '90',
			currency: 'USD',
			postingDate: '2026-11-22',
			dueDate: '2026-12-22',
			erpId: '2001b',
			status: 'active',
		},
	}),
	...gets('receivable', ({ receivableId }) => receivableId),
	...lists('receivable'),
	operationCase('receivable', 'getTransactions', { receivable: INVOICE, order: 'created ASC' }),
	operationCase('receivable', 'getTransactions', { receivable: INVOICE, simplify: false }),
	operationCase('receivable', 'cancel', { receivable: by('key', '2002') }),
];
