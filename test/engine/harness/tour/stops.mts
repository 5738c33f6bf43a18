import { PDF, type World } from './world.mts';

/** One run of an operation. */
export interface Stop {
	resource: string;
	operation: string;
	parameters: (world: World) => object;
	/** The run needs a file on its item. */
	file?: Buffer;
}

const stop = (
	resource: string,
	operation: string,
	parameters: Stop['parameters'] | object = {},
	more: Partial<Stop> = {},
): Stop => ({
	resource,
	operation,
	parameters:
		typeof parameters === 'function' ? (parameters as Stop['parameters']) : () => parameters,
	...more,
});

export const by = (mode: string, value: string) => ({ __rl: true, mode, value });
const MAIN = by('key', 'CUST-1');
const INVOICE = by('key', '1001');
const LAST_DAYS = { period: 'between', from: '2026-11-20', to: '2026-12-24' };
const META = '{"batch": 7}';

/** Both lists of a kind, the one with date filters and the one without, simplified and whole. */
const lists = (resource: string) => [
	stop(resource, 'getAll'),
	stop(resource, 'getAll', { simplify: false, returnAll: true }),
	stop(resource, 'getAll', {
		filters: { ...LAST_DAYS, dateType: 'lastUpdated', timezone: 'America/Chicago' },
		order: 'lastUpdated ASC',
	}),
];
/** A single record, simplified and whole. */
const gets = (resource: string, picked: (world: World) => string) => [
	stop(resource, 'get', (world: World) => ({ [resource]: by('id', picked(world)) })),
	stop(resource, 'get', (world: World) => ({
		[resource]: by('id', picked(world)),
		simplify: false,
	})),
];

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

/**
 * Every operation at least once, and where it has several routes or bodies, with each of them: all
 * fields filled in and none, a locator by id and by key, with and without dates.
 */
export const STOPS: Stop[] = [
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

	...gets('dispute', ({ disputeId }) => disputeId),
	...lists('dispute'),

	stop('event', 'get', ({ event }: World) => ({ eventId: event.id })),
	stop('event', 'get', ({ event }: World) => ({ eventId: event.id, simplify: false })),
	stop('event', 'verify', ({ event }: World) => ({ event: JSON.stringify(event) })),
	stop('event', 'verify', ({ event }: World) => ({
		event: JSON.stringify({ ...event, status: 'forged' }),
	})),

	stop('fee', 'get', ({ feeId }: World) => ({ feeId })),
	stop('fee', 'get', ({ feeId }: World) => ({ feeId, simplify: false })),
	stop('fee', 'getAll', { order: 'created ASC' }),
	stop('fee', 'getAll', ({ paymentId }: World) => ({ filters: { payment: by('id', paymentId) } })),
	stop('fee', 'getPlan', ({ planId }: World) => ({ feeSettingPlanId: planId })),
	stop('fee', 'quote', { subtotal: '500' }),
	stop('fee', 'quote', ({ planId }: World) => ({
		subtotal: '500',
		customer: MAIN,
		receivable: INVOICE,
		additionalFields: { feeSettingPlanId: planId, feesIncentivesUrlKey: 'default' },
	})),
	stop('fee', 'quoteOneMethod', { subtotal: '500', feeType: 'networkBankPayment.posted' }),

	stop('merchant', 'getTimezone'),

	stop('payment', 'charge', ({ cardId }: World) => ({
		customer: MAIN,
		cardId,
		amount: '12.30',
		addPayerFee: true,
		receivable: by('key', '1002'),
		additionalFields: { chargeKey: 'one', description: 'March', accountKey: 'default', meta: META },
	})),
	stop('payment', 'charge', ({ bankId, planId }: World) => ({
		customer: MAIN,
		fund: 'bank',
		bankId,
		amount: '5',
		addPayerFee: true,
		simplify: false,
		additionalFields: { feeSettingPlanId: planId, feesIncentivesUrlKey: 'default' },
	})),
	...gets('payment', ({ paymentId }) => paymentId),
	...lists('payment'),

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

	...gets('refund', ({ refundId }) => refundId),
	...lists('refund'),

	...gets('transfer', ({ transferId }) => transferId),
	...lists('transfer'),
	stop('transfer', 'getReport', ({ transferId }: World) => ({ transfer: by('id', transferId) })),
	stop('transfer', 'getReportEntries', ({ transferId }: World) => ({
		transfer: by('id', transferId),
	})),

	...gets('withdrawal', ({ withdrawalId }) => withdrawalId),
	...lists('withdrawal'),
];
