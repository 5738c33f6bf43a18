import { by, gets, INVOICE, lists, MAIN, META, stop, type Stop } from './stop.mts';
import type { World } from './world.mts';

/** What happens to money: quotes, charges and what comes of them. */
export const MONEY: Stop[] = [
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
