import { attachmentRoutes } from './attachments.mts';
import { balanceRoutes } from './balances.mts';
import { bankRoutes } from './banks.mts';
import type { Handler } from './call.mts';
import { creditMemoRoutes } from './credit-memos.mts';
import { customerRoutes } from './customers.mts';
import { eventRoutes } from './events.mts';
import { feeRoutes } from './fees.mts';
import { fundRoutes } from './funds.mts';
import { merchantRoutes } from './merchant.mts';
import { moneyBackRoutes } from './money-back.mts';
import { paymentRoutes } from './payments.mts';
import { payoutRoutes } from './payouts.mts';
import { receivableRoutes } from './receivables.mts';

export type { Call } from './call.mts';

/** What each operation of the API document does, by its operationId. */
export const handlers: Record<string, Handler> = {
	...merchantRoutes,
	...customerRoutes,
	...receivableRoutes,
	...attachmentRoutes,
	...creditMemoRoutes,
	...feeRoutes,
	...paymentRoutes,
	...bankRoutes,
	...fundRoutes,
	...balanceRoutes,
	...moneyBackRoutes,
	...payoutRoutes,
	...eventRoutes,
};
