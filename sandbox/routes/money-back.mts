import { list } from '../lists.mts';
import { shown } from '../resources.mts';
import { listOptions, owned, type Handler } from './call.mts';

/** Refunds and disputes: read only, `/all` like the plain list (fact sheet 6.9, 6.10). */
export const moneyBackRoutes: Record<string, Handler> = {
	listRefunds: (call) => list(call.merchant.refunds.all(), call.query, listOptions(call, 'A')),
	listAllRefunds: (call) => list(call.merchant.refunds.all(), call.query, listOptions(call, 'A')),
	getRefund: ({ merchant, params }) => shown(owned(merchant.refunds, params.refundId)),

	listDisputes: (call) => list(call.merchant.disputes.all(), call.query, listOptions(call, 'A')),
	listAllDisputes: (call) => list(call.merchant.disputes.all(), call.query, listOptions(call, 'A')),
	getDispute: ({ merchant, params }) => shown(owned(merchant.disputes, params.disputeId)),
};
