import type { Account } from './account.mts';
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

/** What happens to money: quotes, charges and what comes of them. */
export const MONEY: OperationCase[] = [
	...gets('dispute', ({ disputeId }) => disputeId),
	...lists('dispute'),

	operationCase('event', 'get', ({ event }: Account) => ({ eventId: event.id })),
	operationCase('event', 'get', ({ event }: Account) => ({ eventId: event.id, simplify: false })),
	operationCase('event', 'verify', ({ event }: Account) => ({ event: JSON.stringify(event) })),
	operationCase('event', 'verify', ({ event }: Account) => ({
		event: JSON.stringify({ ...event, status: 'forged' }),
	})),

	operationCase('fee', 'get', ({ feeId }: Account) => ({ feeId })),
	operationCase('fee', 'get', ({ feeId }: Account) => ({ feeId, simplify: false })),
	operationCase('fee', 'getAll', { order: 'created ASC' }),
	operationCase('fee', 'getAll', ({ paymentId }: Account) => ({
		filters: { payment: by('id', paymentId) },
	})),
	operationCase('fee', 'getPlan', ({ planId }: Account) => ({ feeSettingPlanId: planId })),
	operationCase('fee', 'quote', { subtotal: '500' }),
	operationCase('fee', 'quote', ({ planId }: Account) => ({
		subtotal: '500',
		customer: MAIN,
		receivable: INVOICE,
		additionalFields: { feeSettingPlanId: planId, feesIncentivesUrlKey: 'default' },
	})),
	operationCase('fee', 'quoteOneMethod', { subtotal: '500', feeType: 'networkBankPayment.posted' }),

	operationCase('merchant', 'getTimezone'),

	operationCase('payment', 'charge', ({ cardId }: Account) => ({
		customer: MAIN,
		cardId,
		amount: '12.30',
		addPayerFee: true,
		receivable: by('key', '1002'),
		additionalFields: { chargeKey: 'one', description: 'March', accountKey: 'default', meta: META },
	})),
	operationCase('payment', 'charge', ({ bankId, planId }: Account) => ({
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

	...gets('refund', ({ refundId }) => refundId),
	...lists('refund'),

	...gets('transfer', ({ transferId }) => transferId),
	...lists('transfer'),
	operationCase('transfer', 'getReport', ({ transferId }: Account) => ({
		transfer: by('id', transferId),
	})),
	operationCase('transfer', 'getReportEntries', ({ transferId }: Account) => ({
		transfer: by('id', transferId),
	})),

	...gets('withdrawal', ({ withdrawalId }) => withdrawalId),
	...lists('withdrawal'),
];
