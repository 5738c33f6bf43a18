import type { OperationExample } from '../../examples/example.mts';
import { byId, first } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { transfer: byId(first('Transfer: Get Many', 'id')) },
	mayBeRefused: true,
	cases: [
		({ transferId }) => ({ transfer: byId(transferId) }),
		({ transferId }) => ({ transfer: byId(transferId), includeInvoices: true }),
		({ transferId }) => ({ transfer: byId(transferId), simplify: false }),
	],
};
