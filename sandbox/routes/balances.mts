import { balanceSummary, paymentBalance } from '../life/balance.mts';
import { shown } from '../resources.mts';
import { owned, type Handler } from './call.mts';

/** What a merchant has, by the older reference (docs/paystand-api.md#balances). */
export const balanceRoutes: Record<string, Handler> = {
	/** Without `accounts` only the default account; an unknown key has nothing (assumed). */
	getBalanceSummary: ({ merchant, query }) =>
		balanceSummary(merchant, (query.accounts || 'default').split(',')),

	getPaymentBalance: ({ merchant, params }) =>
		paymentBalance(merchant, owned(merchant.payments, params.paymentId)),

	getBalanceChange: ({ merchant, params }) =>
		shown(owned(merchant.balanceChanges, params.balanceChangeId)),
};
