import { by, gets, INVOICE, lists, MAIN, META, stop, type Stop } from './stop.mts';
import { PDF, type World } from './world.mts';

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
export const RECORDS: Stop[] = [
	stop('attachment', 'upload', { receivable: INVOICE }, { file: PDF }),
	stop('attachment', 'getAll', { receivable: INVOICE }),
	stop(
		'attachment',
		'replace',
		(world: World) => ({ receivable: INVOICE, attachment: by('id', world.attachmentId) }),
		{ file: PDF },
	),
	stop('attachment', 'remove', (world: World) => ({
		receivable: by('id', world.receivableId),
		attachment: by('id', world.attachmentId),
	})),

	stop('bankAccount', 'add', {
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
	stop('bankAccount', 'sendMicroDeposits', ({ bankId }: World) => ({ bankId })),
	stop('bankAccount', 'verifyMicroDeposits', ({ bankId }: World) => ({
		bankId,
		firstAmount: '32',
		secondAmount: 45,
	})),

	stop('creditMemo', 'create', memo('1')),
	stop('creditMemo', 'create', ({ customerId }: World) =>
		memo('2', { customer: by('id', customerId), additionalFields: MEMO_MORE }),
	),
	stop('creditMemo', 'upsert', memo('3', { additionalFields: MEMO_MORE })),
	stop('creditMemo', 'upsert', memo('3', { amount: '60', overwriteRemaining: true })),
	stop('creditMemo', 'get', { creditMemo: by('key', '1') }),
	stop('creditMemo', 'get', { creditMemo: by('key', '2'), simplify: false }),
	stop('creditMemo', 'getAll', { order: 'created ASC' }),
	stop('creditMemo', 'getAll', { which: 'by-payerCustomerId', customer: MAIN, simplify: false }),
	stop('creditMemo', 'getAll', { which: 'by-erpName', erpName: 'NetSuite' }),
	stop('creditMemo', 'update', {
		creditMemo: by('key', '1'),
		updateFields: { ...MEMO_MORE, amount: '70', extKey: 'CM-one', extPostedDate: '2026-11-22' },
	}),
	stop('creditMemo', 'cancel', { creditMemo: by('key', '2') }),
	stop('creditMemo', 'activate', { creditMemo: by('key', '2') }),

	stop('customer', 'create', customer('CUST-3')),
	stop('customer', 'create', { ...customer('CUST-4'), additionalFields: CONTACT }),
	stop('customer', 'upsert', { ...customer('CUST-5'), additionalFields: CONTACT }),
	stop('customer', 'upsert', customer('CUST-5', 'Initrode')),
	stop('customer', 'update', {
		customer: by('key', 'CUST-4'),
		updateFields: { ...customer('CUST-4b', 'Initrode'), ...CONTACT },
	}),
	...gets('customer', ({ customerId }) => customerId),
	stop('customer', 'getAll', { order: 'lastUpdated DESC' }),
	stop('customer', 'getAll', { simplify: false }),
	stop('customer', 'delete', { customer: by('key', 'CUST-2') }),

	stop('receivable', 'create', receivable('2001')),
	stop('receivable', 'create', ({ customerId }: World) =>
		receivable('2002', {
			customer: by('id', customerId),
			additionalFields: { amountDue: '10', status: 'active' },
		}),
	),
	stop('receivable', 'upsert', receivable('2003')),
	stop('receivable', 'upsert', ({ customerId }: World) =>
		receivable('2003', {
			customer: by('id', customerId),
			totalAmount: '90',
			overwriteBalance: true,
			additionalFields: { amountDue: '20', status: 'active' },
		}),
	),
	stop('receivable', 'update', {
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
	stop('receivable', 'getTransactions', { receivable: INVOICE, order: 'created ASC' }),
	stop('receivable', 'getTransactions', { receivable: INVOICE, simplify: false }),
	stop('receivable', 'cancel', { receivable: by('key', '2002') }),
];
